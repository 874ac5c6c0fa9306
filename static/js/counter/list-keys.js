// A work list by keyboard: j and k go down and up its rows, x chooses one, Enter opens it because its link has the focus.
const rows = [...document.querySelectorAll("[data-list-rows] > tr")];
const linkOf = (row) => row.querySelector("th a");
const at = () => rows.findIndex((row) => row.contains(document.activeElement));

for (const button of document.querySelectorAll("[data-list-move]")) {
  const step = Number(button.dataset.listMove);
  button.addEventListener("click", () => {
    const next = at() < 0 ? (step > 0 ? 0 : rows.length - 1) : at() + step;
    const link = rows[next] && linkOf(rows[next]);
    link?.focus({ preventScroll: true });
    rows[next]?.scrollIntoView({ block: "nearest" });
  });
}

document.querySelector("[data-list-choose]")?.addEventListener("click", () => {
  const row = rows[at()];
  row?.querySelector('input[name="chosen"]')?.click();
});
