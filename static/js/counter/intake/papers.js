// The paper grid: all mandatory papers at once, a number that is typed ticks its paper, a reason why it does not pass
// unticks it, and what is missing or wrong is listed in the request for a supplement.
import { form } from "./sheet.js";

const inField = (target) => target.matches?.("textarea, select, input:not([type=checkbox], [type=radio])");

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tick], [data-list]");
  if (!button) return;
  event.preventDefault();
  if ("tick" in button.dataset) allPass();
  else {
    listMissing();
    form().elements.items.focus();
  }
});

function allPass() {
  for (const tick of form().querySelectorAll("[data-paper=mandatory]")) {
    tick.checked = true;
    clearFault(tick);
  }
  form().querySelector("[data-paper]")?.focus();
}

document.addEventListener("input", ({ target }) => {
  if (target.form !== form()) return;
  const tick = target.closest("tr")?.querySelector("[data-paper]");
  if (tick && target === tick) {
    if (tick.checked) clearFault(tick);
  } else if (tick && target.name.startsWith("fault_")) {
    if (target.value.trim()) tick.checked = false;
  } else if (tick && /^(originals|copies)_/.test(target.name) && Number(target.value) > 0) {
    tick.checked = true;
  } else if (tick && target.name.startsWith("kept_") && target.checked) {
    tick.checked = true;
    clearFault(tick);
  }
  if (target.name?.startsWith("principal_") && target.value) form().elements.on_behalf.checked = true;
});

function clearFault(tick) {
  form().elements[`fault_${tick.dataset.document}`].value = "";
}

// Shift and the digit of a paper: it does not pass, and the reason is typed next.
window.addEventListener("keydown", (event) => {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (!digit || !event.shiftKey || event.ctrlKey || event.altKey || inField(event.target)) return;
  const tick = form()?.querySelector(`[data-paper][data-key="${digit}"]`);
  if (!tick) return;
  event.preventDefault();
  const fault = form().elements[`fault_${tick.dataset.document}`];
  fault.closest("details").open = true;
  fault.focus();
});

// Adds what is missing or does not pass below what was typed; a paper that is there now leaves the list again.
export function listMissing() {
  const items = form().elements.items;
  const papers = [...form().querySelectorAll("[data-paper]")].map((tick) => {
    const name = tick.labels[0].cloneNode(true);
    name.querySelector("kbd")?.remove();
    const fault = form().elements[`fault_${tick.dataset.document}`].value.trim();
    return { name: name.textContent.trim(), fault, isWanted: tick.dataset.paper === "mandatory" || fault, isThere: tick.checked };
  });
  const there = new Set(papers.filter((paper) => paper.isThere).map((paper) => paper.name));
  const typed = items.value.split("\n").map((line) => line.trim()).filter((line) => line && !there.has(line));
  const missing = papers
    .filter((paper) => paper.isWanted && !paper.isThere && !typed.some((line) => line.startsWith(paper.name)))
    .map((paper) => (paper.fault ? `${paper.name}: ${paper.fault}` : paper.name));
  items.value = [...typed, ...missing].join("\n");
}

// The keys of request and refusal: the first press opens the part and goes where the next thing is typed, one more sends.
const REASONS = { ask: "asking_reason", refuse: "refusal" };
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href='#ask'], a[href='#refuse']");
  if (!link || !form().elements.procedure) return;
  event.preventDefault();
  const act = link.hash.slice(1);
  const part = document.getElementById(act);
  const reason = form().elements[REASONS[act]];
  const wasOpen = part.closest("details").open;
  part.closest("details").open = true;
  if (act === "ask" && !form().elements.items.value) listMissing();
  if (wasOpen && reason.value.trim()) part.querySelector(`button[value=${act}]`).click();
  else requestAnimationFrame(() => (act === "ask" && !form().elements.items.value ? form().elements.items : reason).focus());
});

// Opening the request for the first time lists what is missing.
document.addEventListener("toggle", ({ target }) => {
  if (target.open && target.querySelector?.("#ask") && !form().elements.items.value) listMissing();
}, true);
