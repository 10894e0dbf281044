/* The dossier: a link opens the folded part it leads to, the list of contents says where one is, and paper shows all.
   Without this script the folds are opened by hand, and the print style opens them. */

const page = document.querySelector(".dossier");
const links = [...page.querySelectorAll("[data-contents] a")];
const parts = links.map((link) => document.getElementById(link.hash.slice(1))).filter(Boolean);

function openFor(hash) {
  const part = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
  for (let at = part; at; at = at.parentElement) if (at.matches("details")) at.open = true;
  return part;
}

/* Opened before the browser jumps, so that it lands at the right height. */
page.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link) openFor(link.hash);
});

addEventListener("hashchange", () => openFor(location.hash));

function whereOneIs() {
  const line = innerHeight / 4;
  const ended = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  const passed = parts.filter((part) => part.getBoundingClientRect().top <= line);
  const here = (ended ? parts.at(-1) : passed.at(-1)) ?? parts[0];
  for (const link of links) {
    if (link.hash === `#${here.id}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

addEventListener("scroll", () => requestAnimationFrame(whereOneIs), { passive: true });

/* On paper everything is open; afterwards the folds are as they were. */
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...page.querySelectorAll("details:not([open])")].filter((each) => each.id !== "aside");
  for (const each of opened) each.open = true;
});
addEventListener("afterprint", () => {
  for (const each of opened) each.open = false;
});

if (openFor(location.hash)) document.getElementById(location.hash.slice(1)).scrollIntoView();
whereOneIs();
