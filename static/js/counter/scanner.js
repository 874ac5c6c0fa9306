// A scanner that types like a keyboard is known by its pace: whatever field it typed into gets back what it held before,
// and the text goes to `onScan(text, {pace})`, milliseconds from key to key. The Enter that ends a scan never reaches the
// page. A busy PC swallows a moment now and then, so the median counts, and a gap in the middle of a scan is let pass.
const LONGEST_GAP = 120;
const LONGEST_PAUSE = 1500;
const SLOWEST_PACE = 45;
const PACED_AFTER = 6;
const SHORTEST = 8;
const TEXT = "textarea, input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file], [type=password])";
const ONLY_WORDS = /^[\p{L}\p{M}\s]*$/u;

export function watchScanner(onScan) {
  let burst = null;

  // keydown alone tells the time; what was typed stands in the field, also if an input method or Alt codes made it
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    if (event.repeat) {
      burst = null; // a key held down is as fast as a scanner
    } else if (event.key === "Enter") {
      finish(event);
    } else if (event.key === "Backspace") {
      burst?.typed.pop();
    } else if (event.key.length === 1 || event.key === "Process" || event.key === "Unidentified") {
      count(event);
    }
  }, true);

  // outside a field, only this event tells the letter that Alt and a number gave; it does not come where another
  // module took the key for itself
  window.addEventListener("keypress", (event) => {
    if (!burst || event.key.length !== 1) return;
    if (burst.told !== event.key) burst.typed.push(event.key);
    burst.told = null;
  }, true);

  function count(event) {
    if (burst && goesOn(burst, event)) {
      burst.gaps.push(event.timeStamp - burst.last);
    } else {
      burst = { target: event.target, gaps: [], typed: [], told: null, field: held(event.target), choice: event.target.selectedIndex };
    }
    burst.last = event.timeStamp;
    if (event.key.length === 1 && !event.altKey) {
      burst.typed.push(event.key);
      burst.told = event.key;
    }
    // a space would tick a box or press a button
    if (event.key === " " && !burst.field && burst.gaps.length > 2) event.preventDefault();
  }

  function finish(event) {
    const done = burst;
    burst = null;
    if (!done || !goesOn(done, event) || done.gaps.length + 1 < SHORTEST || pace(done) > SLOWEST_PACE) return;
    const text = done.field ? added(done.field) : done.typed.join("");
    if (ONLY_WORDS.test(text)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (done.field) restore(done.field);
    else if (done.choice !== undefined) done.target.selectedIndex = done.choice;
    onScan(text, { pace: Math.round(pace(done)) });
  }
}

function goesOn(burst, event) {
  const gap = event.timeStamp - burst.last;
  const isPaced = burst.gaps.length >= PACED_AFTER && pace(burst) <= SLOWEST_PACE;
  return event.target === burst.target && gap <= (isPaced ? LONGEST_PAUSE : LONGEST_GAP);
}

function pace({ gaps }) {
  return [...gaps].sort((one, other) => one - other)[gaps.length >> 1];
}

function held(target) {
  if (!target.matches?.(TEXT)) return null;
  const whole = target.selectionStart === null; // a field for numbers or e-mail keeps its selection to itself
  return {
    target,
    value: target.value,
    start: whole ? target.value.length : target.selectionStart,
    end: whole ? target.value.length : target.selectionEnd,
    whole,
  };
}

// What came between the text before and the text after the place where typing began.
function added({ target, value, start, end }) {
  return target.value.slice(start, target.value.length - (value.length - end));
}

function restore({ target, value, start, end, whole }) {
  target.value = value;
  if (!whole) target.setSelectionRange(start, end);
  target.dispatchEvent(new Event("input", { bubbles: true }));
}
