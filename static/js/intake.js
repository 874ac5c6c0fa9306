// Intake form: ticks the mandatory papers and lists the missing ones without a round trip, ticks a paper whose number is
// changed, opens the request and the refusal, and ticks "on behalf" as soon as an authorising person is typed.
const form = document.getElementById("intake");

form?.querySelector("[data-tick]")?.addEventListener("click", (event) => {
  event.preventDefault();
  for (const tick of form.querySelectorAll("[data-paper=mandatory]")) tick.checked = true;
  form.querySelector("[data-paper]")?.focus();
});

// Adds the mandatory papers not ticked below what was typed; a paper ticked meanwhile leaves the list again.
function listMissing() {
  const items = form.elements.items;
  const papers = [...form.querySelectorAll("[data-paper=mandatory]")].map((tick) => ({
    name: form.querySelector(`label[for="${tick.id}"]`).textContent.trim(),
    isThere: tick.checked,
  }));
  const there = new Set(papers.filter((paper) => paper.isThere).map((paper) => paper.name));
  const typed = items.value.split("\n").map((line) => line.trim()).filter((line) => line && !there.has(line));
  const missing = papers.filter((paper) => !paper.isThere && !typed.includes(paper.name)).map((paper) => paper.name);
  items.value = [...typed, ...missing].join("\n");
}

form?.querySelector("[data-list]")?.addEventListener("click", (event) => {
  event.preventDefault();
  listMissing();
  form.elements.items.focus();
});

form?.addEventListener("input", ({ target }) => {
  const tick = target.closest("tr")?.querySelector("[data-paper]");
  if (tick && target !== tick && Number(target.value) > 0) tick.checked = true;
  if (target.name?.startsWith("principal_") && target.value) form.elements.on_behalf.checked = true;
});

for (const name of ["ask", "refuse"]) {
  document.querySelector(`a[href="#${name}"]`)?.addEventListener("click", () => {
    const part = document.getElementById(name).closest("details");
    part.open = true;
    requestAnimationFrame(() => part.querySelector("textarea").focus());
  });
}

// Opening the request for the first time lists what is missing.
document.getElementById("ask")?.closest("details").addEventListener("toggle", ({ target }) => {
  if (target.open && !form.elements.items.value) listMissing();
});
