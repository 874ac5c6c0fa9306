// One notice above the sheet at a time: what happened to the line or the session, and what can be done.
export function notice(text, tone, ...buttons) {
  const box = document.createElement("div");
  box.className = `notice notice--${tone}`;
  box.setAttribute("role", tone === "good" ? "status" : "alert");
  const body = document.createElement("div");
  body.className = "notice__body";
  const line = document.createElement("p");
  line.className = "notice__title";
  line.textContent = text;
  body.append(line);
  if (buttons.length) {
    const acts = document.createElement("p");
    acts.className = "acts";
    acts.append(...buttons);
    body.append(acts);
  }
  box.append(body);
  document.getElementById("intake-notices").replaceChildren(box);
  buttons[0]?.focus();
}

export function noNotice() {
  document.getElementById("intake-notices").replaceChildren();
}

export function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-secondary";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}
