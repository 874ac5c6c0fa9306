// The rating tablet: asks every two seconds what is to be shown, and changes the screen without loading the page
// anew, so that a lost line leaves the last screen standing instead of a browser's fault.

const EVERY_MS = 2000;
const PATIENCE_MS = 8000;
const main = document.querySelector("main");
let isSending = false;
let startedAt = performance.now();

setInterval(ask, EVERY_MS);
setInterval(tick, 250);
document.addEventListener("submit", send);

const screen = () => document.querySelector("[data-tablet]");

async function ask() {
  if (isSending) return;
  try {
    const answer = await fetch(screen().dataset.tablet, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok) throw new Error(String(answer.status));
    const state = await answer.json();
    if (isSending) return;
    if (state.screen !== screen().dataset.keyOfScreen) await show(await fetch(location.href, { cache: "no-store" }));
    else say("");
  } catch {
    say(screen().dataset.away);
  }
}

async function send(event) {
  event.preventDefault();
  if (isSending) return; // two fingers, or one finger twice
  isSending = true;
  try {
    await show(await fetch(location.href, { method: "POST", body: new FormData(event.target, event.submitter) }));
  } catch {
    say(screen().dataset.away);
  } finally {
    isSending = false;
  }
}

async function show(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-tablet]");
  if (!fresh) throw new Error(String(answer.status));
  main.replaceChildren(document.adoptNode(fresh));
  startedAt = performance.now();
  window.scrollTo(0, 0);
  main.querySelector("h1")?.setAttribute("tabindex", "-1");
  main.querySelector("h1")?.focus({ preventScroll: true });
}

function tick() {
  const clock = document.querySelector("[data-tablet-clock]");
  if (clock) clock.value = Math.max(Number(clock.dataset.tabletClock) - (performance.now() - startedAt) / 1000, 0);
}

function say(words) {
  const place = document.querySelector("[data-tablet-fault]");
  if (place.textContent !== words) place.textContent = words;
}
