// The sum of the ticked fees while they are entered; the server reckons it again. The part may be swapped in later,
// so the document listens.
import { amountOf, shown } from "./money.js";

const fieldOf = (row, part) => row.querySelector(`[name$="_${part}"]`);

const numberIn = (row, part) => Number.parseInt(fieldOf(row, part)?.value, 10) || 0;

// What one of it costs: typed, posted, or falling from some page on.
const eachOf = (row, tick) => {
  if (!tick.dataset.fee) return amountOf(fieldOf(row, "amount")?.value ?? "");
  const { tierFirst, tierPages, tierFurther, tierMost } = tick.dataset;
  if (!tierFirst) return Number(tick.dataset.fee);
  const pages = numberIn(row, "pages");
  const further = Math.max(pages - Number(tierPages), 0);
  return Math.min(Number(tierFirst) * (pages - further) + Number(tierFurther) * further, Number(tierMost));
};

const dueOf = (row) => {
  const tick = fieldOf(row, "on");
  if (!tick.checked) return 0;
  const exemption = fieldOf(row, "exemption").value;
  if (exemption === "full") return 0;
  if (exemption === "partial") return amountOf(fieldOf(row, "due").value);
  return eachOf(row, tick) * numberIn(row, "quantity");
};

const draw = (part) => {
  const total = part.querySelector("[data-fees-total]");
  const due = [...part.querySelectorAll("[data-fee-row]")].reduce((sum, row) => sum + dueOf(row), 0);
  total.hidden = due === 0;
  part.querySelector("[data-fees-sum]").textContent = shown(due);
};

document.addEventListener("input", (event) => {
  const row = event.target.closest("[data-fee-row]");
  // who types an amount means that it is due
  if (row && event.target.name.endsWith("_amount")) fieldOf(row, "on").checked = amountOf(event.target.value) > 0;
  const part = event.target.closest("[data-fees]");
  if (part) draw(part);
});
const drawAll = () => document.querySelectorAll("[data-fees]").forEach((part) => part.querySelector("[data-fees-total]") && draw(part));
document.addEventListener("htmx:afterSettle", drawAll);
drawAll();
