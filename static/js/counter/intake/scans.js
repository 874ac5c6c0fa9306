// Pages scanned with a paper: kept in this tab, sent after the dossier is received, each with its progress and another try.
import { token } from "./api.js";
import { takePictures } from "./camera.js";
import { words } from "./sheet.js";

let pages = [];

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-scan-file]")) return;
  for (const file of target.files) add(target.closest("[data-scans]"), file);
  target.value = "";
});

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-scan-camera]");
  if (!button) return;
  const place = button.closest("[data-scans]");
  await takePictures((blob) => add(place, new File([blob], `trang-${pages.length + 1}.jpg`, { type: "image/jpeg" })));
  button.focus();
});

for (const name of ["intake:chosen", "intake:empty"]) {
  document.addEventListener(name, () => {
    pages = [];
  });
}

function add(place, file) {
  const page = { document: place.dataset.scans, file };
  pages.push(page);
  const line = document.createElement("li");
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "btn btn-link btn-sm";
  remove.textContent = words().remove;
  remove.addEventListener("click", () => {
    pages = pages.filter((each) => each !== page);
    line.remove();
  });
  line.append(`${file.name} (${Math.ceil(file.size / 1024)} kB)`, remove);
  place.querySelector(".scans__pages").append(line);
  const tick = place.closest("tr").querySelector("[data-paper]");
  if (!tick.checked) tick.click();
}

export function takeScans() {
  const taken = pages;
  pages = [];
  return taken;
}

// Resolves when every page is kept, also after further tries.
export function uploadScans(code, taken, list) {
  return Promise.all(taken.map((page) => upload(code, page, list)));
}

function upload(code, page, list) {
  const line = document.createElement("li");
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", page.file.name);
  const said = document.createElement("span");
  const again = document.createElement("button");
  again.type = "button";
  again.className = "btn btn-secondary btn-sm";
  again.textContent = words().uploadRetry;
  again.hidden = true;
  line.append(page.file.name, " ", bar, " ", said, again);
  list?.append(line);
  return new Promise((resolve) => {
    const attempt = () => {
      again.hidden = true;
      said.textContent = words().uploading;
      const request = new XMLHttpRequest();
      request.open("POST", `/api/v1/dossiers/${encodeURIComponent(code)}/attachments/`);
      request.setRequestHeader("X-CSRFToken", token());
      request.upload.addEventListener("progress", (event) => {
        bar.value = event.lengthComputable ? event.loaded / event.total : 0;
      });
      request.addEventListener("loadend", () => {
        if (request.status === 201) {
          bar.value = 1;
          said.textContent = words().uploaded;
          resolve();
          return;
        }
        said.textContent = words().uploadFailed;
        again.hidden = false;
        again.focus();
      });
      const body = new FormData();
      body.append("file", page.file);
      body.append("document", page.document);
      request.send(body);
    };
    again.addEventListener("click", attempt);
    attempt();
  });
}
