// The key of an act with fields unfolds it and goes to its first field; it never folds what is open.
document.addEventListener("click", (event) => {
  const summary = event.target.closest("summary[data-key]");
  if (!summary || event.detail) return; // a click of the mouse folds and unfolds as everywhere
  event.preventDefault();
  const folded = summary.closest("details");
  folded.open = true;
  (folded.querySelector("input:not([type=hidden]), textarea, select") ?? folded.querySelector("button")).focus();
});
