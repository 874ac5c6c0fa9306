// Asks before a grave act: <form data-confirm="What will happen" data-confirm-title="…" data-confirm-yes="…"
// data-confirm-no="…">. A submit button may carry the same attributes and then speaks for itself.
// Without scripts the form is sent at once; the server stays the judge.

let confirmed = null;

document.addEventListener("submit", (event) => {
  const form = event.target;
  const asker = event.submitter?.dataset.confirm ? event.submitter : form;
  if (!asker.dataset.confirm || confirmed === form) {
    confirmed = null;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(asker.dataset, () => {
    confirmed = form;
    form.requestSubmit(event.submitter ?? undefined);
  });
}, true);

function ask({ confirm, confirmTitle, confirmYes, confirmNo }, proceed) {
  const dialog = document.createElement("dialog");
  dialog.className = "ask";
  const title = element("h2", confirmTitle || confirm);
  title.id = "ask-title";
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.append(title);
  if (confirmTitle) dialog.append(element("p", confirm));

  const vietnamese = document.documentElement.lang === "vi";
  const no = button("btn btn-secondary", confirmNo || (vietnamese ? "Quay lại" : "Go back"));
  const yes = button("btn btn-primary", confirmYes || (vietnamese ? "Đồng ý" : "Confirm"));
  no.addEventListener("click", () => dialog.close());
  yes.addEventListener("click", () => {
    dialog.close();
    proceed();
  });
  const buttons = element("div", "");
  buttons.className = "ask__buttons";
  buttons.append(no, yes);
  dialog.append(buttons);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function button(className, text) {
  const made = element("button", text);
  made.type = "button";
  made.className = className;
  return made;
}
