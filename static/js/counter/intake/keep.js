// What was typed, kept in this tab while the line or the session is gone. Erased when it was sent or put aside, when
// somebody else sits here, on signing out (../forget-tab.js), and with the tab itself.
import { choose } from "./choose.js";
import { notice } from "./notice.js";
import { fill, form, typed, words } from "./sheet.js";

const KEY = "counter.intake";

export function keep() {
  const kept = { user: words().user, address: form().action, key: form().elements.key.value, content: typed(), hasProcedure: Boolean(form().elements.procedure) };
  sessionStorage.setItem(KEY, JSON.stringify(kept));
}

export function forget() {
  sessionStorage.removeItem(KEY);
}

export async function restoreKept() {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  if (!kept) return;
  if (kept.user !== words().user) {
    forget();
    return;
  }
  if (kept.hasProcedure && form().action !== kept.address && !(await choose(kept.address))) return;
  fill(kept.content);
  form().elements.key.value = kept.key;
  notice(words().restored, "care");
}
