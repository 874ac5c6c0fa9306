// Pages from a camera above the desk: a dialog with the picture, Enter takes a page, Escape ends.
import { words } from "./sheet.js";

const WIDEST = 3264;

export async function takePictures(onPage) {
  const dialog = document.createElement("dialog");
  dialog.className = "ask camera";
  const title = document.createElement("h2");
  title.id = "camera-title";
  title.textContent = words().camera;
  dialog.setAttribute("aria-labelledby", title.id);
  const picture = document.createElement("video");
  picture.autoplay = picture.muted = picture.playsInline = true;
  const taken = document.createElement("p");
  taken.setAttribute("role", "status");
  const take = button("btn btn-primary", words().cameraTake);
  const done = button("btn btn-secondary", words().cameraDone);
  const acts = document.createElement("div");
  acts.className = "ask__buttons";
  acts.append(done, take);
  dialog.append(title, picture, taken, acts);
  document.body.append(dialog);
  dialog.showModal();
  let stream = null;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: WIDEST }, facingMode: "environment" } });
    picture.srcObject = stream;
    take.focus();
  } catch {
    // no camera, no permission, or a page without https: the words say so, files still work
    title.textContent = words().cameraNone;
    take.disabled = true;
  }
  let count = 0;
  take.addEventListener("click", async () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.videoWidth, picture.videoHeight];
    canvas.getContext("2d").drawImage(picture, 0, 0);
    const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.85); });
    count += 1;
    taken.textContent = `${words().page} ${count}`;
    onPage(blob);
  });
  done.addEventListener("click", () => dialog.close());
  await new Promise((resolve) => { dialog.addEventListener("close", resolve); });
  for (const track of stream?.getTracks() ?? []) track.stop();
  dialog.remove();
}

function button(className, text) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = text;
  return made;
}
