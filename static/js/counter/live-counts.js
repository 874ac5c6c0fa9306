// The numbers on the tabs of a work list, kept up to date while somebody looks at them. A number changes in its place;
// when the open list itself has changed, a line offers to show it anew, because rows must not move under a hand.
const EVERY_MS = 15000;
const root = document.querySelector("[data-live-counts]");
const news = root?.querySelector("[data-list-changed]");
const current = root?.querySelector("[aria-current] [data-lane]");
const atFirst = current?.textContent;
let timer = 0;

if (root) {
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : refresh()));
  timer = setTimeout(refresh, EVERY_MS);
}

async function refresh() {
  clearTimeout(timer);
  try {
    const answer = await fetch(root.dataset.liveCounts, { headers: { Accept: "application/json" } });
    if (answer.status === 401 || answer.status === 403) return; // signed out: the page stays as it is
    if (answer.ok) show(await answer.json());
  } catch {
    // no connection: the next round tries again
  }
  if (!document.hidden) timer = setTimeout(refresh, EVERY_MS);
}

function show(counts) {
  for (const place of document.querySelectorAll("[data-lane]")) {
    const count = counts.lanes[place.dataset.lane];
    if (count !== undefined && place.textContent !== String(count)) place.textContent = String(count);
  }
  if (news && current && news.hidden && current.textContent !== atFirst) news.hidden = false;
}
