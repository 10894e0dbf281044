/* PDFs and pictures in a dialog of the page: a[data-preview] opens #preview, where one goes on to the next and back.
   Escape and the cross close it, and the focus returns to the link. Without this script the link opens the file. */

const dialog = document.getElementById("preview");
const stage = dialog.querySelector("[data-preview-stage]");
const links = () => [...document.querySelectorAll("a[data-preview]")];
let shown = null;

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-preview]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    show(link);
    if (!dialog.open) dialog.showModal();
  }
  const step = event.target.closest("[data-preview-step]");
  if (step) go(Number(step.dataset.previewStep));
});

document.addEventListener("keydown", (event) => {
  if (!dialog.open) return;
  if (event.key === "ArrowRight") go(1);
  if (event.key === "ArrowLeft") go(-1);
});

dialog.addEventListener("close", () => {
  stage.replaceChildren();
  shown?.focus();
});

function go(step) {
  const link = links()[links().indexOf(shown) + step];
  if (!link) return;
  const button = document.activeElement;
  show(link);
  if (button.disabled) dialog.querySelector("[data-preview-step]:enabled, [data-dialog-close]").focus();
}

function show(link) {
  shown = link;
  const name = link.textContent.trim();
  const all = links();
  const place = all.indexOf(link);
  dialog.querySelector("#preview-title").textContent = name;
  dialog.querySelector("[data-preview-place]").textContent = `${place + 1} / ${all.length}`;
  dialog.querySelector("[data-preview-open]").href = link.href;
  for (const button of dialog.querySelectorAll("[data-preview-step]")) {
    button.disabled = !all[place + Number(button.dataset.previewStep)];
  }
  stage.replaceChildren(link.dataset.preview === "pdf" ? framed(link.href, name) : pictured(link.href, name));
}

function framed(address, name) {
  const frame = document.createElement("iframe");
  frame.src = `${address}#navpanes=0`; // the viewer's list of pages takes the room of the page
  frame.title = name;
  return frame;
}

function pictured(address, name) {
  const picture = document.createElement("img");
  picture.src = address;
  picture.alt = name;
  return picture;
}
