// What was shown decides what is asked: the number of an identity paper, the authorisation. Without this script all
// fields stand open.
const parts = [...document.querySelectorAll("[data-for-proof]")];
const name = document.querySelector("input[name=collected_by]");
const proofs = [...document.querySelectorAll("input[name=proof]")];

function show() {
  const chosen = proofs.find((each) => each.checked)?.value;
  for (const part of parts) part.hidden = !part.dataset.forProof.split(" ").includes(chosen);
}

for (const [index, proof] of proofs.entries()) {
  proof.dataset.key = String(index + 1);
  proof.dataset.keyLabel = proof.labels[0].querySelector("span").textContent;
  proof.addEventListener("change", () => {
    show();
    // Whoever comes with an authorisation is somebody else.
    if (proof.value === "authorised" && name.value === name.defaultValue) name.value = "";
    if (proof.value !== "authorised" && !name.value) name.value = name.defaultValue;
    const next = proof.value === "identity" ? document.querySelector("input[name=identity_number]") : name;
    next.focus();
  });
}
show();
