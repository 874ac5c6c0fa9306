// The board in the waiting room: asks every few seconds, and calls new numbers aloud, by voice where the browser has a
// Vietnamese one, else by a chime. What was called already is remembered, so that a reload repeats nothing.

const EVERY_MS = 3000;
const KEPT = "board.called";
const script = document.querySelector("script[data-desk]");
const board = document.querySelector("[data-board]");
const fault = document.querySelector("[data-board-fault]");
const soundButton = document.querySelector("[data-board-sound]");
const sound = new AudioContext();

let called = new Set(JSON.parse(sessionStorage.getItem(KEPT) ?? "null") ?? []);
let isFirst = sessionStorage.getItem(KEPT) === null; // what was called before the board was opened is not repeated

refresh();
setInterval(refresh, EVERY_MS);

// A television has nobody to click: browsers started for one allow sound at once, others need one press.
soundButton.hidden = sound.state === "running";
sound.addEventListener("statechange", () => { soundButton.hidden = sound.state === "running"; });
soundButton.addEventListener("click", () => sound.resume().then(() => chime(0)));

async function refresh() {
  try {
    const answer = await fetch(board.dataset.board, { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    show(await answer.json());
    put(fault, "");
  } catch {
    put(fault, fault.dataset.away);
  }
}

function show(state) {
  list("[data-board-called]", state.called, "board-number");
  list("[data-board-before]", state.before, "");
  document.querySelector("[data-board-none]").hidden = state.called.length > 0;
  put(document.querySelector("[data-board-time]"), state.time);
  put(document.querySelector("[data-board-waiting]"), String(state.waiting));
  put(document.querySelector("[data-board-wait]"), String(state.wait_minutes));
  document.querySelector("[data-board-wait-line]").hidden = !state.wait_minutes;
  const fresh = state.called.filter((each) => each.is_new && !called.has(each.call));
  called = new Set(state.called.map((each) => each.call));
  sessionStorage.setItem(KEPT, JSON.stringify([...called]));
  if (!isFirst) for (const each of fresh.reverse()) announce(each);
  isFirst = false;
}

function list(place, rows, numberClass) {
  const made = rows.map((row) => {
    const line = document.createElement("li");
    if (row.is_new) line.className = "is-new";
    line.append(part(numberClass, row.number), part("board-desk", `${script.dataset.desk} ${row.desk}`));
    return line;
  });
  const old = document.querySelector(place);
  const text = made.map((line) => line.outerHTML).join("");
  if (old.dataset.shown === text) return; // untouched, so that nothing flickers or is read out again
  old.dataset.shown = text;
  old.replaceChildren(...made);
}

function part(className, text) {
  const made = document.createElement("span");
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function announce({ number, desk }) {
  chime(0);
  const voice = window.speechSynthesis?.getVoices().find((each) => each.lang.toLowerCase().startsWith("vi"));
  if (!voice) return;
  const words = new SpeechSynthesisUtterance(`Xin mời số ${[...number].join(" ")}, đến quầy số ${desk}`);
  words.voice = voice;
  words.lang = voice.lang;
  words.rate = 0.9;
  speechSynthesis.speak(words); // the browser speaks one after another
}

// Two notes, falling; nothing to load.
function chime(after) {
  [880, 660].forEach((height, place) => {
    const starts = sound.currentTime + after + place * 0.35;
    const tone = new OscillatorNode(sound, { frequency: height });
    const loudness = new GainNode(sound, { gain: 0 });
    loudness.gain.setValueAtTime(0.35, starts);
    loudness.gain.exponentialRampToValueAtTime(0.001, starts + 0.8);
    tone.connect(loudness).connect(sound.destination);
    tone.start(starts);
    tone.stop(starts + 0.8);
  });
}
