// Digits to touch: a kiosk has no keyboard, and not every system brings one up in full screen.

for (const pad of document.querySelectorAll("[data-pad-for]")) {
  const field = document.getElementById(pad.dataset.padFor);
  pad.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays where a scanner types
  pad.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    field.value = "rubOut" in button.dataset ? field.value.slice(0, -1) : field.value + button.dataset.digit;
  });
}
