// Signing out takes along what a tab of the counter kept of a citizen.
document.addEventListener("submit", ({ target }) => {
  if (!target.matches("[data-forget-tab]")) return;
  for (const name of Object.keys(sessionStorage)) if (name.startsWith("counter.")) sessionStorage.removeItem(name);
});
