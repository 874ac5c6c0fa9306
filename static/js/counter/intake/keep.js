// What was typed, kept in this tab while the line or the session is gone. Erased when it was sent or put aside, when
// somebody else sits here, on signing out (../forget-tab.js), and with the tab itself.
import { form, typed, words } from "./sheet.js";

const KEY = "counter.intake";

export function keep() {
  const sheet = { user: words().user, address: form().action, key: form().elements.key.value, content: typed(), hasProcedure: Boolean(form().elements.procedure) };
  sessionStorage.setItem(KEY, JSON.stringify(sheet));
}

export function forget() {
  sessionStorage.removeItem(KEY);
}

export function kept() {
  return JSON.parse(sessionStorage.getItem(KEY) ?? "null");
}
