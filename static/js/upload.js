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
  const sound = [];
  for (const file of files) {
    const row = line(form, file);
    const problem = refusal(form, input, file);
    if (problem) fail(row, problem);
    else sound.push({ form, input, file, row });
  }
  if (form.dataset.places) return place(form, sound);
  waiting.push(...sound);
  next();
}

/* Where does each file belong? What its name does not say is asked. */
async function place(form, jobs) {
  const asked = new FormData();
  asked.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const { file } of jobs) asked.append("name", file.name);
  let places = [];
  try {
    places = (await (await fetch(form.dataset.places, { method: "POST", body: asked, headers: { Accept: "application/json" } })).json()).places;
  } catch {
    places = []; // then every file is asked about
  }
  jobs.forEach((job, number) => {
    if (!job.row.item.isConnected) return; // cancelled meanwhile
    if (places[number]) queue(job, places[number].code, places[number].title);
    else ask(job);
  });
  next();
}

function queue(job, code, title) {
  job.kind = code;
  job.row.where = title;
  waiting.push(job);
}

function ask(job) {
  const { form, row } = job;
  const select = document.getElementById("paper-choices").content.firstElementChild.cloneNode(true);
  const label = document.createElement("label");
  label.append(form.dataset.which, select);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-secondary btn-sm";
  button.textContent = form.dataset.send;
  button.setAttribute("aria-label", `${form.dataset.send}: ${job.file.name}`);
  select.setAttribute("aria-label", `${form.dataset.which} ${job.file.name}`);
  const question = document.createElement("div");
  question.className = "upload-question";
  question.append(label, button);
  row.item.dataset.tone = "waiting";
  row.item.append(question);
  row.words.textContent = "";
  button.addEventListener("click", () => {
    if (!select.value) return select.focus();
    delete row.item.dataset.tone;
    question.remove();
    row.cancel.focus();
    queue(job, select.value, select.selectedOptions[0].textContent);
    next();
  });
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
  handOver(row);
  row.item.remove();
  // Perhaps what was taken waited for this one only; a list put in its place is shown already.
  if (!row.form.dataset.target && row.form.querySelector('.upload[data-tone="good"]')) show(row.form, {});
}

/* What goes while it has the focus hands it to the place for files, else the keyboard would begin at the top again. */
function handOver(row) {
  if (row.item.contains(document.activeElement)) row.form.querySelector("input[type=file]").focus();
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

function send({ form, input, file, row, kind }) {
  const data = new FormData(form);
  data.delete(input.name);
  if (kind) data.set("kind", kind);
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
  row.words.textContent = row.where ? `${row.form.dataset.done}: ${row.where}` : row.form.dataset.done;
  handOver(row);
  row.cancel.remove();
  show(row.form, reply);
}

/* Puts the new list in its place, or loads the page again once nothing is under way, being placed or asked about. */
function show(form, reply) {
  const target = form.dataset.target && document.querySelector(form.dataset.target);
  if (target && typeof reply.html === "string") {
    target.innerHTML = reply.html;
    window.htmx?.process(target);
  } else if (!running && !document.querySelector('.upload:not([data-tone]), .upload[data-tone="waiting"]') && !form.querySelector('.upload[data-tone="danger"]')) {
    keepPlace();
    location.reload();
  }
}

/* The page that is loaded again gives the focus back to the place for files. */
const PLACE = "upload-place"; // what the tab remembers until then

function keepPlace() {
  const id = formOf(document.activeElement) && document.activeElement.id;
  try {
    if (id) sessionStorage.setItem(PLACE, location.pathname + id);
  } catch {
    // a browser that keeps nothing begins at the top
  }
}

function takePlace() {
  try {
    const kept = sessionStorage.getItem(PLACE) ?? "";
    sessionStorage.removeItem(PLACE);
    if (kept.startsWith(location.pathname)) document.getElementById(kept.slice(location.pathname.length))?.focus();
  } catch {
    // as above
  }
}

takePlace();
