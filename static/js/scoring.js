/* The scoring page: every clause saves itself; here is what they share: the running score, what is said aloud, leaving.
   The score is worked out by the server and only put in its place here. Without this script each clause has a Save button. */

import { Clause } from "./scoring-clause.js";
import { fold, grow } from "./scoring-fold.js";
import { Walk } from "./scoring-walk.js";

const page = document.querySelector("[data-scoring]");
const clauses = [];
let walk = null;

/* Fragments of the answer: bar and map belong to the page, points and receipt to the clause. One sentence is said aloud. */
function show({ fragments = {}, said = "" } = {}, article = null) {
  for (const [name, html] of Object.entries(fragments)) {
    const place = article?.querySelector(`[data-fragment="${name}"]`) ?? document.querySelector(`[data-fragment="${name}"]`);
    if (place) place.innerHTML = html;
  }
  if (said) page.querySelector("[data-said]").textContent = said;
  page.querySelector("[data-not-saved]").hidden = !clauses.some(isStuck);
  walk?.refresh();
}

/* Failed, or left behind half filled in. */
function isStuck(clause) {
  return clause.isFailed || (clause.state === "waiting" && clause.isDirty && clause.article !== walk?.current);
}

async function settle() {
  await Promise.all(clauses.filter((clause) => clause.isDirty && !clause.isFailed).map((clause) => clause.save()));
  return clauses.find((clause) => clause.isDirty);
}

/* Leaving: what is only typed is saved first; what cannot be saved keeps the person here, or is asked about. */
async function leave(href) {
  const left = await settle();
  if (left) walk.go(left.article);
  else location.assign(href);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || link.target || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const stays = link.pathname === location.pathname && link.hash;
  if (stays || link.origin !== location.origin || !clauses.some((clause) => clause.isDirty)) return;
  event.preventDefault();
  leave(link.href);
});

addEventListener("beforeunload", (event) => {
  if (clauses.some((clause) => clause.isDirty)) event.preventDefault();
});

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden") return;
  for (const clause of clauses) if (clause.isDirty && !clause.isFailed && !clause.lacking) clause.save({ keepalive: true });
});

function choose(article, number) {
  const clause = clauses.find((each) => each.article === article);
  const radio = clause?.form.elements.outcome[number - 1];
  if (radio) clause.choose(radio.value);
}

/* On a phone the map of indicators is folded; what links to it opens it. */
function foldMap() {
  const map = document.querySelector("[data-map]");
  if (matchMedia("(max-width: 79.99rem)").matches) map.open = location.hash === "#map";
  addEventListener("hashchange", () => {
    if (location.hash === "#map") map.open = true;
  });
}

function begin() {
  const articles = [...page.querySelectorAll("[data-clause]")];
  for (const box of page.querySelectorAll("[data-fold]")) fold(box, page.dataset);
  foldMap();
  if ("writable" in page.dataset) {
    for (const article of articles) clauses.push(new Clause(article, page.dataset, show));
    for (const area of page.querySelectorAll(".answer textarea")) grow(area);
  }
  walk = new Walk(page, articles, { leave, choose });
  page.querySelector("[data-show-not-saved]").addEventListener("click", () => {
    const stuck = clauses.find(isStuck);
    if (stuck) walk.go(stuck.article);
  });
}

if (page) begin();
