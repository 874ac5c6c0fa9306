// A paper straight to the browser's print dialog: the PDF is loaded into a frame nobody sees and printed from there.
// Where the browser shows PDFs in a viewer of its own that cannot be asked to print, it opens beside the page instead.
const NAME = "print-frame";
const SIZE = "counter.paper-size";

export function printFrame() {
  document.querySelector(`iframe[name=${NAME}]`)?.remove();
  const frame = document.createElement("iframe");
  frame.name = NAME;
  frame.className = "print-frame";
  frame.tabIndex = -1;
  frame.inert = true; // the viewer in it must not take the focus from the next thing to type
  frame.setAttribute("aria-hidden", "true");
  document.body.append(frame);
  frame.addEventListener("load", () => {
    try {
      if (frame.contentWindow.location.href === "about:blank") return;
      frame.contentWindow.print();
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      if (frame.src) window.open(frame.src, "_blank");
      else document.dispatchEvent(new CustomEvent("counter:not-printed"));
    }
  });
  return frame;
}

// On the paper this PC's printer holds, where the paper exists in that size.
export function printPaper(address) {
  const wanted = new URL(address, window.location.href);
  const size = localStorage.getItem(SIZE);
  if (size && !wanted.searchParams.has("kho")) wanted.searchParams.set("kho", size);
  for (const choice of document.querySelectorAll("[data-paper-size]")) choice.value = size ?? choice.value;
  printFrame().src = wanted;
}

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-paper-size]")) return;
  localStorage.setItem(SIZE, target.value);
  const paper = target.closest(".acts").querySelector("a[data-open-paper]");
  if (paper) printPaper(paper.href);
});

// A link with data-print-paper prints at once; held with Ctrl or the middle button it opens as any link.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-print-paper]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  printPaper(link.href);
});
