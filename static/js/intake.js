// Intake form: ticks the mandatory papers without a round trip, ticks a paper whose number is changed, opens the refusal,
// and ticks "on behalf" as soon as an authorising person is typed.
const form = document.getElementById("intake");

form?.querySelector("[data-tick]")?.addEventListener("click", (event) => {
  event.preventDefault();
  for (const tick of form.querySelectorAll("[data-paper=mandatory]")) tick.checked = true;
  form.querySelector("[data-paper]")?.focus();
});

form?.addEventListener("input", ({ target }) => {
  const tick = target.closest("tr")?.querySelector("[data-paper]");
  if (tick && target !== tick && Number(target.value) > 0) tick.checked = true;
  if (target.name?.startsWith("principal_") && target.value) form.elements.on_behalf.checked = true;
});

document.querySelector('a[href="#refuse"]')?.addEventListener("click", () => {
  const refusal = document.getElementById("refuse").closest("details");
  refusal.open = true;
  requestAnimationFrame(() => refusal.querySelector("textarea").focus());
});
