// The test page of a scanner takes each scan itself and has it judged with its speed.
const form = document.querySelector("form[data-scan-test]");

document.addEventListener("counter:scan", (event) => {
  event.preventDefault();
  form.elements.text.value = event.detail.raw;
  form.elements.pace.value = event.detail.pace ?? "";
  form.requestSubmit();
});
