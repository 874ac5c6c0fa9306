// What this tab kept when the line or the session broke stands on the sheet again, if the same person sits here.
import { choose } from "./choose.js";
import { forget, kept } from "./keep.js";
import { notice } from "./notice.js";
import { fill, form, words } from "./sheet.js";

export async function restoreKept() {
  const sheet = kept();
  if (!sheet) return;
  if (sheet.user !== words().user) {
    forget();
    return;
  }
  if (sheet.hasProcedure && form().action !== sheet.address && !(await choose(sheet.address))) return;
  fill(sheet.content);
  form().elements.key.value = sheet.key;
  notice(words().restored, "care");
}
