// The scan and search box of the counter: what was scanned anywhere, or typed here, is sent to the server, which says
// what it is and where to go. A page that takes a scan itself listens to "counter:scan" and prevents the default.
// Nothing typed is lost: from a form that was begun the box offers a link instead of leaving.
import { handOver, takeHandedOver } from "./handed-over.js";
import { call, token } from "./intake/api.js";
import { watchScanner } from "./scanner.js";

const NOTE = "counter.scan-note";
const box = document.querySelector("[data-scan-box]");

if (box) {
  const field = box.querySelector("[data-scan-field]");
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.value.trim()) read(field.value);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    say([]);
    field.value = "";
    field.blur();
  });
  watchScanner(read);
  const note = sessionStorage.getItem(NOTE);
  sessionStorage.removeItem(NOTE);
  if (note) say([note]);
  window.addEventListener("load", () => { takeHandedOver(); });
}

async function read(text, pace = {}) {
  const field = box.querySelector("[data-scan-field]");
  box.setAttribute("aria-busy", "true");
  try {
    const answer = await call(box.dataset.scanBox, { text });
    if (answer.status === 401 || answer.status === 403) say([box.dataset.signedOut]);
    else if (!answer.ok) say([(await answer.json()).detail]);
    else {
      field.value = "";
      arrive({ ...(await answer.json()), ...pace, raw: text });
    }
  } catch {
    field.value = text;
    say([box.dataset.noLine]);
  } finally {
    box.removeAttribute("aria-busy");
  }
}

function arrive(scan) {
  const event = new CustomEvent("counter:scan", { detail: scan, cancelable: true });
  if (!document.dispatchEvent(event)) {
    say(scan.remarks);
    return;
  }
  if (!scan.address) {
    say([...scan.remarks, scan.words]);
    return;
  }
  if (hasTyped()) {
    say([...scan.remarks, scan.words], scan);
    return;
  }
  go(scan);
}

function go(scan) {
  if (scan.kind === "card" || scan.kind === "bring_card") handOver(scan);
  else if (scan.remarks.length) sessionStorage.setItem(NOTE, scan.remarks.join(" "));
  if (scan.is_act) post(scan.address);
  // A paper of this dossier under the scanner has been shown; a code that was typed proves nothing.
  else window.location.assign(scan.kind === "result" && scan.pace ? `${scan.address}?shown=receipt` : scan.address);
}

// Serving a number changes something, so it is posted, like the button of the queue.
function post(address) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  form.hidden = true;
  form.append(Object.assign(document.createElement("input"), { name: "csrfmiddlewaretoken", value: token() }));
  document.body.append(form);
  form.requestSubmit();
}

function say(lines, scan = null) {
  const place = document.querySelector("[data-scan-said]");
  place.replaceChildren(...lines.filter(Boolean).map((words) => {
    const line = document.createElement("p");
    line.textContent = words;
    return line;
  }));
  place.hidden = !place.childElementCount;
  if (!scan) return;
  const link = document.createElement("a");
  link.href = scan.address;
  link.className = "btn btn-secondary btn-sm";
  link.textContent = box.dataset.open;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    go(scan);
  });
  place.append(link);
  link.focus();
}

// Has anybody begun to fill in a form on this page, or is one back with its faults?
function hasTyped() {
  if (document.querySelector("main [data-error-summary]")) return true;
  return [...document.querySelectorAll("main form")].some((form) => form.method === "post" && [...form.elements].some(isChanged));
}

function isChanged(element) {
  if (element.type === "hidden" || element.disabled) return false;
  if (element.matches("input[type=checkbox], input[type=radio]")) return element.checked !== element.defaultChecked;
  if (element.matches("select")) return [...element.options].some((option) => option.selected !== option.defaultSelected) && element.selectedIndex > 0;
  return element.matches("input, textarea") && element.type !== "file" && element.value !== element.defaultValue;
}
