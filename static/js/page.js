/* What every page has: menus that close, dialogs, copying, tables that can be scrolled by keyboard. */

const menus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;

  const opener = event.target.closest("[data-dialog-open]");
  if (opener) document.getElementById(opener.dataset.dialogOpen)?.showModal();

  const closer = event.target.closest("[data-dialog-close]");
  if (closer) closer.closest("dialog")?.close();

  const copier = event.target.closest("[data-copy]");
  if (copier) copy(copier);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  const words = button.textContent;
  button.textContent = document.getElementById("confirm")?.dataset.copied ?? words;
  setTimeout(() => {
    button.textContent = words;
  }, 1500);
}

/* The tab of this page is in sight, however many there are. */
for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
  const list = tab.closest(".tabs");
  list.scrollLeft = tab.offsetLeft - list.offsetLeft - (list.clientWidth - tab.offsetWidth) / 2;
}

/* A frame that scrolls must be reachable by keyboard; one that does not, must not be a stop on the way. */
function reach(frame) {
  const scrolls = frame.scrollWidth > frame.clientWidth + 1;
  if (scrolls) {
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", frame.dataset.caption);
  } else {
    for (const name of ["tabindex", "role", "aria-label"]) frame.removeAttribute(name);
  }
}

const observer = new ResizeObserver((entries) => entries.forEach((entry) => reach(entry.target)));
const watchTables = (root) => root.querySelectorAll(".table-frame").forEach((frame) => observer.observe(frame));
watchTables(document);
document.addEventListener("htmx:load", (event) => watchTables(event.detail.elt));
