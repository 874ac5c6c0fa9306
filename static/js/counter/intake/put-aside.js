// "Put aside": the sheet as typed goes to the list of unfinished intakes, and an empty one takes its place.
import { call } from "./api.js";
import { forget } from "./keep.js";
import { notice } from "./notice.js";
import { nextSheet } from "./next-sheet.js";
import { showFaults } from "./faults.js";
import { form, typed, words } from "./sheet.js";
import { lost, signedOut } from "./waiting.js";

document.addEventListener("submit", (event) => {
  if (event.target.id !== "intake" || event.defaultPrevented || event.submitter?.value !== "save") return;
  event.preventDefault();
  putAside();
});

async function putAside() {
  const content = typed();
  const sheet = { key: content.draft || form().elements.key.value, procedure: content.procedure ?? "", content };
  if (content.unit) sheet.unit = content.unit;
  let answer;
  try {
    answer = await call("/api/v1/intake-drafts/", sheet);
  } catch {
    lost(putAside);
    return;
  }
  if (answer.status === 401) {
    signedOut(putAside);
  } else if (answer.ok) {
    forget();
    await nextSheet();
    notice(words().saved, "good");
  } else {
    const problem = await answer.json();
    showFaults(problem.errors ?? [{ field: "", message: problem.detail || words().failed }], "save");
  }
}
