/* Before the first paint: light or dark, as chosen here before, else as the system is. */
(function () {
  "use strict";
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  function remembered() {
    try {
      return window.localStorage.getItem("mode");
    } catch {
      return null; // storage is switched off: the system's mode is used
    }
  }
  const mode = {
    get now() {
      return document.documentElement.dataset.theme;
    },
    listeners: [],
    put(name) {
      document.documentElement.dataset.theme = name;
      mode.listeners.forEach((each) => each(name));
    },
    choose(name) {
      try {
        window.localStorage.setItem("mode", name);
      } catch {
        /* it holds for this page only */
      }
      mode.put(name);
    },
  };
  window.marketShaper = { mode };
  mode.put(remembered() || (system.matches ? "dark" : "light"));
  system.addEventListener("change", (event) => {
    if (!remembered()) mode.put(event.matches ? "dark" : "light");
  });
})();
