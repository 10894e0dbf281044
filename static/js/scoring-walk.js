/* The walk through the clauses: which one is meant, going on and back, and the keys. It saves nothing. */

const TYPING = "textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=file], [type=submit])";
const SWITCH = "scoring-keys"; // what is kept in the browser: "off" where single keys are not wanted

export class Walk {
  /* `leave(href)` goes to another page, `choose(article, number)` gives the outcome of that number. */
  constructor(page, articles, { leave, choose }) {
    this.articles = articles;
    this.leave = leave;
    this.choose = choose;
    this.bar = page.querySelector("[data-bar]");
    this.onwards = page.querySelector("[data-onwards]");
    this.keys = document.getElementById("keys");
    this.begin();
    this.listen();
  }

  /* Opens at the clause of the address, else at the first one without an answer. */
  begin() {
    const room = new ResizeObserver(() => document.documentElement.style.setProperty("--scoring-bar", `${this.bar.offsetHeight}px`));
    room.observe(this.bar);
    document.documentElement.style.setProperty("--scoring-bar", `${this.bar.offsetHeight}px`);
    const addressed = this.at(location.hash);
    const open = this.articles.find((article) => !article.querySelector("input[name=outcome][checked]"));
    this.mark(addressed ?? open ?? this.articles[0]);
    if (addressed) this.go(addressed);
    else this.place(this.current);
    // The browser goes to the address once more when everything is there.
    addEventListener("load", () => requestAnimationFrame(() => this.place(this.current)), { once: true });
  }

  listen() {
    document.addEventListener("keydown", (event) => this.press(event));
    document.addEventListener("focusin", (event) => {
      const article = event.target.closest("[data-clause]");
      if (article) this.mark(article);
      if (event.target.matches(":focus-visible")) requestAnimationFrame(() => this.clear(event.target));
    });
    document.addEventListener("click", (event) => {
      const link = event.target.closest("[data-step]");
      if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && this.here(link)) {
        event.preventDefault();
        this.follow(link);
      }
    });
    addEventListener("scroll", () => requestAnimationFrame(() => this.look()), { passive: true });
    this.offerKeys();
  }

  at(hash) {
    return this.articles.find((article) => `#${article.id}` === decodeURIComponent(hash));
  }

  here(link) {
    return link.pathname === location.pathname ? this.at(link.hash) : null;
  }

  follow(link) {
    const article = this.here(link);
    if (!article) return this.leave(link.href);
    history.replaceState(history.state, "", link.hash);
    return this.go(article);
  }

  step(by) {
    const link = this.current.querySelector(`[data-step="${by}"]`);
    if (link) this.follow(link);
  }

  go(article) {
    this.mark(article);
    article.focus({ preventScroll: true });
    this.place(article);
  }

  /* Scrolls only where the clause is not in sight as a whole. */
  place(article) {
    const { top, bottom } = article.getBoundingClientRect();
    const free = this.free();
    if (top < free.top || bottom > free.bottom) article.scrollIntoView({ block: "start", behavior: "instant" });
  }

  /* The part of the window that the bar leaves: it stands at the top, or on a phone at the bottom. */
  free() {
    const bar = this.bar.getBoundingClientRect();
    const below = getComputedStyle(this.bar).position === "fixed";
    return below ? { top: 0, bottom: bar.top } : { top: Math.max(0, bar.bottom), bottom: innerHeight };
  }

  /* What has the focus is never under the bar, not even in part. */
  clear(element) {
    if (this.bar.contains(element) || element !== document.activeElement || element.matches("[data-clause]")) return;
    const { top, bottom } = element.getBoundingClientRect();
    const free = this.free();
    if (bottom > free.bottom) scrollBy({ top: bottom - free.bottom + 8, behavior: "instant" });
    else if (top < free.top) scrollBy({ top: top - free.top - 8, behavior: "instant" });
  }

  shown(article) {
    const { top, bottom } = article.getBoundingClientRect();
    const free = this.free();
    return Math.max(0, Math.min(bottom, free.bottom) - Math.max(top, free.top));
  }

  /* After scrolling: a key must never answer a clause that is out of sight. */
  look() {
    const free = this.free();
    const room = Math.min(this.current.offsetHeight, free.bottom - free.top);
    if (this.shown(this.current) > room / 2) return;
    this.mark(this.articles.reduce((best, each) => (this.shown(each) > this.shown(best) ? each : best), this.current));
  }

  mark(article) {
    if (article === this.current) return;
    this.current?.removeAttribute("data-current");
    this.current = article;
    article.setAttribute("data-current", "");
    this.refresh();
  }

  /* The way on is the main button once the clause has its answer; on a phone it stands in the bar, under the thumb. */
  refresh() {
    for (const article of this.articles) {
      const next = article.querySelector("[data-step='1']");
      const done = "answered" in article.dataset;
      next.classList.toggle("btn-primary", done);
      next.classList.toggle("btn-secondary", !done);
    }
    this.lead([...this.current.querySelectorAll("[data-step]")]);
  }

  /* Puts the links of the clause into the bar. Those that stand there already stay the same elements: pressing one ends
     typing, which saves and comes here before the press is over, and a link that is gone by then is never followed. */
  lead(links) {
    const shown = [...this.onwards.children];
    const same = shown.length === links.length && links.every((link, number) => link.href === shown[number].href);
    if (same) links.forEach((link, number) => (shown[number].className = link.className));
    else this.onwards.replaceChildren(...links.map((link) => link.cloneNode(true)));
    this.onwards.hidden = false;
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
    const focused = document.activeElement;
    if (focused?.matches(TYPING)) {
      if (event.key === "Escape" && this.current.contains(focused)) this.go(this.current);
      return;
    }
    if (this.off || event.repeat) return;
    const key = event.key.toLowerCase();
    if (key === "?" && this.keys) this.keys.showModal();
    else if (key === "n") this.step(1);
    else if (key === "p") this.step(-1);
    else if ("1234".includes(key)) this.choose(this.current, Number(key));
    else return;
    event.preventDefault();
  }

  /* Single keys can be turned off, for those who dictate. */
  offerKeys() {
    const box = this.keys?.querySelector("[data-keys-on]");
    try {
      this.off = localStorage.getItem(SWITCH) === "off";
    } catch {
      this.off = false;
    }
    if (!box) return;
    box.checked = !this.off;
    box.addEventListener("change", () => {
      this.off = !box.checked;
      try {
        localStorage.setItem(SWITCH, this.off ? "off" : "on");
      } catch {
        // not remembered, but as chosen until the next page
      }
    });
  }
}
