// The till while it is counted: what each kind of note makes, the sum, and the gap to the receipts.
import { shown } from "./money.js";

const till = document.querySelector("[data-till]");
if (till) {
  const fields = [...till.querySelectorAll("[data-note]")];
  const sum = till.querySelector("[data-till-sum]");
  const gap = till.querySelector("[data-till-gap]");
  const draw = () => {
    let counted = 0;
    for (const field of fields) {
      const made = Number(field.dataset.note) * (Number.parseInt(field.value, 10) || 0);
      field.closest(".till__row").querySelector("[data-note-amount]").textContent = made ? shown(made) : "";
      counted += made;
    }
    const rest = counted - Number(till.dataset.expected);
    sum.textContent = shown(counted);
    gap.textContent = rest === 0 ? gap.dataset.none : `${shown(rest)} ${rest > 0 ? gap.dataset.more : gap.dataset.less}`;
    gap.classList.toggle("is-gap", rest !== 0);
  };
  till.addEventListener("input", draw);
  draw();
}
