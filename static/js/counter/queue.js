// The queue of this computer's desk, on its own page and in the bar of every counter page: kept up to date, and acts
// are sent without leaving the page, so that nothing typed is lost. Without scripts the same forms lead to the queue page.

const EVERY_MS = 4000;
const roots = [...document.querySelectorAll("[data-queue]")];
let answers = 0; // an answer asked for before an act must not undo what the act showed

for (const root of roots) root.addEventListener("submit", (event) => submitted(root, event));
if (roots.length) {
  refresh();
  setInterval(refresh, EVERY_MS);
  document.addEventListener("visibilitychange", refresh);
}

async function refresh() {
  if (document.hidden) return;
  const asked = answers;
  const state = await answerOf(roots[0], roots[0].dataset.queue);
  if (state && asked === answers) show(state);
}

async function submitted(root, event) {
  const form = event.target;
  if (!form.dataset.queueAct) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  answers += 1;
  const body = {};
  if (form.elements.seen) body.seen = form.elements.seen.value;
  if (form.dataset.queueAct === "serve") body.ticket = form.closest("[data-token]").dataset.token;
  const token = form.elements.csrfmiddlewaretoken.value;
  const state = await answerOf(root, `${root.dataset.queue}${form.dataset.queueAct}/`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(body),
  });
  delete form.dataset.sending;
  form.removeAttribute("aria-busy");
  if (state) show(state);
  else refreshAfterFault(root);
}

// What went wrong stays readable while the numbers are put right.
async function refreshAfterFault(root) {
  const state = await fetch(root.dataset.queue).then((answer) => (answer.ok ? answer.json() : null), () => null);
  if (state) show(state, { keepsFault: true });
}

async function answerOf(root, address, options = {}) {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, ...options });
    const body = await answer.json();
    if (answer.ok) return body;
    tell(body.detail);
  } catch {
    tell(root.dataset.away);
  }
  return null;
}

function tell(text) {
  for (const place of document.querySelectorAll("[data-queue-fault]")) {
    if (place.textContent !== text) place.textContent = text;
  }
}

function show(state, { keepsFault = false } = {}) {
  if (!keepsFault) tell("");
  for (const root of roots) {
    for (const each of root.querySelectorAll("[data-queue-present]")) {
      const name = each.dataset.queuePresent;
      put(each, state.present ? state.present[name] : name === "number" ? "–" : "");
      if (each.classList.contains("tag")) each.hidden = !each.textContent;
    }
    for (const each of root.querySelectorAll("[data-queue-count]")) put(each, String(state.waiting_count));
    for (const seen of root.querySelectorAll("input[name=seen]")) seen.value = state.present?.token ?? "";
    for (const last of root.querySelectorAll("[data-queue-last]")) {
      last.hidden = !state.last;
      last.dataset.token = state.last?.token ?? "";
      put(last.querySelector("[data-queue-last-number]"), state.last?.number ?? "");
    }
    const is = {
      present: state.present,
      nobody: !state.present,
      waiting: state.waiting.length,
      "waiting-none": !state.waiting.length,
      absent: state.absent.length,
    };
    for (const each of root.querySelectorAll("[data-queue-if]")) each.hidden = !is[each.dataset.queueIf];
    for (const list of root.querySelectorAll("[data-queue-list]")) fill(root, list, state[list.dataset.queueList]);
  }
}

function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// Lines that stay are left where they are, so that a button keeps its focus.
function fill(root, list, rows) {
  const template = root.querySelector(`template[data-queue-row="${list.dataset.queueList}"]`);
  const before = new Map([...list.children].map((line) => [line.dataset.token, line]));
  rows.forEach((row, place) => {
    let line = before.get(row.token);
    before.delete(row.token);
    if (!line) {
      line = template.content.firstElementChild.cloneNode(true);
      line.dataset.token = row.token;
      line.querySelector("[name=csrfmiddlewaretoken]").value = root.querySelector("[name=csrfmiddlewaretoken]").value;
    }
    for (const cell of line.querySelectorAll("[data-cell]")) {
      put(cell, String(row[cell.dataset.cell]));
      if (cell.classList.contains("tag")) cell.hidden = !cell.textContent;
    }
    if (list.children[place] !== line) list.insertBefore(line, list.children[place] ?? null);
  });
  for (const line of before.values()) line.remove();
}
