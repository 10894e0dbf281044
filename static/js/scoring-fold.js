/* Long texts fold to a few lines, so that a clause and its answer are seen at once; a button shows the rest. */

let number = 0;

export function fold(box, words) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "fold-button";
  number += 1;
  box.id ||= `fold-${number}`;
  button.setAttribute("aria-controls", box.id);
  box.after(button);
  box.dataset.fold = "folded";

  const show = (open) => {
    box.dataset.fold = open ? "open" : "folded";
    button.textContent = open ? words.less : words.more;
    button.setAttribute("aria-expanded", String(open));
  };
  // What fits needs no button; narrower, larger or turned, it may need one after all.
  const measure = () => {
    if (box.dataset.fold !== "folded") return;
    button.hidden = true; // it may itself take the room that is lacking
    button.hidden = box.scrollHeight <= box.clientHeight + 2;
  };
  button.addEventListener("click", () => show(box.dataset.fold !== "open"));
  show(false);
  measure();
  new ResizeObserver(measure).observe(box);
}

/* A text that grows with what is typed, in browsers whose style sheets cannot say so. */
export function grow(area) {
  if (CSS.supports("field-sizing", "content")) return;
  const fit = () => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  area.addEventListener("input", fit);
  fit();
}
