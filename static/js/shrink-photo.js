// A photo of a phone is far larger than a wall needs to be read: sent as it is, it takes minutes on a village line.
// A file field inside `data-shrink-photo="2400"` sends the picture with no side longer than that. Whatever goes wrong
// here, the photo goes as it was taken.

const SMALL_ENOUGH = 1024 * 1024;

async function shrunk(file, longest) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const share = Math.min(1, longest / Math.max(picture.width, picture.height));
  const sheet = document.createElement("canvas");
  sheet.width = Math.round(picture.width * share);
  sheet.height = Math.round(picture.height * share);
  sheet.getContext("2d").drawImage(picture, 0, 0, sheet.width, sheet.height);
  const body = await new Promise((done) => sheet.toBlob(done, "image/jpeg", 0.85));
  return body && body.size < file.size ? new File([body], "niem-yet.jpg", { type: "image/jpeg" }) : file;
}

for (const field of document.querySelectorAll("[data-shrink-photo] input[type=file]")) {
  const longest = Number(field.closest("[data-shrink-photo]").dataset.shrinkPhoto);
  field.addEventListener("change", async () => {
    const [file] = field.files;
    if (!file || file.size <= SMALL_ENOUGH || !file.type.startsWith("image/")) return;
    try {
      const carried = new DataTransfer();
      carried.items.add(await shrunk(file, longest));
      if (field.files[0] === file) field.files = carried.files;
    } catch {
      // a browser that cannot read the picture: the server judges it
    }
  });
}
