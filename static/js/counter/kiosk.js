// The ticket kiosk: prints what was given out, keeps the field for scanned bookings in focus, and goes back to the
// start by itself, so that nobody finds the choice of the person before.

const REST_MS = { home: 60000, field: 45000, priority: 45000, ticket: 9000 };
const { home, step, print } = document.querySelector("script[data-home]").dataset;

if (print !== undefined) window.print(); // a browser started with --kiosk-printing asks nothing

let rest = 0;
function restart() {
  clearTimeout(rest);
  // The start itself is loaded again too: its figures grow old.
  rest = setTimeout(goHome, REST_MS[step]);
}

// Never into the browser's own page of errors, from which nobody at the kiosk finds back.
async function goHome() {
  const isThere = await fetch(home, { method: "HEAD", cache: "no-store" }).then((answer) => answer.ok, () => false);
  if (isThere) location.replace(home);
  else restart();
}

for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, restart);
restart();

const field = document.querySelector("[data-keep-focus]");
field?.focus({ preventScroll: true });
field?.addEventListener("blur", () => {
  setTimeout(() => {
    if (document.activeElement === document.body) field.focus({ preventScroll: true });
  }, 1500);
});
