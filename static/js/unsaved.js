// Warns before the page is left with something typed and not saved: <form data-unsaved="…">.
// With data-refused nothing of what the fields show was kept, so leaving them is always a loss.

const form = document.querySelector("form[data-unsaved]");

if (form) {
  const saved = form.dataset.refused === undefined ? snapshot(form) : "";
  let leaving = false;

  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && snapshot(form) !== saved) event.preventDefault();
  });

  // A row that was just added or moved is where the work goes on.
  if (location.hash.startsWith("#row-")) {
    document.querySelector(location.hash)?.querySelector("textarea, input:not([type=hidden]), select")?.focus();
  }
}

function snapshot(element) {
  const pairs = [...new FormData(element)].map(([name, value]) => [name, value.name ?? value]);
  return new URLSearchParams(pairs).toString();
}
