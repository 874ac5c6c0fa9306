// Faults of the API at the fields they name, and all of them above the form, where the summary takes the focus.
import { form, words } from "./sheet.js";

const PLACES = { reason: { ask: "asking_reason", refuse: "refusal" } };

export function showFaults(errors, act) {
  clearFaults();
  const summary = document.createElement("div");
  summary.className = "notice notice--bad";
  summary.setAttribute("role", "alert");
  summary.tabIndex = -1;
  summary.dataset.errorSummary = "";
  const body = document.createElement("div");
  body.className = "notice__body";
  const title = document.createElement("h2");
  title.className = "notice__title";
  title.textContent = words().faults;
  const list = document.createElement("ul");
  list.append(...errors.map(({ field, message }) => line(fieldOf(field, act), message)));
  body.append(title, list);
  summary.append(body);
  document.getElementById("intake-faults").replaceChildren(summary);
  summary.focus();
}

export function clearFaults() {
  document.getElementById("intake-faults").replaceChildren();
  for (const field of form().querySelectorAll(".is-invalid")) {
    field.classList.remove("is-invalid");
    field.removeAttribute("aria-invalid");
  }
  for (const text of form().querySelectorAll(".invalid-feedback, .errorlist")) text.remove();
}

function fieldOf(name, act) {
  const elements = form().elements;
  const place = PLACES[name]?.[act] ?? name.replace("principal.", "principal_").replace(/^payment\.transfer_reference$/, "fee_reference").replace(/^payment\./, "fee_").replace(/^originals\.\d+\.shelf$/, "shelf");
  const row = /^papers\.(\d+)\./.exec(name);
  const field = row ? form().querySelector(".paper-grid input") : elements[place];
  return field instanceof RadioNodeList ? field[0] : field;
}

function line(field, message) {
  const item = document.createElement("li");
  if (!field || field.type === "hidden") {
    item.textContent = message;
    return item;
  }
  field.classList.add("is-invalid");
  field.setAttribute("aria-invalid", "true");
  const text = document.createElement("p");
  text.className = "invalid-feedback d-block";
  text.textContent = message;
  (field.closest(".radios__row") ?? field).before(text);
  const folded = field.closest("details");
  if (folded) folded.open = true;
  const link = document.createElement("a");
  link.href = `#${field.id}`;
  link.textContent = `${field.labels?.[0]?.textContent.replace(/\s+/g, " ").replace("*", "").trim() ?? ""}: ${message}`;
  item.append(link);
  return item;
}
