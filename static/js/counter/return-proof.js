// What was shown decides what is asked: the number of an identity paper, the authorisation. Without this script all
// fields stand open. A scan chooses by itself: the receipt of this dossier, or the identity card of whoever came.
const form = document.querySelector("#return");
const parts = [...form.querySelectorAll("[data-for-proof]")];
const proofs = [...form.querySelectorAll("input[name=proof]")];
const name = form.querySelector("input[name=collected_by]");
const number = form.querySelector("input[name=identity_number]");

function show() {
  const chosen = proofs.find((each) => each.checked)?.value;
  for (const part of parts) part.hidden = !part.dataset.forProof.split(" ").includes(chosen);
}

function choose(proof) {
  proof.checked = true;
  show();
  // Whoever comes with an authorisation is somebody else.
  if (proof.value === "authorised" && name.value === name.defaultValue) name.value = "";
  if (proof.value !== "authorised" && !name.value) name.value = name.defaultValue;
  (proof.value === "identity" ? number : name).focus();
}

for (const [index, proof] of proofs.entries()) {
  proof.dataset.key = String(index + 1);
  proof.dataset.keyLabel = proof.labels[0].querySelector("span").textContent;
  proof.addEventListener("change", () => choose(proof));
}
show();

document.addEventListener("counter:scan", (event) => {
  const { kind, address, card } = event.detail;
  const by = (value) => proofs.find((each) => each.value === value);
  if (kind === "result" && new URL(address, window.location).pathname === window.location.pathname) {
    event.preventDefault();
    choose(by("receipt"));
  } else if (kind === "card" && card) {
    event.preventDefault();
    const isOwn = form.dataset.ownNumbers.split(" ").includes(card.number);
    choose(by(isOwn ? "identity" : "authorised"));
    number.value = card.number;
    if (!isOwn && card.name) {
      name.value = card.name;
      form.querySelector("input[name=authorisation]").focus();
    }
  }
});
