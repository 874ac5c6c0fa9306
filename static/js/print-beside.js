// A paper opens beside the page that prints it. Coming back, the page is read again: it asks what became of the paper.
let isPrinted = false;

document.addEventListener("submit", (event) => {
  isPrinted ||= event.target.target === "_blank";
});

document.addEventListener("visibilitychange", () => {
  if (!isPrinted || document.visibilityState !== "visible") return;
  window.location.replace(window.location.pathname + window.location.search);
});
