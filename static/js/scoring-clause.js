/* One clause of the form: saves what is typed, shows what became of it, and never loses an answer that was not saved. */

import { send } from "./scoring-save.js";

const FIELDS = ["drawn", "failed", "reason", "remark"];
const NEEDED = { sampled: ["drawn", "failed"], excluded: ["reason"] };
const TYPING_PAUSE = 1_500;

export class Clause {
  constructor(article, words, onChange) {
    this.article = article;
    this.form = article.querySelector("form.answer");
    this.words = words;
    this.onChange = onChange;
    this.saved = this.answer({ asServed: true });
    this.sending = null;
    this.timer = 0;
    this.state = "rest"; // rest · waiting · saving · failed · conflict
    this.listen();
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.form.addEventListener("input", (event) => {
      if (event.target.type !== "radio") this.later();
    });
    this.form.addEventListener("change", () => {
      this.reveal();
      this.save();
    });
    for (const button of this.article.querySelectorAll("[data-answer]")) {
      button.addEventListener("click", () => this.fill({ outcome: button.dataset.answer, ...button.dataset }));
    }
    this.part("take-theirs").addEventListener("click", () => this.takeTheirs());
    this.part("take-mine").addEventListener("click", () => this.takeMine());
  }

  /* The answer as it stands on the page, or as the server sent it (a browser that goes back may fill in what was typed);
     what does not belong to the outcome does not count. */
  answer({ asServed = false } = {}) {
    const chosen = [...this.form.elements.outcome].find((radio) => (asServed ? radio.defaultChecked : radio.checked))?.value ?? "";
    const counts = ["remark", ...(NEEDED[chosen] ?? [])];
    const text = (field) => (asServed ? field.defaultValue : field.value).trim();
    return JSON.stringify([chosen, ...FIELDS.map((name) => (counts.includes(name) ? text(this.form.elements[name]) : ""))]);
  }

  get isDirty() {
    return this.answer() !== this.saved || this.state === "failed" || this.state === "conflict";
  }

  get isFailed() {
    return this.state === "failed" || this.state === "conflict";
  }

  /* What is missing before this can be sent at all, as a sentence; empty where it can. */
  get lacking() {
    const outcome = this.form.elements.outcome.value;
    if (!outcome) return this.words.choose;
    return this.emptyField() ? this.words.incomplete : "";
  }

  /* Shows the fields that belong to the outcome; telling the style sheet works in browsers too old for :has(). */
  reveal() {
    this.form.dataset.chosen = this.form.elements.outcome.value;
  }

  /* By a key: where the outcome needs a figure or a reason, the next key is already part of it. */
  choose(outcome) {
    this.fill({ outcome });
    this.emptyField()?.focus();
  }

  emptyField() {
    const empty = (NEEDED[this.form.elements.outcome.value] ?? []).find((name) => !this.form.elements[name].value.trim());
    return empty && this.form.elements[empty];
  }

  fill({ outcome, drawn, failed, reason }) {
    const radio = this.form.querySelector(`input[name=outcome][value=${outcome}]`);
    if (!radio || radio.matches(":disabled")) return;
    radio.checked = true;
    for (const [name, value] of Object.entries({ drawn, failed, reason })) {
      if (value !== undefined) this.form.elements[name].value = value;
    }
    this.reveal();
    this.save();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), TYPING_PAUSE);
    this.onChange();
  }

  /* Saves what stands here. One request at a time; what is typed meanwhile follows in the next one. */
  async save({ keepalive = false } = {}) {
    clearTimeout(this.timer);
    if (this.sending) return this.sending.then(() => this.isDirty && !this.isFailed && this.save());
    if (!this.isDirty) return undefined;
    if (this.lacking) return this.wait();
    const sent = this.answer();
    this.say("saving", this.words.saving);
    this.sending = send(this.form, this.words, keepalive).then((outcome) => {
      this.sending = null;
      this.take(outcome, sent);
    });
    await this.sending;
    if (this.state === "rest" && this.isDirty) return this.save();
    return undefined;
  }

  wait() {
    this.say("waiting", this.lacking);
    const within = this.form.contains(document.activeElement) && document.activeElement.type === "radio";
    if (within) this.emptyField()?.focus();
  }

  take(outcome, sent) {
    this.showErrors(outcome);
    const box = this.part("conflict");
    box.hidden = outcome.kind !== "conflict";
    if (outcome.kind === "saved") {
      this.saved = sent;
      this.form.elements.revision.value = outcome.revision;
      this.article.dataset.answered = "";
      this.say("rest", "");
      this.onChange(outcome, this.article);
    } else if (outcome.kind === "conflict") {
      this.part("conflict-words").innerHTML = outcome.conflict;
      this.theirs = outcome.current;
      this.say("conflict", "");
    } else {
      this.say("failed", outcome.sentence ?? (outcome.sentences?.join(" ") || this.words.check));
    }
  }

  /* Only this press overwrites what someone else saved; any other save is refused again. */
  takeMine() {
    this.form.elements.revision.value = this.theirs?.revision ?? 0;
    this.save();
  }

  takeTheirs() {
    for (const name of FIELDS) this.form.elements[name].value = this.theirs?.[name] ?? "";
    for (const radio of this.form.elements.outcome) radio.checked = radio.value === this.theirs?.outcome;
    this.saved = this.answer();
    this.part("conflict").hidden = true;
    this.say("rest", "");
    location.reload(); // everything else about the answer is the server's to say
  }

  showErrors({ errors = {} }) {
    for (const name of FIELDS) {
      const field = this.form.elements[name];
      const note = this.form.querySelector(`[data-error-of=${name}]`) ?? this.noteFor(field, name);
      note.textContent = (errors[name] ?? []).join(" ");
      note.hidden = !errors[name];
      field.toggleAttribute("aria-invalid", Boolean(errors[name]));
      if (errors[name]) field.setAttribute("aria-invalid", "true");
    }
    const whole = [...(errors.outcome ?? []), ...(errors.__all__ ?? [])];
    this.part("error").textContent = whole.join(" ");
    this.part("error").hidden = !whole.length;
  }

  noteFor(field, name) {
    const note = document.createElement("p");
    note.className = "form-error";
    note.dataset.errorOf = name;
    note.id = `${field.id}-said`;
    field.setAttribute("aria-describedby", note.id);
    field.before(note);
    return note;
  }

  say(state, sentence) {
    this.state = state;
    this.article.dataset.state = state;
    const receipt = this.form.querySelector(".receipt");
    const tones = { rest: "good", waiting: "warning", saving: "neutral", failed: "danger", conflict: "danger" };
    receipt.dataset.tone = tones[state];
    if (sentence) receipt.textContent = sentence;
    this.part("again").hidden = state !== "failed";
    if (state === "waiting" || state === "failed") delete this.article.dataset.answered;
    this.onChange({ said: state === "saving" ? "" : sentence });
  }

  part(name) {
    return this.article.querySelector(`[data-${name}]`);
  }
}
