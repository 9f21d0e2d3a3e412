/* The page follows from the address: a choice changes the address, the server answers
   with the page that belongs there, and here only what differs is put in place, so that
   focus, scroll and the charts that stay the same are left alone. */
(function () {
  "use strict";
  const shaper = window.marketShaper;
  const set = (where, props) => window.dash_clientside.set_props(where, props);

  /* Where the page's children hang in the layout; app.py lays it out so. */
  const ROOT = ["components", "props", "children", 0];
  /* What a browser adds to a component and a server never sends. */
  const CLIENT_ONLY = /^(n_clicks|n_clicks_timestamp|setProps|id|key|dashRenderType)$/;

  const isPart = (node) => node !== null && typeof node === "object" && !Array.isArray(node);
  const equal = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const list = (children) =>
    children === undefined || children === null ? [] : [].concat(children);

  /* List the changes that turn one component into another; null when it cannot be. */
  function changes(old, fresh, path) {
    if (old.type !== fresh.type || old.namespace !== fresh.namespace) return null;
    if (!equal(old.props.id, fresh.props.id)) return null;
    const own = {};
    for (const name of Object.keys(fresh.props)) {
      if (name !== "children" && !equal(old.props[name], fresh.props[name]))
        own[name] = fresh.props[name];
    }
    if (fresh.type !== "Graph") {
      for (const name of Object.keys(old.props)) {
        if (name !== "children" && !(name in fresh.props) && !CLIENT_ONLY.test(name))
          own[name] = null;
      }
    }
    const below = childChanges(old, fresh, path);
    if (below === null) own.children = fresh.props.children ?? null;
    const here = Object.keys(own).length ? [[path, own]] : [];
    return here.concat(below || []);
  }

  /* List the changes among the children; null when they are to be put in anew. */
  function childChanges(old, fresh, path) {
    const [before, after] = [old.props.children, fresh.props.children];
    if (equal(before, after)) return [];
    // A table's rows are many and small: one change of the whole is the quick way.
    if (fresh.type === "Table" || Array.isArray(before) !== Array.isArray(after)) return null;
    const [olds, freshes] = [list(before), list(after)];
    if (olds.length !== freshes.length) return null;
    const found = [];
    for (let i = 0; i < olds.length; i += 1) {
      if (isPart(olds[i]) && isPart(freshes[i])) {
        const at = [...path, "props", "children", ...(Array.isArray(after) ? [i] : [])];
        const inside = changes(olds[i], freshes[i], at);
        if (inside === null) return null;
        found.push(...inside);
      } else if (!equal(olds[i], freshes[i])) return null;
    }
    return found;
  }

  function put(tree, current) {
    const old = { type: "Div", namespace: "", props: { children: current } };
    const fresh = { type: "Div", namespace: "", props: { children: tree } };
    for (const [path, props] of changes(old, fresh, ROOT)) set(path, props);
  }

  /* Focus that stood on a part put in anew goes to its successor. */
  function keepFocus(act) {
    const held = document.activeElement;
    const words = held && (held.getAttribute("aria-label") || held.textContent);
    act();
    requestAnimationFrame(() => {
      if (!held || held === document.body || held.isConnected) return;
      const successor =
        (held.id && document.getElementById(held.id)) ||
        [...document.querySelectorAll(`main ${held.tagName.toLowerCase()}`)].find(
          (each) => (each.getAttribute("aria-label") || each.textContent) === words,
        );
      if (successor) successor.focus({ preventScroll: true });
    });
  }

  let place = null;
  function arrive(sent, current) {
    if (!sent) return window.dash_clientside.no_update;
    keepFocus(() => put(sent.tree, current));
    document.title = sent.title;
    const moved = place !== null && place !== sent.place;
    const first = place === null;
    place = sent.place;
    shaper.at = sent.at;
    if (moved || first) {
      window.requestAnimationFrame(() => {
        if (window.location.hash) standAt(window.location.hash.slice(1));
        else if (moved) {
          window.scrollTo(0, 0);
          document.getElementById("question").focus({ preventScroll: true });
        }
      });
    }
    silence(false);
    window.requestAnimationFrame(letScroll);
    const root = document.documentElement.dataset;
    root.ready = String(Number(root.ready || 0) + 1);
    return first ? "" : sent.said;
  }

  /* When the server does not answer, the page stands as it was and says so. */
  function silence(isSilent) {
    let box = document.getElementById("silence");
    if (!isSilent) return box && box.remove();
    if (!box) {
      box = document.createElement("div");
      box.id = "silence";
      box.className = "err";
      box.setAttribute("role", "alert");
      document.body.prepend(box);
    }
    box.textContent =
      "Market Shaper does not answer, so nothing here has changed. Start it again with " +
      "market-shaper serve, then load this page again.";
  }
  const fetched = window.fetch;
  window.fetch = async (...asked) => {
    const isAnswer = String(asked[0]).includes("/_dash-update-component");
    try {
      const answer = await fetched(...asked);
      if (isAnswer && answer.status >= 500) silence(true);
      return answer;
    } catch (fault) {
      if (isAnswer) silence(true);
      throw fault;
    }
  };

  /* Go to an address of ours without loading the page again. */
  function go(href) {
    const url = new URL(href, window.location.href);
    const { pathname, search } = window.location;
    const isHere = url.pathname === pathname && url.search === search;
    set("address", { pathname: url.pathname, search: url.search, hash: url.hash });
    // No new answer will come, so nothing else would move there.
    if (isHere && url.hash) standAt(url.hash.slice(1));
  }

  function standAt(id) {
    const part = document.getElementById(id);
    if (!part) return;
    part.scrollIntoView();
    part.setAttribute("tabindex", "-1");
    part.focus({ preventScroll: true });
  }

  shaper.go = go;

  /* Make choices and keep the rest of the address. */
  shaper.choose = function (choices) {
    const path = window.location.pathname === "/" ? shaper.at : window.location.pathname;
    const query = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(choices)) query.set(name, value);
    go(`${path}?${query}`);
  };

  /* What scrolls takes the keyboard's focus, so that the arrows can move it. */
  function letScroll() {
    document.querySelectorAll(".scroll, .rows").forEach((box) => {
      const overflows =
        box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
      if (!overflows) {
        ["tabindex", "role", "aria-label"].forEach((name) => box.removeAttribute(name));
        return;
      }
      const caption = box.querySelector("caption");
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", caption ? caption.textContent : "Table");
    });
  }
  shaper.letScroll = letScroll;

  /* The content's width in steps, so that a chart is redrawn and never shrunk. */
  const STEP = 20;
  function width() {
    const page = document.getElementById("page");
    const room = Math.min(page.clientWidth, 1312) - 32;
    return Math.max(280, Math.floor(room / STEP) * STEP);
  }
  function look() {
    return { width: width(), mode: shaper.mode.now };
  }
  let told = "";
  function tellLook() {
    if (JSON.stringify(look()) === told) return;
    told = JSON.stringify(look());
    set("look", { data: look() });
  }
  function watch() {
    told = JSON.stringify(look());
    let waiting = 0;
    new ResizeObserver(() => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => {
        tellLook();
        letScroll();
      }, 150);
    }).observe(document.getElementById("page"));
    shaper.mode.listeners.push(tellLook);
    return look();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const plain = !event.defaultPrevented && event.button === 0 &&
      !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (link && plain && link.dataset.page !== undefined) {
      event.preventDefault();
      document.querySelectorAll("details.drop[open]").forEach((each) => { each.open = false; });
      go(link.getAttribute("href"));
      return;
    }
    const button = event.target.closest("button[data-act]");
    if (button) ACTS[button.dataset.act](button);
    document.querySelectorAll("details.drop[open]").forEach((each) => {
      if (!each.contains(event.target)) each.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    const drop = event.key === "Escape" && event.target.closest("details.drop[open]");
    if (drop) {
      drop.open = false;
      drop.querySelector("summary").focus();
    }
  });

  function unfold(button, target) {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    target.classList.toggle("is-open", open);
  }
  const ACTS = {
    mode() {
      shaper.mode.choose(shaper.mode.now === "dark" ? "light" : "dark");
    },
    menu(button) {
      unfold(button, document.querySelector("header.top"));
    },
    controls(button) {
      unfold(button, button.closest(".controls"));
    },
    "show-all"(button) {
      unfold(button, button.closest(".folded"));
    },
    async copy(button) {
      const words = button.textContent;
      const url = new URL(button.dataset.href, window.location.href).href;
      let said = "Link copied";
      try {
        await window.navigator.clipboard.writeText(url);
      } catch {
        said = "Copy it from the address bar";
      }
      button.textContent = said;
      document.getElementById("announce").textContent = said;
      window.setTimeout(() => { button.textContent = words; }, 2000);
    },
  };

  /* A click on a chart whose points can be chosen. */
  function click(_) {
    const { triggered_id: graph, triggered } = window.dash_clientside.callback_context;
    const points = triggered[0] && triggered[0].value && triggered[0].value.points;
    if (!graph || !graph.chooses || !points) return;
    const point = points.find((each) => each.customdata !== undefined && each.customdata !== null);
    set(graph, { clickData: null }); // so that the same point can be chosen again
    if (point) shaper.choose({ [graph.chooses]: String([].concat(point.customdata)[0]) });
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.page = { arrive, watch, click };
  window.marketShaper.changes = changes;
})();
