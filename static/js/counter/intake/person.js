// Who stands there: after a whole identity or phone number the office's own data are offered in a card, open dossiers
// are named, and a number that cannot be right is pointed at. Nothing is filled in by itself, nothing is blocked.
import { call } from "./api.js";
import { focusNext, form, words } from "./sheet.js";

const OFFERED = ["applicant_kind", "applicant_name", "identity_number", "phone", "email", "address", "tell_by", "language"];
const NOBODY = { people: [], open: [], warnings: [] };
let asked = "";
let fromCard = {};

document.addEventListener("change", ({ target }) => {
  if (target.form === form() && ["identity_number", "phone", "applicant_kind"].includes(target.name)) lookUp();
});

document.addEventListener("intake:empty", () => {
  asked = "";
  fromCard = {};
});

// Year of birth and sex as the card says them, to be compared with the number.
export function rememberCard(card) {
  fromCard = card;
  return lookUp();
}

export async function lookUp() {
  const sheet = form();
  const value = (name) => sheet.elements[name].value;
  const query = { identity_number: value("identity_number").trim(), phone: value("phone").trim(), kind: value("applicant_kind"), ...fromCard };
  const wanted = JSON.stringify(query);
  if (wanted === asked) return;
  asked = wanted;
  if (query.identity_number.replace(/\D/g, "").length < 9 && query.phone.replace(/\D/g, "").length < 10) {
    show(NOBODY);
    return;
  }
  const place = document.getElementById("person-card");
  place.ariaBusy = "true";
  try {
    const answer = await call("/api/v1/people/", query);
    const found = answer.ok ? await answer.json() : NOBODY;
    if (asked === wanted) show(found);
  } catch {
    asked = ""; // the line is down; the sheet can be filled in without
  }
  if (asked === wanted || !asked) place.ariaBusy = "false";
}

function show({ people, open, warnings }) {
  document.getElementById("identity-warnings").replaceChildren(...warnings.map((text) => {
    const line = document.createElement("p");
    line.className = "identity-warning";
    line.textContent = text;
    return line;
  }));
  const cards = people.filter(isNews).map(offer);
  if (open.length) cards.push(others(open));
  document.getElementById("person-card").replaceChildren(...cards);
}

// A card is shown only when it says something that is not typed yet.
function isNews(person) {
  const sheet = form();
  return ["applicant_name", "phone", "address"].some((name) => person[name] && person[name] !== sheet.elements[name].value.trim());
}

function offer(person) {
  const card = document.getElementById("offer-shape").content.cloneNode(true).firstElementChild;
  const [year, month, day] = person.last_seen.split("-");
  for (const place of card.querySelectorAll("[data-of]")) {
    place.textContent = place.dataset.of === "last" ? `${day}/${month}/${year}` : person[place.dataset.of];
  }
  card.querySelector("[data-use]").addEventListener("click", () => use(person));
  return card;
}

function others(open) {
  const card = document.getElementById("others-shape").content.cloneNode(true).firstElementChild;
  card.querySelector("[data-open-dossiers]").append(...open.map((dossier) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.className = "code";
    link.href = words().dossier.replace("CODE", encodeURIComponent(dossier.code));
    link.target = "_blank";
    link.textContent = dossier.code;
    line.append(link, ` ${dossier.procedure}, ${dossier.state_label}`);
    return line;
  }));
  return card;
}

function use(person) {
  const sheet = form();
  for (const name of OFFERED) {
    const field = sheet.elements[name];
    if (field && person[name]) field.value = person[name];
  }
  asked = "";
  document.getElementById("person-card").querySelector(".offer")?.remove();
  lookUp().then(focusNext);
}
