/* Forms: the error summary takes the focus, a button says that it works and is not pressed twice, a deed is asked
   about first where it says so, and nobody leaves typed text behind unasked. Pages work without any of it. */

const dialog = document.getElementById("confirm");
const confirmed = new WeakSet();
const changed = new Set();
const BUSY_LIMIT = 20_000; // a download answers without a new page: after this the button can be pressed again

function showErrors(root) {
  const summary = root.querySelector("[data-error-summary]");
  if (!summary) return;
  summary.focus({ preventScroll: true });
  summary.scrollIntoView({ block: "center" });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-error-summary] a");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  (field.closest(".form-field") ?? field).scrollIntoView({ block: "start" });
  field.focus({ preventScroll: true });
});

/* Asks the sentence of `data-confirm`, then submits again with the very same button. */
function ask(form, submitter, question) {
  dialog.querySelector("#confirm-question").textContent = question;
  dialog.querySelector("[data-confirm-yes]").onclick = () => {
    dialog.close();
    confirmed.add(form);
    form.requestSubmit(submitter);
  };
  dialog.showModal();
}

function busy(form, submitter) {
  const button = submitter ?? form.querySelector("button[type=submit]");
  form.dataset.busy = "";
  button?.setAttribute("aria-busy", "true");
  setTimeout(() => rest(form), BUSY_LIMIT);
}

function rest(form) {
  delete form.dataset.busy;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  document.querySelectorAll(`[form="${form.id}"][aria-busy]`).forEach((button) => button.removeAttribute("aria-busy"));
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
    if (question && dialog?.showModal && !confirmed.delete(form)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(form, event.submitter, question);
    } else if ("busy" in form.dataset) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  },
  true,
);

document.addEventListener("submit", (event) => {
  changed.delete(event.target);
  const byScript = event.target.matches("[data-upload], [data-no-busy], [hx-post], [hx-get], [method=dialog]");
  if (!event.defaultPrevented && !byScript) busy(event.target, event.submitter);
});

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-guard]")) changed.add(form);
});

addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});

addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-busy]").forEach(rest);
});

document.addEventListener("htmx:afterSwap", (event) => showErrors(event.detail.target));
showErrors(document);

/* What was pressed goes with the old rows: a new row begins in its first field, a removed one leads back to the button. */
document.addEventListener("htmx:afterSettle", (event) => {
  const pressed = event.detail.requestConfig?.elt;
  if (!pressed?.matches("[name=add][hx-target], [name=remove][hx-target]")) return;
  if (document.activeElement && document.activeElement !== document.body) return;
  const place = document.querySelector(pressed.getAttribute("hx-target"));
  const row = pressed.name === "add" && [...place.querySelectorAll("fieldset")].at(-1);
  const field = row && row.querySelector("input:not([type=hidden]), select, textarea");
  (field || place.querySelector("[name=add]")).focus();
});
