/* What a figure offers beside itself: the table behind it, and files to keep. */
(function () {
  "use strict";

  function tell(words) {
    document.getElementById("announce").textContent = words;
  }

  /* --- The table behind a chart is fetched when it is opened. --- */
  async function fill(details) {
    const twin = details.querySelector(".rows");
    const source = details.dataset.rows;
    if (!details.open || twin.dataset.holds === source) return;
    twin.dataset.holds = source;
    try {
      const answer = await fetch(source);
      if (!answer.ok) throw new Error(String(answer.status));
      const rows = await answer.text();
      if (twin.dataset.holds !== source) return;
      twin.innerHTML = rows;
      window.marketShaper.letScroll();
    } catch {
      delete twin.dataset.holds;
      twin.textContent = "The rows did not arrive. Close this and open it again.";
    }
  }

  /* --- A drawing that stands in a fold is fetched when that is opened. --- */
  const isHidden = (slot) => slot.closest("details:not([open])") !== null;
  function isThere(slot) {
    const plot = slot.querySelector(".js-plotly-plot");
    return slot.dataset.holds === slot.dataset.fetch && plot && plot.data && plot.data.length;
  }
  async function fetchDrawing(slot) {
    const source = slot.dataset.fetch;
    if (isHidden(slot) || isThere(slot) || slot.dataset.asked === source) return;
    slot.dataset.asked = source;
    const frame = slot.closest("figure");
    const failed = slot.querySelector(".unfetched");
    if (failed) failed.remove();
    frame.classList.add("is-fetching");
    try {
      const answer = await fetch(source);
      if (!answer.ok) throw new Error(String(answer.status));
      const { figure } = await answer.json();
      if (slot.dataset.fetch !== source) return;
      const style = { height: `${figure.layout.height}px`, width: "100%" };
      slot.style.height = style.height;
      slot.dataset.there = "";
      slot.dataset.holds = source;
      window.dash_clientside.set_props(JSON.parse(slot.dataset.graph), { figure, style });
      tell(slot.getAttribute("aria-label"));
    } catch {
      const said = document.createElement("p");
      said.className = "note unfetched";
      said.textContent = "The chart did not arrive. Close this and open it again.";
      slot.append(said);
    } finally {
      if (slot.dataset.asked === source) {
        delete slot.dataset.asked;
        frame.classList.remove("is-fetching");
      }
    }
  }
  const fetchAll = (within) =>
    within.querySelectorAll(".drawing[data-fetch]").forEach(fetchDrawing);

  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target.matches("details[data-rows]")) fill(event.target);
      fetchAll(event.target);
    },
    true,
  );
  new MutationObserver((seen) => {
    seen.forEach(({ target }) => {
      if (target.matches("[data-rows]")) fill(target);
      if (target.matches("[data-fetch]")) fetchDrawing(target);
      // A page has come: what it put in anew may stand in a fold that is open.
      if (target === document.documentElement)
        window.setTimeout(() => fetchAll(document), 50);
    });
  }).observe(document.documentElement, {
    subtree: true,
    attributeFilter: ["data-rows", "data-fetch", "data-ready"],
  });

  /* --- PNG and SVG are drawn here, light, from the figure as it would be printed. --- */
  async function draw(link) {
    const frame = link.closest("figure").querySelector(".drawing");
    const url = new URL(link.href);
    if (frame) url.searchParams.set("_width", frame.clientWidth);
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(String(answer.status));
    const { name, figure } = await answer.json();
    const format = link.dataset.draw;
    const image = await window.Plotly.toImage(figure, {
      format,
      width: figure.layout.width,
      height: figure.layout.height,
      scale: format === "png" ? 2 : 1,
    });
    const save = document.createElement("a");
    save.href = image;
    save.download = `${name}.${format}`;
    save.click();
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-draw]");
    if (!link) return;
    event.preventDefault();
    draw(link).then(
      () => tell(`${link.dataset.draw.toUpperCase()} saved`),
      () => tell("The picture could not be made. The CSV holds the same rows."),
    );
  });

  /* --- Paper: every chart light, and of the sheet's width, while it is printed. --- */
  const SHEET = 690; // pixels of an A4 sheet between its margins, at 96 to the inch
  const printed = [];
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("figure .drawing").forEach((drawing) => {
      const plot = drawing.querySelector(".js-plotly-plot");
      const link = drawing.closest("figure").querySelector("a[data-draw]");
      if (!plot || !link) return;
      const url = new URL(link.href);
      url.searchParams.set("_width", Math.min(SHEET, drawing.clientWidth));
      url.searchParams.set("_print", "1");
      // Printing waits for nobody: this must be there when the handler returns.
      const ask = new XMLHttpRequest();
      ask.open("GET", url, false);
      ask.send();
      if (ask.status !== 200) return;
      const { figure } = JSON.parse(ask.responseText);
      printed.push([plot, plot.data, plot.layout, drawing.style.height]);
      drawing.style.height = `${figure.layout.height}px`;
      window.Plotly.react(plot, figure.data, figure.layout);
    });
  });
  window.addEventListener("afterprint", () => {
    printed.splice(0).forEach(([plot, data, layout, height]) => {
      plot.closest(".drawing").style.height = height;
      window.Plotly.react(plot, data, layout);
    });
  });
})();
