// Arrow keys walk from the search field through the choices found; Enter opens the one in focus, Escape goes back.
const form = document.querySelector("[data-pick]");
const field = form?.querySelector("input[type=search]");

document.addEventListener("keydown", (event) => {
  if (!field || !["ArrowDown", "ArrowUp", "Escape"].includes(event.key)) return;
  const choices = [...document.querySelectorAll("#choices a.choice")];
  const here = choices.indexOf(document.activeElement);
  if (document.activeElement !== field && here < 0) return;
  if (event.key === "Escape") {
    if (here >= 0) field.focus();
    return;
  }
  event.preventDefault();
  const next = event.key === "ArrowDown" ? here + 1 : here - 1;
  if (next < 0) field.focus();
  else choices[Math.min(next, choices.length - 1)]?.focus();
});
