// A page that collects dossiers takes each scanned one into its list instead of opening it.
const form = document.querySelector("[data-collects-scans]");
const field = form?.querySelector("input[type=text]");

document.addEventListener("counter:scan", (event) => {
  const { kind, address } = event.detail;
  if (!form || (kind !== "dossier" && kind !== "result")) return;
  event.preventDefault();
  field.value = decodeURIComponent(address.split("/").filter(Boolean).at(-1));
  form.requestSubmit();
});
