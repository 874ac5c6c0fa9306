// Every act has a key: an element with data-key="F8" ("alt+h", "ctrl+z", "/", "1"; several set apart by blanks) is clicked
// by that key, or focused if it is a field. Bare characters and ctrl+ work outside text fields only; inside an element
// with data-key-scope its own keys work in fields too, except a textarea or a field with data-keeps-keys.
// Keys inside a scope work only while the focus is in it. A dialog in front hides the keys behind it.
import { openKeySheet } from "./key-sheet.js";

// A scanner types faster than this; a person does not. A burst of characters is a scan, never a row of commands.
const BURST_MS = 45;
const MOST_BY_HAND = 3;
const TEXT = "textarea, select, [contenteditable=true], input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file])";
const FIELD = `${TEXT}, input[type=file]`;

let waiting = [];
let timer = 0;

window.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || (event.ctrlKey && event.altKey) || event.metaKey) return;
  const pressed = chord(event);
  if (!pressed) return;
  const bare = pressed.length === 1;
  if ((bare || pressed.startsWith("ctrl+")) && keepsKeys(event.target, pressed)) return;
  const found = find(pressed);
  if (found) event.preventDefault();
  if (!bare) {
    if (found && !event.repeat) act(found);
  } else if (event.repeat) {
    if (found) act(found);
  } else {
    waiting.push(pressed);
    clearTimeout(timer);
    timer = setTimeout(actOnWaiting, BURST_MS);
  }
});

function actOnWaiting() {
  const pressed = waiting;
  waiting = [];
  if (pressed.length > MOST_BY_HAND) return;
  for (const key of pressed) {
    const found = find(key);
    if (found) act(found);
  }
}

// "alt+h", "F8" in small letters, "/", "?": what data-key is compared with. Under Alt, Ctrl or a Vietnamese input method
// the key's own place on the keyboard counts, not the character it would give. Alt with the number block is no command:
// so people and scanners type letters by their numbers.
function chord(event) {
  const place = /^(?:Key|Digit)([A-Z0-9])$/.exec(event.code)?.[1];
  const modified = event.altKey || event.ctrlKey;
  if (event.altKey && event.code.startsWith("Numpad")) return "";
  const unread = event.key === "Process" || event.key === "Unidentified";
  const name = ((modified || unread) && place ? place : event.key).toLowerCase();
  const shift = event.shiftKey && (modified || name.length > 1) ? "shift+" : "";
  return `${event.ctrlKey ? "ctrl+" : ""}${event.altKey ? "alt+" : ""}${shift}${name}`;
}

function keepsKeys(target, pressed) {
  if (!target.matches?.(TEXT)) return false;
  if (target.matches("textarea, [data-keeps-keys]")) return true;
  const scope = target.closest("[data-key-scope]");
  return !scope || ![...scope.querySelectorAll("[data-key]")].some((each) => keysOf(each).includes(pressed));
}

function find(pressed) {
  const root = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document;
  const fitting = [...root.querySelectorAll("[data-key]")].filter(
    (each) => keysOf(each).includes(pressed) && isUsable(each) && isInReach(each),
  );
  return fitting.find((each) => each.closest("[data-key-scope]")) ?? fitting[0];
}

function keysOf(element) {
  return element.dataset.key.toLowerCase().split(/\s+/);
}

function isUsable(element) {
  return element.checkVisibility({ visibilityProperty: true }) && !element.matches(":disabled, [aria-disabled=true]");
}

function isInReach(element) {
  const scope = element.closest("[data-key-scope]");
  return !scope || scope.contains(document.activeElement);
}

function act(element) {
  if (!element.matches(FIELD)) {
    element.click();
    return;
  }
  element.focus();
  if (element.matches("input, textarea") && element.type !== "file") element.select();
}

for (const each of document.querySelectorAll("[data-key]")) {
  each.setAttribute("aria-keyshortcuts", each.dataset.key.replace(/\b(alt|ctrl|shift)\b/g, (name) => ({ alt: "Alt", ctrl: "Control", shift: "Shift" })[name]));
}
for (const each of document.querySelectorAll("[data-key-sheet-open]")) each.addEventListener("click", openKeySheet);
