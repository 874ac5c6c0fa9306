// What goes back to who pays in cash. Nothing of it is sent.
import { amountOf, shown } from "./money.js";

const box = document.querySelector("[data-change-due]");
if (box) {
  const given = box.querySelector("[data-cash-given]");
  const back = box.querySelector("[data-change]");
  given.addEventListener("input", () => {
    const amount = amountOf(given.value);
    const rest = amount - Number(box.dataset.changeDue);
    back.textContent = amount && rest >= 0 ? shown(rest) : "–";
  });
}
