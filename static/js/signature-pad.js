// A frame to sign in with finger, pen or mouse. What was drawn travels as a small PNG in the hidden field of its form;
// an empty frame travels as nothing. What was drawn stands again when the form comes back with a fault.
const LINE = 4;

for (const pad of document.querySelectorAll("[data-signature-pad]")) {
  const sheet = pad.querySelector("canvas");
  const field = pad.querySelector("input[type=hidden]");
  const pen = sheet.getContext("2d");
  pen.lineWidth = LINE;
  pen.lineCap = pen.lineJoin = "round";
  pen.strokeStyle = pen.fillStyle = "#14213d";
  if (field.value) redraw(field.value);

  let last = null;
  sheet.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    sheet.setPointerCapture(event.pointerId);
    last = place(event);
    pen.beginPath();
    pen.arc(last.x, last.y, LINE / 2, 0, 2 * Math.PI);
    pen.fill();
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!last) return;
    const here = place(event);
    pen.beginPath();
    pen.moveTo(last.x, last.y);
    pen.lineTo(here.x, here.y);
    pen.stroke();
    last = here;
  });
  for (const end of ["pointerup", "pointercancel"]) {
    sheet.addEventListener(end, () => {
      if (!last) return;
      last = null;
      field.value = sheet.toDataURL("image/png");
      pad.classList.add("is-signed");
    });
  }
  pad.querySelector("[data-clear]").addEventListener("click", () => {
    pen.clearRect(0, 0, sheet.width, sheet.height);
    field.value = "";
    pad.classList.remove("is-signed");
  });

  function place(event) {
    const frame = sheet.getBoundingClientRect();
    return {
      x: ((event.clientX - frame.left) * sheet.width) / frame.width,
      y: ((event.clientY - frame.top) * sheet.height) / frame.height,
    };
  }

  function redraw(address) {
    const picture = new Image();
    picture.addEventListener("load", () => pen.drawImage(picture, 0, 0));
    picture.src = address;
    pad.classList.add("is-signed");
  }
}

// The next citizen finds an empty frame, also when the browser brings the page back.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
