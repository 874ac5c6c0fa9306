// A scanned identity card or ready-to-bring card fills the sheet: on this page at once, or handed over by the page before.
// Over a person who is typed already it asks first: the second card is often that of the authorising person.
import { takeHandedOver } from "../handed-over.js";
import { choose } from "./choose.js";
import { button, noNotice, notice } from "./notice.js";
import { rememberCard } from "./person.js";
import { focusNext, form, words } from "./sheet.js";

document.addEventListener("counter:scan", (event) => {
  if (event.detail.kind !== "card" && event.detail.kind !== "bring_card") return;
  event.preventDefault();
  take(event.detail);
});

const handed = takeHandedOver();
if (handed?.kind === "card") {
  take(handed);
  if (handed.remarks.length) notice(handed.remarks.join(" "), "care");
}

async function take(scan) {
  if (scan.kind === "bring_card") {
    await choose(new URL(scan.address, window.location.href).href); // it comes ticked
    return;
  }
  const { card } = scan;
  const typed = form().elements.identity_number.value.trim();
  if (!typed || typed === card.number) {
    fillApplicant(card);
    return;
  }
  const as = (text, act) => button(text, () => {
    noNotice();
    act(card);
  });
  notice(words().another.replace("NAME", card.name || card.number), "care", as(words().asApplicant, fillApplicant), as(words().asPrincipal, fillPrincipal));
}

function set(name, value) {
  if (value) form().elements[name].value = value;
}

async function fillApplicant(card) {
  form().elements.applicant_kind.value = "person";
  set("identity_number", card.number);
  set("applicant_name", card.name);
  set("address", card.address);
  focusNext();
  await rememberCard({ birth_year: card.born ? Number(card.born.slice(0, 4)) : null, sex: card.sex });
}

function fillPrincipal(card) {
  const { on_behalf: onBehalf, principal_authorisation: paper } = form().elements;
  onBehalf.checked = true;
  onBehalf.closest("details").open = true;
  set("principal_identity_number", card.number);
  set("principal_name", card.name);
  set("principal_address", card.address);
  paper.focus();
}
