// Opens the paper that was just issued, once, beside the page. Where the browser holds back new windows,
// the link keeps the focus and Enter opens it.
const link = document.querySelector("a[data-open-paper]");
if (link) {
  window.open(link.href, "_blank");
  link.focus();
  const address = new URL(window.location);
  address.searchParams.delete("in");
  window.history.replaceState(null, "", address);
}
