// The sheet as it stands on the page, and as the API takes it. The form is looked up each time: after "next" it is another.
export const form = () => document.getElementById("intake");
export const words = () => document.getElementById("intake-words").dataset;

const PERSON = ["applicant_kind", "applicant_name", "identity_number", "phone", "email", "address", "tell_by", "language"];
const REQUEST = ["procedure", "channel", "request", "delivery", "note", "draft"];
const PRINCIPAL = ["name", "identity_number", "phone", "address", "authorisation"];

export function payload(act) {
  const sheet = form();
  const data = new FormData(sheet);
  const text = (name) => String(data.get(name) ?? "").trim();
  const made = { act, sets: text("sets") || 1 };
  for (const name of [...PERSON, ...REQUEST]) if (data.has(name)) made[name] = text(name);
  if (data.has("unit")) made.unit = text("unit");
  if (data.has("on_behalf")) {
    made.principal = Object.fromEntries(PRINCIPAL.map((part) => [part, text(`principal_${part}`)]));
  }
  made.papers = [...published(sheet, text), ...further(text)];
  if (act === "ask") {
    made.items = text("items").split("\n").map((line) => line.trim()).filter(Boolean);
    made.reason = text("asking_reason");
  } else if (act === "refuse") {
    made.reason = text("refusal");
  } else {
    made.originals = kept(sheet, text);
    made.charges = charges(data, text);
    const payment = paid(text);
    if (payment) made.payment = payment;
  }
  return made;
}

function published(sheet, text) {
  return [...sheet.querySelectorAll("[data-document]")].flatMap((tick) => {
    const id = tick.dataset.document;
    const fault = text(`fault_${id}`);
    if (!tick.checked && !fault) return [];
    return [{ document: Number(id), originals: text(`originals_${id}`) || 0, copies: text(`copies_${id}`) || 0, fault }];
  });
}

function further(text) {
  return [1, 2].flatMap((line) => {
    const name = text(`extra_name_${line}`);
    return name ? [{ name, originals: text(`extra_originals_${line}`) || 0, copies: text(`extra_copies_${line}`) || 0 }] : [];
  });
}

function kept(sheet, text) {
  return [...sheet.querySelectorAll("[data-kept]:checked")].map((box) => {
    const id = box.name.replace("kept_", "");
    return { document: Number(id), count: text(`originals_${id}`) || 1, shelf: text("shelf") };
  });
}

function charges(data, text) {
  const ticked = [...data.keys()].map((name) => /^fee_(\d+)_on$/.exec(name)?.[1]).filter(Boolean);
  return ticked.map((id) => ({
    fee: Number(id),
    quantity: text(`fee_${id}_quantity`) || 1,
    exemption: text(`fee_${id}_exemption`),
    ground: text(`fee_${id}_ground`),
    unit_amount: amount(text(`fee_${id}_amount`)),
    due: amount(text(`fee_${id}_due`)),
    name: text(`fee_${id}_name`),
    pages: text(`fee_${id}_pages`) || 1,
  }));
}

function paid(text) {
  const method = text("fee_method");
  if (!method || (method === "transfer" && !text("fee_reference"))) return null;
  return { method, payer: text("fee_payer"), transfer_reference: text("fee_reference") };
}

// People group the digits of an amount by dots.
function amount(text) {
  return text.replace(/[.\s]/g, "") || null;
}

// Everything typed, by name: what is put aside or kept while the line is down.
export function typed() {
  const skipped = new Set(["csrfmiddlewaretoken", "act", "key"]);
  return Object.fromEntries([...new FormData(form())].filter(([name, value]) => !skipped.has(name) && typeof value === "string"));
}

export function fill(content) {
  for (const element of form().elements) {
    if (!element.name || ["hidden", "file", "submit", "button"].includes(element.type)) continue;
    if (element.type === "checkbox") element.checked = element.name in content;
    else if (element.type === "radio") element.checked = content[element.name] === element.value;
    else if (element.name in content) element.value = content[element.name];
  }
  for (const folded of form().querySelectorAll("details")) {
    if ([...folded.querySelectorAll("input, textarea")].some((field) => (field.type === "checkbox" ? field.checked : field.value && field.type === "text"))) folded.open = true;
  }
}

// The next thing to type: what is still empty of the person, else the first paper.
export function focusNext() {
  const sheet = form();
  const empty = ["applicant_name", "identity_number", "phone", "address"].map((name) => sheet.elements[name]).find((field) => !field.value.trim());
  const search = document.getElementById("pick-q");
  if (!sheet.elements.procedure) search.focus();
  else (empty ?? sheet.querySelector("[data-paper]") ?? sheet.elements.request).focus();
}

export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  form().elements.key.value = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
