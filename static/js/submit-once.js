// A form that changes something is sent once: a second click while it is under way does nothing.
// Forms that download a file stay on the page; mark them with data-resubmit.

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.dataset.resubmit !== undefined) return;
  if (form.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  form.setAttribute("aria-busy", "true");
});

// Coming back with the browser's Back button shows the page as it was left: free the forms again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
});

document.addEventListener("htmx:afterRequest", (event) => {
  event.target.closest?.("form")?.removeAttribute("aria-busy");
});
