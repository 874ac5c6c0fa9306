// Two people with one dossier open see each other. The page says every few seconds that it is there, hears who else is,
// and what was done since it was drawn; it reloads nothing by itself, because something may be typed in it.
const EVERY_MS = 12000;
const root = document.querySelector("[data-presence]");
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
let timer = 0;

if (root && token) {
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : beat()));
  window.addEventListener("pagehide", () => send("DELETE", null, true));
  window.addEventListener("pageshow", (event) => event.persisted && beat());
  beat();
}

async function beat() {
  clearTimeout(timer);
  try {
    const answer = await send("POST", { lock_version: Number(root.dataset.seen) });
    if (answer.status === 401 || answer.status === 403 || answer.status === 404) return; // signed out, or out of reach by now
    if (answer.ok) show(await answer.json());
  } catch {
    // no connection: the next round tries again
  }
  if (!document.hidden) timer = setTimeout(beat, EVERY_MS);
}

function send(method, body, keepalive = false) {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token };
  return fetch(root.dataset.presence, { method, headers, keepalive, body: body && JSON.stringify(body) });
}

function show(state) {
  const others = root.querySelector("[data-presence-others]");
  const words = state.others.length > 1 ? root.dataset.many : root.dataset.one;
  const line = state.others.length ? `${state.others.join(", ")} ${words}` : "";
  const place = others.querySelector("span");
  if (place.textContent !== line) place.textContent = line;
  others.hidden = !line;
  if (state.lock_version === Number(root.dataset.seen)) return;
  const changed = root.querySelector("[data-presence-changed]");
  const lines = state.changes.map((text) => Object.assign(document.createElement("li"), { textContent: text }));
  changed.querySelector("ul").replaceChildren(...lines);
  changed.hidden = false;
}
