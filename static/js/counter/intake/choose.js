// Choice of the procedure in the page: typing searches, Enter takes the first, arrows walk the list. Only the procedure's
// part is exchanged; what was typed of the person stays.
import { focusNext, form } from "./sheet.js";
import { isWaiting, lost, settled, signedOut } from "./waiting.js";

const PARTS = ["intake-title", "procedure-part", "promise"];
const PAUSE_MS = 120;
let timer = 0;
let shown = null;

const picker = () => document.getElementById("picker");
const search = () => document.getElementById("pick-q");

document.addEventListener("input", ({ target }) => {
  if (target.id !== "pick-q") return;
  clearTimeout(timer);
  timer = setTimeout(find, PAUSE_MS);
});

document.addEventListener("change", ({ target }) => {
  if (target.id === "pick-unit") {
    const twin = document.getElementById("intake-unit");
    if (twin) twin.value = target.value;
    shown = null;
    find();
  }
});

document.addEventListener("submit", async (event) => {
  if (!event.target.matches("[data-pick]")) return;
  event.preventDefault();
  clearTimeout(timer);
  await find();
  const first = document.querySelector("#choices a.choice");
  if (first && search().value.trim()) choose(first.href);
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-pick-open]");
  if (opener) {
    event.preventDefault();
    picker().hidden = false;
    search().value = "";
    shown = null;
    find();
    search().focus();
    return;
  }
  const link = event.target.closest("#choices a.choice");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  choose(link.href);
});

document.addEventListener("keydown", (event) => {
  if (!["ArrowDown", "ArrowUp", "Escape"].includes(event.key) || event.target.closest?.("#picker") === null) return;
  const links = [...document.querySelectorAll("#choices a.choice")].filter((link) => link.checkVisibility());
  const here = links.indexOf(document.activeElement);
  if (document.activeElement !== search() && here < 0) return;
  if (event.key === "Escape") {
    if (here >= 0) search().focus();
    else if (form().elements.procedure) picker().hidden = true;
    return;
  }
  event.preventDefault();
  const next = event.key === "ArrowDown" ? here + 1 : here - 1;
  if (next < 0) search().focus();
  else links[Math.min(next, links.length - 1)]?.focus();
});

// The choices for what stands in the field now; an older answer that comes late is not shown.
async function find() {
  const query = new URLSearchParams(new FormData(document.querySelector("[data-pick]"))).toString();
  if (query === shown) return;
  const page = await read(`${document.querySelector("[data-pick]").action}?${query}`, find);
  if (!page || new URLSearchParams(new FormData(document.querySelector("[data-pick]"))).toString() !== query) return;
  shown = query;
  document.getElementById("choices").replaceWith(page.getElementById("choices"));
}

export async function choose(address) {
  const wanted = new URL(address);
  const channel = form().querySelector("[name=channel]:checked");
  if (channel) wanted.searchParams.set("channel", channel.value);
  const page = await read(wanted, () => choose(address));
  if (!page) return false;
  for (const id of PARTS) document.getElementById(id).replaceWith(page.getElementById(id));
  const unit = document.getElementById("intake-unit");
  if (unit) unit.value = page.getElementById("intake-unit").value;
  document.querySelector(".action-bar").replaceChildren(...page.querySelector(".action-bar").childNodes);
  form().action = page.getElementById("intake").action;
  document.getElementById("intake-faults").replaceChildren();
  document.getElementById("intake-done")?.remove();
  picker().hidden = true;
  window.htmx.process(document.getElementById("promise"));
  document.title = page.title;
  wanted.searchParams.delete("channel");
  history.replaceState(null, "", wanted);
  document.dispatchEvent(new CustomEvent("intake:chosen"));
  focusNext();
  return true;
}

// Fees differ by how the papers came; the promise follows by itself.
document.addEventListener("change", async ({ target }) => {
  if (target.name !== "channel" || !form().elements.procedure) return;
  const wanted = new URL(form().action);
  wanted.searchParams.set("channel", target.value);
  const page = await read(wanted, () => target.dispatchEvent(new Event("change", { bubbles: true })));
  if (page) document.querySelector("[data-fees]").replaceWith(page.querySelector("[data-fees]"));
});

// An answer without the promise is the sign-in page of an ended session.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.id === "promise" && !detail.serverResponse.includes('id="promise"')) detail.shouldSwap = false;
});

// A page of ours as a document; null when the line or the session is gone, and then `again` is done when it is back.
async function read(address, again) {
  let answer;
  try {
    answer = await fetch(address, { headers: { Accept: "text/html" } });
  } catch {
    lost(again);
    return null;
  }
  if (answer.redirected) {
    signedOut(again);
    return null;
  }
  if (!answer.ok) {
    window.location.assign(address); // the page itself says what is wrong
    return null;
  }
  if (isWaiting()) settled();
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}
