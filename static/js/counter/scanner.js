// A scanner that types like a keyboard is known by its speed: whatever field it typed into gets back what it held
// before, and the text goes to `onScan(text, {milliseconds})`. The Enter that ends a scan never reaches the page.
const LONGEST_GAP = 60;
const MEAN_GAP = 35;
const SHORTEST = 8;
const TEXT = "textarea, input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file], [type=password])";
const ONLY_WORDS = /^[\p{L}\p{M}\s]*$/u;

export function watchScanner(onScan) {
  let burst = null;

  // keydown alone tells the time; what was typed stands in the field, also if an input method or Alt codes made it
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") {
      finish(event);
    } else if (event.key === "Backspace") {
      burst?.typed.pop();
      if (burst) burst.last = event.timeStamp;
    } else if (event.key !== "Shift" && event.key !== "CapsLock" && event.key !== "Alt") {
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
    if (!burst || event.target !== burst.target || event.timeStamp - burst.last > LONGEST_GAP) {
      burst = { target: event.target, first: event.timeStamp, keys: 0, typed: [], field: held(event.target), choice: event.target.selectedIndex };
    }
    burst.keys += 1;
    burst.last = event.timeStamp;
    if (event.key.length === 1 && !event.altKey) {
      burst.typed.push(event.key);
      burst.told = event.key;
    }
    // a space would tick a box or press a button
    if (event.key === " " && !burst.field && burst.keys > 3) event.preventDefault();
  }

  function finish(event) {
    const done = burst;
    burst = null;
    if (!done || event.target !== done.target || event.timeStamp - done.last > LONGEST_GAP) return;
    const milliseconds = event.timeStamp - done.first;
    const text = done.field ? added(done.field) : done.typed.join("");
    if (done.keys < SHORTEST || milliseconds / done.keys > MEAN_GAP || ONLY_WORDS.test(text)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (done.field) restore(done.field);
    else if (done.choice !== undefined) done.target.selectedIndex = done.choice;
    onScan(text, { milliseconds, keys: done.keys });
  }
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
