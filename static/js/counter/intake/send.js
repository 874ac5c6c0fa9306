// Receive, ask, refuse: one request under the key of the sheet, never two at a time. What it answers leads to the paper.
import { call } from "./api.js";
import { clearFaults, showFaults } from "./faults.js";
import { forget } from "./keep.js";
import { nextSheet } from "./next-sheet.js";
import { notice } from "./notice.js";
import { takeScans, uploadScans } from "./scans.js";
import { form, newKey, payload, words } from "./sheet.js";
import { lost, settled, signedOut } from "./waiting.js";
import { printPaper } from "../print-paper.js";

const ACTS = { receive: "receive", next: "receive", ask: "ask", refuse: "refuse" };
const PAPERS = { receive: "01", ask: "02", refuse: "03" };
let isBusy = false;

document.addEventListener("submit", (event) => {
  if (event.target.id !== "intake" || event.defaultPrevented) return;
  const pressed = event.submitter?.value ?? "receive";
  if (!(pressed in ACTS)) return;
  event.preventDefault();
  send(pressed);
});

async function send(pressed) {
  if (isBusy) return;
  isBusy = true;
  form().setAttribute("aria-busy", "true");
  clearFaults();
  const act = ACTS[pressed];
  let answer;
  let body;
  try {
    answer = await call("/api/v1/dossiers/", payload(act), { "Idempotency-Key": `intake-${form().elements.key.value}` });
    body = await answer.json();
  } catch {
    lost(() => send(pressed));
    return;
  } finally {
    isBusy = false;
    form().removeAttribute("aria-busy");
  }
  if (answer.status === 401) {
    signedOut(() => send(pressed));
    return;
  }
  settled();
  if (answer.ok) await finish(body, act, pressed === "next");
  else refused(answer, body, act);
}

function refused(answer, problem, act) {
  const errors = problem.errors ?? [{ field: "", message: answer.status < 500 ? problem.detail : words().failed }];
  if (errors.some((error) => error.field === "Idempotency-Key")) {
    newKey();
    notice(words().again, "care");
  } else {
    showFaults(errors, act);
  }
}

async function finish(dossier, act, isNext) {
  forget();
  const scans = takeScans();
  if (isNext) {
    await nextSheet(dossier.code);
    const paper = document.querySelector("#intake-done a[data-open-paper]");
    if (paper) printPaper(paper.href);
    uploadScans(dossier.code, scans, document.querySelector("#intake-done [data-uploads]"));
    return;
  }
  if (scans.length) {
    const list = document.createElement("ul");
    list.className = "uploads";
    notice(words().uploading, "good");
    document.querySelector("#intake-notices .notice__body").append(list);
    await uploadScans(dossier.code, scans, list);
  }
  window.location.assign(`${words().dossier.replace("CODE", encodeURIComponent(dossier.code))}?in=${PAPERS[act]}`);
}
