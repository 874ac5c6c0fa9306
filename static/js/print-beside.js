// A paper opens beside the page that prints it. Coming back, the page is read again: it asks what became of the paper.
let isPrinted = false;

document.addEventListener("submit", (event) => {
  isPrinted ||= event.target.target === "_blank";
});

// The camera hides the page too, and a photo it brings must not be lost by reading the page again.
document.addEventListener("click", (event) => {
  if (event.target.matches("input[type=file]")) isPrinted = false;
});

document.addEventListener("visibilitychange", () => {
  if (!isPrinted || document.visibilityState !== "visible") return;
  window.location.replace(window.location.pathname + window.location.search);
});
