// An empty sheet in place of the one that is finished: asked for anew from the server, so that nothing of the citizen
// before can remain. The focus goes to the scan box, where the next one begins.
import { words } from "./sheet.js";

export async function nextSheet(code = "") {
  const wanted = new URL(words().pick, window.location.href);
  if (code) wanted.searchParams.set("done", code);
  const unit = document.getElementById("intake-unit")?.value;
  if (unit) wanted.searchParams.set("unit", unit);
  const page = await read(wanted);
  if (!page) {
    window.location.assign(wanted);
    return;
  }
  for (const selector of ["#main", ".action-bar"]) {
    document.querySelector(selector).replaceChildren(...page.querySelector(selector).childNodes);
  }
  document.title = page.title;
  wanted.searchParams.delete("done");
  history.replaceState(null, "", wanted);
  document.dispatchEvent(new CustomEvent("intake:empty"));
  window.scrollTo(0, 0);
  (document.querySelector("[data-scan-field]") ?? document.getElementById("pick-q")).focus();
}

async function read(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    return answer.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  } catch {
    return null; // the browser itself goes there and says what is wrong
  }
}
