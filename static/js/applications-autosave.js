/* Forms that save themselves: form[data-autosave] is sent whenever an answer changes or typing pauses (for `data-pause` ms).
   The form's output.receipt says in words how it went. Without JavaScript the form has a button and is sent as ever; with
   data-autosave="beside" the buttons do the same with it.
   The server answers {ok: true, fragments: {"#place": html}, errors: {"id of a control": html}, revision: number,
   values: {"name of a hidden input": value}} or {ok: false, error: sentence, fragments}. */

const PAUSE = 1200; // ms of no typing
const AGAIN = 10_000; // ms until a save that got lost is tried again
const SMALL = 50_000; // characters: so much outlives the page that sent it
const timers = new WeakMap();
const sending = new WeakSet();
const waiting = new Set(); // changed and not known to be saved
const pressed = new WeakMap(); // a button that waits for the save under way
const lost = new Set(); // of these, the ones that the server has not heard of

const formOf = (node) => (node instanceof Element ? node.closest("form[data-autosave]") : null);
const isBeside = (form) => form.dataset.autosave === "beside";

function later(form, pause) {
  clearTimeout(timers.get(form));
  timers.set(
    form,
    setTimeout(() => form.isConnected && waiting.has(form) && save(form), pause),
  );
}

document.addEventListener("input", (event) => {
  const form = formOf(event.target);
  if (!form) return;
  waiting.add(form);
  const chosen = event.target.matches("[type=radio], [type=checkbox]");
  later(form, chosen ? 0 : Number(form.dataset.pause ?? PAUSE));
});

/* Leaving a field does not wait for the pause. */
document.addEventListener("change", (event) => {
  const form = formOf(event.target);
  if (form && waiting.has(form)) save(form);
});

/* A button waits for the save under way, which might else arrive after it and write older words over newer ones. */
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.matches("[data-autosave]") || !isBeside(form) || !sending.has(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pressed.set(form, event.submitter);
  },
  true,
);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-autosave]") || event.defaultPrevented) return;
  if (isBeside(form)) {
    clearTimeout(timers.get(form));
    waiting.delete(form);
    return;
  }
  event.preventDefault();
  waiting.add(form);
  save(form);
});

/* A row was taken out or added: what is left is the list now. */
document.addEventListener("htmx:afterSettle", (event) => {
  const form = formOf(event.target);
  if (!form) return;
  waiting.add(form);
  later(form, PAUSE);
});

/* Another window, another page: what is typed goes first. */
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") for (const form of waiting) if (form.isConnected) save(form);
});

addEventListener("online", () => lost.forEach((form) => save(form)));
addEventListener("focus", () => lost.forEach((form) => save(form))); // signed in again in another window

addEventListener("beforeunload", (event) => {
  if ([...waiting].some((form) => form.isConnected)) event.preventDefault();
});

async function save(form) {
  clearTimeout(timers.get(form));
  if (sending.has(form)) return; // the answer to the one under way sends the newer state
  sending.add(form);
  waiting.delete(form);
  lost.delete(form);
  say(form, "saving");
  const hidden = [...form.querySelectorAll("input[type=hidden]")]; // as sent: rows that come or go meanwhile bring their own
  const outcome = await send(form);
  sending.delete(form);
  for (const field of hidden) field.value = outcome.values?.[field.name] ?? field.value;
  if (outcome.revision !== undefined) form.elements.revision.value = outcome.revision;
  if (pressed.has(form)) {
    const button = pressed.get(form);
    pressed.delete(form);
    return form.requestSubmit(button);
  }
  if (waiting.has(form)) return save(form);
  for (const [place, html] of Object.entries(outcome.fragments ?? {})) put(document.querySelector(place), html);
  if (outcome.ok) return settled(form, outcome.errors ?? {});
  waiting.add(form);
  say(form, outcome.signedOut ? "signedOut" : "failed", outcome.error);
  if (!outcome.lost) return;
  lost.add(form);
  later(form, AGAIN);
}

function settled(form, errors) {
  const faulty = Object.keys(errors).length > 0;
  if (isBeside(form)) mark(form, errors);
  if (faulty) waiting.add(form);
  else form.querySelector("[data-error-summary]")?.remove();
  say(form, faulty ? "partly" : "saved");
}

async function send(form) {
  renewToken(form);
  const data = new FormData(form);
  const size = [...data.values()].reduce((sum, value) => sum + (value.length ?? SMALL), 0);
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: data,
      headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
      keepalive: size * 3 < SMALL, // a Chinese character has three bytes
    });
    if (response.redirected || response.status === 403) return await unheard(response);
    return await response.json();
  } catch {
    return { ok: false, lost: true }; // no connection, or a page instead of an answer
  }
}

/* Signing in, in whatever window, changes the word that forms are sent with. */
function renewToken(form) {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  const field = form.elements.csrfmiddlewaretoken;
  if (token && field) field.value = token;
}

/* A sign-in page instead of an answer, or the refusal of a page that was signed in anew; or a refusal with its sentence. */
async function unheard(response) {
  try {
    return await response.json();
  } catch {
    return { ok: false, lost: true, signedOut: true };
  }
}

function say(form, how, sentence) {
  const receipt = form.querySelector(".receipt");
  const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }); // 14:03 in both languages
  const words = sentence || receipt.dataset[how] || receipt.dataset.failed;
  receipt.dataset.tone = { saving: "neutral", saved: "good", partly: "warning" }[how] ?? "danger";
  receipt.textContent = how === "saved" || how === "partly" ? `${words} ${time}` : words;
}

/* Errors stand beside their fields, gone where they are mended. The field somebody types in is left alone until it is left. */
function mark(form, errors) {
  for (const field of form.querySelectorAll(".form-field")) {
    const controls = [...field.querySelectorAll("input:not([type=hidden]), select, textarea")];
    if (!controls.length) continue;
    const id = controls[0].type === "radio" ? controls[0].id.replace(/_\d+$/, "") : controls[0].id;
    const html = errors[id] ?? "";
    const old = document.getElementById(`${id}_error`);
    if (html && !old && field.contains(document.activeElement)) continue;
    old?.remove();
    field.classList.toggle("form-field-invalid", Boolean(html));
    if (html) notes(field).insertAdjacentHTML("afterend", html);
    for (const control of controls) describe(control, `${id}_error`, Boolean(html));
  }
}

const notes = (field) => field.querySelector(".form-hint") ?? field.querySelector(".form-label");

function describe(control, error, wrong) {
  const others = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== error);
  const all = wrong && control.type !== "radio" ? [...others, error] : others;
  if (all.length) control.setAttribute("aria-describedby", all.join(" "));
  else control.removeAttribute("aria-describedby");
  if (wrong) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}

/* Puts new markup in its place; what somebody has typed there, and what stands open, stays. */
function put(place, html) {
  if (!place) return;
  const typed = [...place.querySelectorAll("textarea, input:not([type=hidden])")].filter((field) => field.value !== field.defaultValue);
  const open = [...place.querySelectorAll("details")].map((details) => details.open);
  const focus = place.contains(document.activeElement) ? document.activeElement.id : "";
  if (place.innerHTML.trim() === html.trim()) return;
  place.innerHTML = html;
  for (const field of typed) {
    const fresh = field.id && document.getElementById(field.id);
    if (fresh) fresh.value = field.value;
  }
  place.querySelectorAll("details").forEach((details, number) => {
    details.open = open[number] ?? details.open;
  });
  if (focus) document.getElementById(focus)?.focus();
}
