// The button that takes an act back counts its seconds down and goes when they are over; the words stay. The server
// refuses a late click by itself.
for (const form of document.querySelectorAll("form[data-undo]")) {
  const left = form.querySelector("[data-undo-left]");
  let seconds = Number(form.dataset.undo);
  const tick = setInterval(() => {
    seconds -= 1;
    left.textContent = String(seconds);
    if (seconds > 0) return;
    clearInterval(tick);
    form.remove();
  }, 1000);
  form.addEventListener("submit", () => clearInterval(tick));
}
