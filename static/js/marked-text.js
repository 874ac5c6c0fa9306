// Buttons above a text with light markup: heading, lists, bold. Without scripts the marks are typed.
const BUTTONS = [
  { mark: "## ", line: true, name: "heading" },
  { mark: "- ", line: true, name: "list" },
  { mark: "1. ", line: true, name: "numbered" },
  { mark: "**", line: false, name: "bold" },
];

function markLines(field, mark) {
  const begin = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const found = field.value.indexOf("\n", field.selectionEnd);
  const end = found === -1 ? field.value.length : found;
  const lines = field.value.slice(begin, end).split("\n");
  const isMarked = lines.every((line) => line.startsWith(mark));
  const changed = lines.map((line) => (isMarked ? line.slice(mark.length) : mark + line)).join("\n");
  field.setRangeText(changed, begin, end, "end");
}

function markWords(field, mark) {
  const { selectionStart: begin, selectionEnd: end } = field;
  field.setRangeText(mark + field.value.slice(begin, end) + mark, begin, end, "select");
  field.setSelectionRange(begin + mark.length, end + mark.length);
}

const names = document.querySelector("[data-marked-names]");

for (const field of document.querySelectorAll("[data-marked-text]")) {
  const bar = document.createElement("div");
  bar.className = "marked-bar";
  for (const { mark, line, name } of BUTTONS) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-secondary btn-sm";
    button.textContent = names?.dataset[name] ?? mark;
    button.addEventListener("click", () => {
      field.focus();
      (line ? markLines : markWords)(field, mark);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    bar.append(button);
  }
  field.before(bar);
}
