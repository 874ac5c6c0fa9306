// The window in which somebody signed in anew: it tells the page that waits, and goes.
const { user } = document.querySelector("[data-signed-in]").dataset;
new BroadcastChannel("counter.signed-in").postMessage({ user });
if (window.opener) window.close();
