/* The scoring page: every clause saves itself; here is what they share: the running score, leaving, keys.
   The score is worked out by the server and only put in its place here. Without this script each clause has a Save button. */

import { Clause } from "./scoring-clause.js";

const page = document.querySelector("[data-scoring]");
const clauses = [];

/* Fragments of the answer: bar and map belong to the page, points and receipt to the clause. */
function show(fragments = {}, article = null) {
  for (const [name, html] of Object.entries(fragments)) {
    const place = article?.querySelector(`[data-fragment="${name}"]`) ?? document.querySelector(`[data-fragment="${name}"]`);
    if (place) place.innerHTML = html;
  }
  page.querySelector("[data-not-saved]").hidden = !clauses.some((clause) => clause.isFailed);
}

async function settle() {
  await Promise.all(clauses.filter((clause) => clause.isDirty && !clause.isFailed).map((clause) => clause.save()));
  return clauses.find((clause) => clause.isDirty);
}

function pointOut(clause) {
  clause.article.scrollIntoView({ block: "center" });
  clause.article.focus({ preventScroll: true });
}

/* Leaving: what is only typed is saved first; what cannot be saved keeps the person here, or is asked about. */
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  if (!link || link.target || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (link.origin !== location.origin || !clauses.some((clause) => clause.isDirty)) return;
  event.preventDefault();
  const left = await settle();
  if (left) pointOut(left);
  else location.assign(link.href);
});

addEventListener("beforeunload", (event) => {
  if (clauses.some((clause) => clause.isDirty)) event.preventDefault();
});

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden") return;
  for (const clause of clauses) if (clause.isDirty && !clause.isFailed && !clause.lacking) clause.save({ keepalive: true });
});

/* Keys act only while the focus is in a clause and not in a text. */
document.addEventListener("keydown", (event) => {
  const at = clauses.findIndex((clause) => clause.article.contains(document.activeElement));
  const typing = document.activeElement.matches("textarea, input:not([type=radio]), select");
  if (at < 0 || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const outcomes = [...clauses[at].form.elements.outcome].map((radio) => radio.value);
  const step = { n: 1, p: -1 }[event.key];
  if (step && clauses[at + step]) pointOut(clauses[at + step]);
  else if (outcomes[event.key - 1]) clauses[at].choose(outcomes[event.key - 1]);
  else return;
  event.preventDefault();
});

function begin() {
  const words = page.dataset;
  for (const article of page.querySelectorAll("[data-clause]")) clauses.push(new Clause(article, words, show));
  page.querySelector("[data-show-not-saved]").addEventListener("click", () => {
    const failed = clauses.find((clause) => clause.isFailed);
    if (failed) pointOut(failed);
  });
}

if (page) begin();
