/* Forms that save themselves: form[data-autosave] is sent whenever an answer changes or typing pauses. The form's
   output.receipt says in words how it went. Without JavaScript the form has a button and is sent as ever.
   The server answers {ok: true, fragments: {"#place": html}} or {ok: false, error: sentence}. */

const PAUSE = 1200; // ms of no typing
const timers = new WeakMap();
const sending = new WeakSet();
const waiting = new Set(); // changed and not known to be saved

const formOf = (node) => (node instanceof Element ? node.closest("form[data-autosave]") : null);

document.addEventListener("input", (event) => {
  const form = formOf(event.target);
  if (!form) return;
  waiting.add(form);
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), event.target.matches("[type=radio], [type=checkbox]") ? 0 : PAUSE));
});

/* Leaving a field does not wait for the pause. */
document.addEventListener("change", (event) => {
  const form = formOf(event.target);
  if (form && waiting.has(form)) save(form);
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-autosave]")) return;
  event.preventDefault();
  waiting.add(event.target);
  save(event.target);
});

addEventListener("beforeunload", (event) => {
  if ([...waiting].some((form) => form.isConnected)) event.preventDefault();
});

async function save(form) {
  clearTimeout(timers.get(form));
  if (sending.has(form)) return; // the answer to the one under way sends the newer state
  sending.add(form);
  waiting.delete(form);
  say(form, "saving");
  const outcome = await send(form);
  sending.delete(form);
  if (waiting.has(form)) return save(form);
  if (outcome.ok) {
    say(form, "saved");
    Object.entries(outcome.fragments ?? {}).forEach(([place, html]) => put(document.querySelector(place), html));
  } else {
    waiting.add(form);
    say(form, "failed", outcome.error);
  }
}

async function send(form) {
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
    });
    return await response.json();
  } catch {
    return { ok: false }; // no connection, or a sign-in page instead of an answer
  }
}

function say(form, how, sentence) {
  const receipt = form.querySelector(".receipt");
  const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }); // 14:03 in both languages
  receipt.dataset.tone = { saving: "neutral", saved: "good", failed: "danger" }[how];
  receipt.textContent = how === "saved" ? `${receipt.dataset.saved} ${time}` : sentence || receipt.dataset[how];
}

/* Puts new markup in its place; what somebody has typed there, and what stands open, stays. */
function put(place, html) {
  if (!place) return;
  const typed = [...place.querySelectorAll("textarea, input:not([type=hidden])")].filter((field) => field.value !== field.defaultValue);
  const open = [...place.querySelectorAll("details")].map((details) => details.open);
  const focus = place.contains(document.activeElement) ? document.activeElement.id : "";
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
