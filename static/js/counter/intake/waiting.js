// The line or the session is gone in the middle of sending: the sheet is held still, and the same request with the same
// key is sent again, by itself when the line is back, or after signing in anew. It is carried out once only.
import { forget, keep } from "./keep.js";
import { button, noNotice, notice } from "./notice.js";
import { form, words } from "./sheet.js";

const PAUSES = [2, 4, 8, 15, 30];
let timer = 0;
let again = null;
let tries = 0;

export function lost(send) {
  again = send;
  keep();
  form().inert = true;
  notice(words().lost, "bad", button(words().retry, resend), button(words().edit, stop));
  clearTimeout(timer);
  timer = setTimeout(resend, PAUSES[Math.min(tries, PAUSES.length - 1)] * 1000);
  tries += 1;
}

export const isWaiting = () => again !== null;

export function settled() {
  clearTimeout(timer);
  tries = 0;
  again = null;
  forget();
  form().inert = false;
  noNotice();
}

function stop() {
  settled();
  form().elements.applicant_name.focus();
}

function resend() {
  clearTimeout(timer);
  const send = again;
  if (send) send();
}

window.addEventListener("online", resend);

export function signedOut(send) {
  again = send;
  keep();
  clearTimeout(timer);
  form().inert = true;
  notice(words().signin, "care", button(words().signinOpen, openSignIn), button(words().edit, stop));
}

function openSignIn() {
  window.open(`${words().signinAddress}`, "sign-in", "popup,width=560,height=760");
}

// The window says who signed in (signed-in.js) and closes itself.
new BroadcastChannel("counter.signed-in").addEventListener("message", ({ data }) => {
  if (!again) return;
  const send = again;
  if (data.user === words().user) {
    noNotice();
    send();
    return;
  }
  settled();
  document.getElementById("intake-words").dataset.user = data.user;
  notice(words().other, "care");
});
