// A choice with data-submit-on-change sends its form; the button beside it is then not needed.
for (const choice of document.querySelectorAll("[data-submit-on-change]")) {
  choice.form?.querySelector("button")?.remove();
  choice.addEventListener("change", () => choice.form?.requestSubmit());
}
