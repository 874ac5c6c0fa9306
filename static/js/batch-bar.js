// Work list: says how many dossiers are chosen, and hides the bar while there are none.
const bar = document.querySelector("[data-batch-bar]");
if (bar) {
  const boxes = [...document.querySelectorAll('input[name="chosen"]')];
  const all = bar.querySelector("[data-batch-all]");
  const words = bar.querySelector("[data-batch-count]");
  const show = () => {
    const count = boxes.filter((box) => box.checked).length;
    bar.classList.toggle("batch-bar--idle", count === 0);
    words.textContent = String(count);
    all.checked = count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
  };
  boxes.forEach((box) => box.addEventListener("change", show));
  all.closest("[hidden]").hidden = false;
  all.addEventListener("change", () => {
    boxes.forEach((box) => { box.checked = all.checked; });
    show();
  });
  words.closest("[hidden]").hidden = false;
  show();
}
