// The guidance slip goes from the sheet into a frame and from there to the printer; nothing is stored.
import { printFrame } from "../print-paper.js";
import { notice } from "./notice.js";
import { words } from "./sheet.js";

document.addEventListener("click", ({ target }) => {
  const button = target.closest("button[value=guide]");
  if (button) button.formTarget = printFrame().name;
});

document.addEventListener("counter:not-printed", () => notice(words().failed, "care"));
