// A pinned notice is put away without leaving the page, so that nothing typed below is lost.
for (const form of document.querySelectorAll("form[data-put-away]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const item = form.closest("li");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
      if (answer.type !== "opaqueredirect" && !answer.ok) return form.submit();
    } catch {
      return form.submit();
    }
    const list = item.parentElement;
    item.remove();
    if (!list.children.length) list.parentElement.remove();
    document.getElementById("main")?.focus();
  });
}
