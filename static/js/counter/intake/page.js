// The intake page: each behaviour is a module of its own; here they only meet.
import "./choose.js";
import "./papers.js";
import "./scans.js";
import "./person.js";
import "./from-scan.js";
import "./put-aside.js";
import "./guide.js";
import "./send.js";
import { restoreKept } from "./restore.js";
import { printPaper } from "../print-paper.js";

const done = document.querySelector("#intake-done a[data-open-paper]");
if (done) printPaper(done.href);
restoreKept();

// A page out of the browser's memory may hold the citizen before: it is asked for anew.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
