/* A chart whose points can be chosen: by mouse, by finger, or by walking over it with
   the arrow keys. It is one tab stop; each point is spoken as its hover text. */
(function () {
  "use strict";
  const KEYS = {
    ArrowRight: [1, 0],
    ArrowLeft: [-1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  };

  /* Every point that has both a name to choose by and words to speak. */
  function points(plot) {
    const found = [];
    // Not plot.data: there, numbers may still be packed as they were sent.
    plot._fullData.forEach((trace) => {
      const [names, words] = [trace.customdata, trace.hovertext];
      if (!names || !words || !trace.x) return;
      // "x2" is the axis that the layout calls "xaxis2".
      const xaxis = plot._fullLayout[trace.xaxis.replace("x", "xaxis")];
      const yaxis = plot._fullLayout[trace.yaxis.replace("y", "yaxis")];
      Array.from(names).forEach((name, i) => {
        const id = Array.isArray(name) ? name[0] : name;
        const spoken = Array.isArray(words) ? words[i] : words;
        if (id === null || id === undefined || !spoken) return;
        const [x, y] = [xaxis.d2p(trace.x[i]), yaxis.d2p(trace.y[i])];
        if (!Number.isFinite(x) || !Number.isFinite(y)) return;
        found.push({
          id: String(id),
          spoken: String(spoken).replace(/<br ?\/?>/g, ". ").replace(/<[^>]+>/g, ""),
          x: x + xaxis._offset,
          y: y + yaxis._offset,
        });
      });
    });
    return found;
  }

  /* The nearest point in a direction; what lies aside counts double. */
  function next(all, from, [dx, dy]) {
    let best = null;
    let least = Infinity;
    all.forEach((each) => {
      const [x, y] = [each.x - from.x, each.y - from.y];
      const ahead = x * dx + y * dy;
      const aside = Math.abs(x * dy) + Math.abs(y * dx);
      const cost = ahead + 2 * aside;
      if (ahead > 0.5 && aside <= ahead * 1.5 && cost < least) [best, least] = [each, cost];
    });
    return best;
  }

  window.marketShaper.points = (drawing) =>
    points(drawing.querySelector(".js-plotly-plot"));

  function chosenPoint(drawing, all) {
    return all.find((each) => each.id === drawing.dataset.chosen);
  }

  function show(drawing, point) {
    let ring = drawing.querySelector(".ring");
    if (!ring) {
      ring = document.createElement("span");
      ring.className = "ring";
      ring.setAttribute("aria-hidden", "true");
      drawing.append(ring);
    }
    ring.hidden = !point;
    if (!point) return;
    ring.style.left = `${point.x}px`;
    ring.style.top = `${point.y}px`;
    ring.dataset.id = point.id;
    document.getElementById("announce").textContent = point.spoken;
  }

  function standing(drawing, all) {
    const ring = drawing.querySelector(".ring:not([hidden])");
    return ring ? all.find((each) => each.id === ring.dataset.id) : undefined;
  }

  document.addEventListener("keydown", (event) => {
    const drawing = event.target.closest && event.target.closest(".drawing[data-chooses]");
    const plot = drawing && drawing.querySelector(".js-plotly-plot");
    if (!plot || !plot._fullLayout || event.target !== drawing) return;
    const all = points(plot);
    const here = standing(drawing, all);
    if (event.key in KEYS && all.length) {
      event.preventDefault();
      const start = here || chosenPoint(drawing, all);
      if (!start) {
        const middle = { x: plot.clientWidth / 2, y: plot.clientHeight / 2 };
        const far = (each) => Math.hypot(each.x - middle.x, each.y - middle.y);
        show(drawing, all.reduce((one, other) => (far(other) < far(one) ? other : one)));
      } else show(drawing, here ? next(all, here, KEYS[event.key]) || here : start);
    } else if ((event.key === "Enter" || event.key === " ") && here) {
      event.preventDefault();
      window.marketShaper.choose({ [drawing.dataset.chooses]: here.id });
    } else if (event.key === "Escape") {
      show(drawing, null);
    }
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.matches && event.target.matches(".drawing[data-chooses]"))
      show(event.target, null);
  });

})();
