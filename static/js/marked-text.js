// Buttons above a text with light markup: heading, lists, bold. Without scripts the marks are typed.
const BUTTONS = [
  { mark: "## ", icon: "H", line: true, name: "heading" },
  { mark: "- ", icon: "•", line: true, name: "list" },
  { mark: "1. ", icon: "1.", line: true, name: "numbered" },
  { mark: "**", icon: "B", line: false, name: "bold" },
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

for (const field of document.querySelectorAll("[data-marked-text]")) {
  const names = document.querySelector("[data-marked-names]");
  const bar = document.createElement("div");
  bar.className = "marked-bar";
  for (const { mark, icon, line, name } of BUTTONS) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-secondary btn-sm";
    button.textContent = icon;
    const words = names?.dataset[name];
    if (words) {
      button.setAttribute("aria-label", words);
      button.title = words;
    }
    button.addEventListener("click", () => {
      field.focus();
      (line ? markLines : markWords)(field, mark);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    bar.append(button);
  }
  field.before(bar);
}
