/* Drag-and-drop upload for every form[data-upload]: one request per file, with progress and cancel.
   Listens on the document, so that a form which arrives later works too. The server has the last word about a file. */

const SIMULTANEOUS = 2;
const waiting = [];
let running = 0;

const formOf = (node) => node instanceof Element && node.closest("form[data-upload]");

document.addEventListener("change", (event) => {
  const form = formOf(event.target);
  if (!form || event.target.type !== "file") return;
  add(form, event.target, [...event.target.files]);
  event.target.value = "";
});

for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => {
    const form = formOf(event.target);
    if (!form || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    form.querySelector(".drop").dataset.over = "";
  });
}

document.addEventListener("dragleave", (event) => {
  const form = formOf(event.target);
  if (form && !form.contains(event.relatedTarget)) delete form.querySelector(".drop").dataset.over;
});

document.addEventListener("drop", (event) => {
  const form = formOf(event.target);
  if (!form) return;
  event.preventDefault();
  delete form.querySelector(".drop").dataset.over;
  const input = form.querySelector("input[type=file]");
  const files = [...event.dataTransfer.files];
  add(form, input, input.multiple ? files : files.slice(0, 1));
});

/* A new choice answers the refusals before it; their lines go, so that the page can show what is in the file now. */
function add(form, input, files) {
  for (const refused of form.querySelectorAll('.upload[data-tone="danger"]')) refused.remove();
  for (const file of files) {
    const row = line(form, file);
    const problem = refusal(form, input, file);
    if (problem) fail(row, problem);
    else waiting.push({ form, input, file, row });
  }
  next();
}

/* The sentence that says why a file need not even be sent, or nothing. */
function refusal(form, input, file) {
  const limit = Number(form.dataset.maxBytes || 0);
  if (limit && file.size > limit) return form.dataset.tooLarge;
  const endings = input.accept.split(",").map((word) => word.trim().toLowerCase());
  const known = endings.filter((word) => word.startsWith("."));
  if (known.length && !known.some((ending) => file.name.toLowerCase().endsWith(ending))) return form.dataset.wrongKind;
  return "";
}

function line(form, file) {
  const item = document.createElement("li");
  item.className = "upload";
  const name = document.createElement("span");
  name.textContent = file.name;
  const cancel = document.createElement("button");
  cancel.type = "button";
  cancel.className = "btn btn-quiet btn-sm";
  cancel.textContent = form.dataset.cancel;
  cancel.setAttribute("aria-label", `${form.dataset.cancel}: ${file.name}`);
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  const words = document.createElement("span");
  words.className = "upload-words";
  words.textContent = "0 %";
  item.append(name, cancel, bar, words);
  form.querySelector(".uploads").append(item);
  const row = { form, item, cancel, bar, words, request: null };
  cancel.addEventListener("click", () => stop(row));
  return row;
}

function stop(row) {
  const place = waiting.findIndex((job) => job.row === row);
  if (place >= 0) waiting.splice(place, 1);
  if (row.request) row.request.abort();
  row.item.remove();
}

function fail(row, sentence) {
  row.item.dataset.tone = "danger";
  row.words.textContent = sentence;
  row.cancel.textContent = row.form.dataset.remove;
  row.request = null;
}

function next() {
  while (running < SIMULTANEOUS && waiting.length) send(waiting.shift());
}

function send({ form, input, file, row }) {
  const data = new FormData(form);
  data.delete(input.name);
  data.append(input.name, file);
  const request = new XMLHttpRequest();
  row.request = request;
  running += 1;
  request.open("POST", form.action);
  request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    const percent = Math.floor((event.loaded / event.total) * 100);
    row.bar.value = percent;
    row.words.textContent = percent === 100 ? form.dataset.checking : `${percent} %`;
  });
  request.addEventListener("loadend", () => {
    running -= 1;
    answer(row, request);
    next();
  });
  request.send(data);
}

function answer(row, request) {
  if (request.status === 0 && !row.item.isConnected) return; // cancelled
  let reply = null;
  try {
    reply = JSON.parse(request.responseText);
  } catch {
    reply = null; // a proxy or a sign-in page answered instead of us
  }
  if (request.status >= 400 || !reply?.ok) return fail(row, reply?.error || row.form.dataset.failed);
  row.item.dataset.tone = "good";
  row.words.textContent = row.form.dataset.done;
  row.cancel.remove();
  show(row.form, reply);
}

/* Puts the new list in its place, or loads the page again once nothing is under way. */
function show(form, reply) {
  const target = form.dataset.target && document.querySelector(form.dataset.target);
  if (target && typeof reply.html === "string") {
    target.innerHTML = reply.html;
    window.htmx?.process(target);
  } else if (!running && !waiting.length && !form.querySelector('.upload[data-tone="danger"]')) {
    location.reload();
  }
}
