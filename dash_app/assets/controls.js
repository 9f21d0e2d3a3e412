/* The controls: native elements, so that keyboard, phone and screen reader know them.
   Each tells the address what was chosen; the page follows from the address. */
(function () {
  "use strict";
  const h = window.React.createElement;
  const { useEffect, useRef, useState } = window.React;

  function choose(props, value) {
    props.setProps({ value });
    window.marketShaper.choose({ [props.name]: value });
  }

  function Select(props) {
    const id = `control-${props.name}`;
    return h(
      "div",
      { className: "ctl" },
      h("label", { htmlFor: id }, props.label),
      h(
        "span",
        { className: "sel" },
        h(
          "select",
          { id, value: props.value, onChange: (event) => choose(props, event.target.value) },
          props.options.map((each) =>
            h("option", { key: each.value, value: each.value }, each.label),
          ),
        ),
      ),
    );
  }

  function decimals(step) {
    return (String(step).split(".")[1] || "").length;
  }

  /* A range and a number box that say the same; the pale band is the tested range. */
  function Slider(props) {
    const { low, high, step, band } = props;
    const [draft, setDraft] = useState(props.value);
    const [typed, setTyped] = useState(null);
    const range = useRef(null);
    useEffect(() => {
      setDraft(props.value);
      setTyped(null);
    }, [props.value]);
    // React calls every movement a change; the browser's own event is the letting go.
    const commit = useRef(null);
    commit.current = (value) => {
      const held = Math.min(high, Math.max(low, Number(value)));
      const exact = (Math.round((held - low) / step) * step + low).toFixed(decimals(step));
      setDraft(exact);
      setTyped(null);
      if (Number(exact) !== Number(props.value)) choose(props, exact);
    };
    useEffect(() => {
      const element = range.current;
      const settle = () => commit.current(element.value);
      element.addEventListener("change", settle);
      return () => element.removeEventListener("change", settle);
    }, []);
    const share = (value) => (100 * (value - low)) / (high - low);
    const within = (value) => Math.min(100, Math.max(0, share(value)));
    const id = `control-${props.name}`;
    const says = `${id}-note`;
    const write = (value) =>
      Number(value).toLocaleString("en-GB", { maximumFractionDigits: decimals(step) });
    /* As it would be printed: 96,000, £2.60, 10%. */
    const unit = props.unit || "";
    const shown = (value) =>
      (unit.startsWith("£") ? "£" : "") +
      Number(value).toLocaleString("en-GB", {
        minimumFractionDigits: decimals(step),
        maximumFractionDigits: decimals(step),
      }) +
      (unit.startsWith("%") ? "%" : "");
    function settleTyped() {
      if (typed === null) return;
      const number = Number(typed.replace(/[£%,\s]/g, ""));
      if (typed.trim() && Number.isFinite(number)) commit.current(number);
      else setTyped(null);
    }
    // The thumb's centre stays 12 px inside either end.
    const at = (value) => `calc(12px + (100% - 24px) * ${within(value) / 100})`;
    return h(
      "div",
      { className: "slider" },
      h(
        "div",
        { className: "slrow" },
        h("label", { className: "lab", htmlFor: id }, props.label),
        h("input", {
          className: "num",
          type: "text",
          inputMode: "decimal",
          role: "spinbutton",
          "aria-label": `${props.label}${props.unit ? `, ${props.unit}` : ""}`,
          "aria-describedby": says,
          "aria-valuemin": low,
          "aria-valuemax": high,
          "aria-valuenow": Number(draft),
          autoComplete: "off",
          value: typed === null ? shown(draft) : typed,
          onChange: (event) => setTyped(event.target.value),
          onBlur: () => settleTyped(),
          onKeyDown: (event) => {
            const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
            if (way) {
              event.preventDefault();
              commit.current(Number(draft) + way * step);
            } else if (event.key === "Enter") settleTyped();
          },
        }),
      ),
      h(
        "div",
        { className: "track" },
        h("i"),
        h("u", { style: { width: at(draft) } }),
        band &&
          h("em", {
            style: { left: at(band[0]), width: `calc(${at(band[1])} - ${at(band[0])})` },
          }),
        h("input", {
          ref: range,
          id,
          type: "range",
          min: low,
          max: high,
          step,
          value: draft,
          "aria-describedby": says,
          "aria-valuetext": `${write(draft)} ${props.unit || ""}`.trim(),
          onChange: (event) => setDraft(event.target.value),
        }),
      ),
      h("div", { className: "ends" }, h("span", null, shown(low)), h("span", null, shown(high))),
      h("p", { className: "note", id: says }, props.note),
    );
  }

  /* A text box that knows the places: a whole name, or a beginning that only one has. */
  function Find(props) {
    const chosen = props.value && props.options.find((each) => each.value === props.value);
    const shown = chosen ? chosen.label : "";
    const [text, setText] = useState(shown);
    const [problem, setProblem] = useState("");
    useEffect(() => {
      setText(shown);
      setProblem("");
    }, [props.value, shown]);
    const id = `control-${props.name}`;
    const plain = (words) => words.toLowerCase().replace(/[\s,]+/g, " ").trim();
    const exact = (words) => props.options.find((each) => plain(each.label) === plain(words));
    function commit() {
      if (text === shown) return;
      if (!text.trim()) return choose(props, "");
      const like = props.options.filter((each) => plain(each.label).includes(plain(text)));
      const found = exact(text) || (like.length === 1 ? like[0] : null);
      if (found) return choose(props, found.value);
      setProblem(
        like.length
          ? `${like.length} places match “${text}”: choose one from the list.`
          : `We know no place called “${text}”: choose one from the list.`,
      );
    }
    return h(
      "div",
      { className: "ctl find" },
      h("label", { htmlFor: id }, props.label),
      h("input", {
        id,
        className: "inp",
        type: "text",
        list: `${id}-list`,
        autoComplete: "off",
        placeholder: props.placeholder,
        value: text,
        "aria-describedby": `${id}-problem`,
        "aria-invalid": problem ? "true" : undefined,
        onChange: (event) => {
          const typed = event.target.value;
          setText(typed);
          setProblem("");
          // Choosing from the list arrives as one replacement, not as a keystroke.
          const picked = event.nativeEvent.inputType;
          const found = exact(typed);
          if (found && (!picked || picked === "insertReplacementText"))
            choose(props, found.value);
        },
        onBlur: commit,
        onKeyDown: (event) => {
          if (event.key === "Enter") commit();
        },
      }),
      h(
        "datalist",
        { id: `${id}-list` },
        props.options
          .filter((each) => each.value !== "")
          .map((each) => h("option", { key: each.value, value: each.label })),
      ),
      h("p", { className: "problem", id: `${id}-problem`, role: "status" }, problem),
    );
  }

  /* A box for one number, which may be empty. */
  function Amount(props) {
    const { low, high, step, unit } = props;
    const [typed, setTyped] = useState(props.value);
    const [problem, setProblem] = useState("");
    useEffect(() => {
      setTyped(props.value);
      setProblem("");
    }, [props.value]);
    const id = `control-${props.name}`;
    function commit() {
      const bare = typed.replace(/[£%,\s]/g, "");
      if (bare === props.value) return setProblem("");
      if (!bare) return choose(props, "");
      const number = Number(bare);
      if (!Number.isFinite(number) || number < low || number > high)
        return setProblem(`Write a number from ${low} to ${high}, or nothing.`);
      choose(props, (Math.round(number / step) * step).toFixed(decimals(step)));
    }
    return h(
      "div",
      { className: "ctl" },
      h("label", { htmlFor: id }, props.label),
      h(
        "span",
        { className: "unit" },
        h("input", {
          id,
          className: "num",
          type: "text",
          inputMode: "decimal",
          autoComplete: "off",
          value: typed,
          "aria-describedby": `${id}-problem`,
          "aria-invalid": problem ? "true" : undefined,
          onChange: (event) => setTyped(event.target.value),
          onBlur: commit,
          onKeyDown: (event) => {
            if (event.key === "Enter") commit();
          },
        }),
        unit,
      ),
      h("p", { className: "problem", id: `${id}-problem`, role: "status" }, problem),
    );
  }

  /* One of a list with the reader's own reason; both, or nothing is chosen. Of several
     in the address, parted by upright strokes, this is the last. */
  function Reasoned(props) {
    const before = props.value.split("|");
    const [had, ...rest] = before.pop().split(":");
    const [picked, setPicked] = useState(had);
    const [reason, setReason] = useState(rest.join(":"));
    const [problem, setProblem] = useState("");
    useEffect(() => {
      setPicked(had);
      setReason(rest.join(":"));
      setProblem("");
    }, [props.value]);
    const id = `control-${props.name}`;
    function commit(where, why) {
      const last = where ? [`${where}:${why.trim()}`] : [];
      const whole = [...before, ...last].join("|");
      if (where && !why.trim()) return setProblem(props.lacking);
      setProblem("");
      if (whole !== props.value) choose(props, whole);
    }
    return h(
      "div",
      { className: "levers" },
      h(
        "div",
        { className: "ctl" },
        h("label", { htmlFor: id }, props.label),
        h(
          "span",
          { className: "sel" },
          h(
            "select",
            {
              id,
              value: picked,
              onChange: (event) => {
                setPicked(event.target.value);
                commit(event.target.value, reason);
              },
            },
            props.options.map((each) =>
              h("option", { key: each.value, value: each.value }, each.label),
            ),
          ),
        ),
      ),
      h(
        "div",
        { className: "ctl" },
        h("label", { htmlFor: `${id}-why` }, props.why),
        h("input", {
          id: `${id}-why`,
          className: "inp",
          type: "text",
          maxLength: 80,
          autoComplete: "off",
          value: reason,
          "aria-describedby": `${id}-problem`,
          "aria-invalid": problem ? "true" : undefined,
          onChange: (event) => setReason(event.target.value),
          onBlur: () => reason.trim() !== rest.join(":") && commit(picked, reason),
          onKeyDown: (event) => {
            if (event.key === "Enter") commit(picked, reason);
          },
        }),
        h("p", { className: "problem", id: `${id}-problem`, role: "status" }, problem),
      ),
    );
  }

  window.market_shaper = { Select, Slider, Find, Amount, Reasoned };
})();
