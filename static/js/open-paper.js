// Prints the paper that was just issued, once. The link keeps the focus: Enter shows the paper beside the page.
import { printPaper } from "./counter/print-paper.js";

const link = document.querySelector("a[data-open-paper]");
if (link) {
  printPaper(link.href);
  link.focus();
  const address = new URL(window.location);
  address.searchParams.delete("in");
  window.history.replaceState(null, "", address);
}
