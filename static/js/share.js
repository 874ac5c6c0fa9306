// <button data-share="address" data-share-title="words" hidden>: shown where the device itself can pass a page on.
for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.share({ title: button.dataset.shareTitle, url: button.dataset.share });
    } catch (error) {
      if (error.name !== "AbortError") throw error; // the reader changed their mind
    }
  });
}
