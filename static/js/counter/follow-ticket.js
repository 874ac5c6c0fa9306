// The place in the queue on a telephone looks itself up again while it is being looked at.

setInterval(async () => {
  if (document.hidden) return;
  const answer = await fetch(location.href).catch(() => null); // away for a moment: the next look will do
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [now, before] = [page, document].map((each) => each.querySelector("[data-follow-ticket]"));
  if (now && now.innerHTML !== before.innerHTML) before.replaceChildren(...now.childNodes);
}, 10000);
