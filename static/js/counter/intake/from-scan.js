// A scanned identity card or ready-to-bring card fills the sheet: on this page at once, or handed over by the page before.
import { takeHandedOver } from "../handed-over.js";
import { choose } from "./choose.js";
import { notice } from "./notice.js";
import { rememberCard } from "./person.js";
import { focusNext, form } from "./sheet.js";

document.addEventListener("counter:scan", (event) => {
  if (event.detail.kind !== "card" && event.detail.kind !== "bring_card") return;
  event.preventDefault();
  take(event.detail);
});

const handed = takeHandedOver();
if (handed) take(handed);

async function take(scan) {
  if (scan.kind === "card") await fillPerson(scan);
  else if (await choose(new URL(scan.address, window.location.href).href)) tick(scan.positions ?? []);
}

async function fillPerson(scan) {
  const sheet = form();
  const { card } = scan;
  const set = (name, value) => {
    if (value) sheet.elements[name].value = value;
  };
  sheet.elements.applicant_kind.value = "person";
  set("identity_number", card.number);
  set("applicant_name", card.name);
  set("address", card.address);
  if (scan.remarks?.length) notice(scan.remarks.join(" "), "care");
  await rememberCard({ birth_year: card.born ? Number(card.born.slice(0, 4)) : null, sex: card.sex ?? "" });
  focusNext();
}

function tick(positions) {
  const papers = [...form().querySelectorAll("[data-paper]")];
  for (const position of positions) if (papers[position - 1]) papers[position - 1].checked = true;
  focusNext();
}
