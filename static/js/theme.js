/* Light or dark, decided before the first paint: what was chosen here, else what the system prefers.
   Loaded without `defer` on purpose; everything else can wait. */
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const preferred = () => (system.matches ? "dark" : "light");

  const chosen = () => {
    try {
      const theme = localStorage.getItem("theme");
      return theme === "dark" || theme === "light" ? theme : null;
    } catch {
      return null; // storage is refused in some private windows: then the system decides
    }
  };

  const choose = (theme) => {
    root.dataset.bsTheme = theme;
    try {
      // Choosing what the system prefers means following it again.
      if (theme === preferred()) localStorage.removeItem("theme");
      else localStorage.setItem("theme", theme);
    } catch {
      // not remembered, but shown until the next page
    }
  };

  const apply = () => {
    root.dataset.bsTheme = chosen() ?? preferred();
  };

  root.classList.add("js");
  apply();
  system.addEventListener("change", apply);
  addEventListener("storage", apply);
  addEventListener("DOMContentLoaded", () => {
    for (const toggle of document.querySelectorAll("[data-theme-toggle]")) {
      toggle.hidden = false;
      toggle.addEventListener("click", () => {
        choose(root.dataset.bsTheme === "dark" ? "light" : "dark");
      });
    }
  });
})();
