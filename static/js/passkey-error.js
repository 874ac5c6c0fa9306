// The sign-in library reports a failed passkey only to the console; tell the person instead.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const notice = document.querySelector("[data-passkey-error]");
  if (notice) notice.hidden = false;
});
