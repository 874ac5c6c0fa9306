// The sheet of the `?` key: all keys that work on this page, read from the page itself. An element with data-key-note
// is listed but not clicked: for keys a module handles by itself.
const NAMES = { alt: "Alt", ctrl: "Ctrl", shift: "Shift" };

export function openKeySheet() {
  const sheet = document.querySelector("[data-key-sheet]");
  sheet.querySelector("[data-key-list]").replaceChildren(...lines());
  sheet.showModal();
}

function lines() {
  const said = new Set();
  return [...document.querySelectorAll("[data-key], [data-key-note]")].flatMap((element) => {
    const keys = element.dataset.key ?? element.dataset.keyNote;
    const words = label(element);
    if (!words || said.has(keys) || !(element.dataset.keyNote || element.checkVisibility())) return [];
    said.add(keys);
    const line = document.createElement("div");
    const term = document.createElement("dt");
    term.append(...keys.split(/\s+/).flatMap((key, at) => (at ? [" ", cap(key)] : [cap(key)])));
    const what = document.createElement("dd");
    what.textContent = words;
    line.append(term, what);
    return [line];
  });
}

function cap(key) {
  const made = document.createElement("kbd");
  const parts = key.split("+").filter(Boolean);
  made.textContent = key === "+" ? key : parts.map((part) => NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(" + ");
  return made;
}

function label(element) {
  if (element.dataset.keyLabel || element.ariaLabel) return element.dataset.keyLabel || element.ariaLabel;
  const copy = (element.labels?.[0] ?? element).cloneNode(true);
  for (const key of copy.querySelectorAll("kbd, svg, .visually-hidden[aria-hidden]")) key.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}
