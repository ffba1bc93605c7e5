// The page's own script: wakes the drawn figures, moves their controls, marks quizzes, keeps bets.
// No framework, no request to another host. Everything it adds is an extra: text, drawings and
// explanations are in the page without it. Not a module, and data come as scripts: browsers refuse
// modules and fetch to pages opened from a disk.
(() => {
"use strict";

const root = new URL("..", document.currentScript.src); // the site's root, also under a sub-path
const assets = {}; // map layers and grids; each file of them adds itself here
const loads = new Map();

// Load a script of this site once; what failed is tried again when it is wanted again.
function script(path) {
  if (!loads.has(path)) {
    const load = new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = new URL(path, root);
      element.onload = resolve;
      element.onerror = () => {
        element.remove();
        loads.delete(path);
        reject(new Error(`${path} could not be loaded`));
      };
      document.head.append(element);
    });
    loads.set(path, load);
  }
  return loads.get(path);
}

const copy = (plain) => JSON.parse(JSON.stringify(plain)); // Vega writes into what it is given

// ---- words: the same template language as explorers/core.py --------------------------------

function number(value, spec) {
  const [, comma, digits, kind] = /^(,?)\.(\d)([f%])$/.exec(spec);
  const scaled = kind === "%" ? value * 100 : value;
  const text = new Intl.NumberFormat("en", {
    useGrouping: comma === ",",
    minimumFractionDigits: +digits,
    maximumFractionDigits: +digits, // halves go away from zero, the only way older browsers know
  }).format(scaled);
  return text.replace(/^-(?=[0.]+$)/, "") + (kind === "%" ? "%" : ""); // no "-0"
}

function fill(template, values, rows) {
  const group = (name) =>
    name === "rows"
      ? rows
      : name.startsWith("!")
        ? rows.filter((row) => !row[name.slice(1)])
        : rows.filter((row) => row[name]);
  return template.replace(/\{([^{}]+)\}/g, (_, token) => {
    const [path, spec] = token.split(":");
    const [subject, aspect] = path.split(".");
    let value;
    if (!aspect) value = values[subject];
    else if (subject === "row") value = rows[0][aspect];
    else if (aspect === "count") value = group(subject).length;
    else if (aspect === "share") value = rows.length ? group(subject).length / rows.length : 0;
    else value = group(subject).map((row) => row.name).join(", ") || "none";
    return spec ? number(value, spec) : String(value);
  });
}

// ---- figures -------------------------------------------------------------------------------

// Draw a Vega or Vega-Lite specification with all its data into a place; the bundle is loaded.
async function drawn(place, spec, mode) {
  const canvas = document.createElement("div");
  const { view } = await globalThis.vegaEmbed(canvas, spec, {
    mode,
    renderer: "svg",
    actions: false,
    ast: true, // expressions are interpreted, never evaluated as code
    defaultStyle: false,
    hover: false,
    tooltip: (_, event, item, value) => tooltip(place, event, value),
  });
  const drawing = canvas.querySelector("svg");
  drawing.setAttribute("aria-hidden", "true");
  drawing.setAttribute("focusable", "false");
  drawing.removeAttribute("role");
  const { width, height } = drawing.getBBox ? drawing : {};
  if (!drawing.getAttribute("viewBox") && width)
    drawing.setAttribute("viewBox", `0 0 ${width.baseVal.value} ${height.baseVal.value}`);
  place.replaceChildren(canvas);
  return view;
}

class Figure {
  constructor(element) {
    this.element = element;
    this.payload = JSON.parse(element.querySelector("script[type='application/json']").textContent);
    this.panel = this.payload.panel;
    this.values = { ...this.panel.values };
    this.places = Object.fromEntries(
      ["wide", "narrow"].map((name) => [name, element.querySelector(`.mq-chart.${name}`)]),
    );
    this.answer = element.querySelector(".mq-answer");
    this.note = element.querySelector(".mq-note");
    this.start = { answer: this.answer?.textContent, label: this.places.wide.getAttribute("aria-label") };
    this.views = new Map();
    this.turn = 0;
    this.wire();
    const wake = () => this.turn || this.show();
    for (const event of ["pointerenter", "focusin", "touchstart"])
      element.addEventListener(event, wake, { once: true, passive: true });
  }

  get variant() {
    return getComputedStyle(this.places.wide).display === "none" ? "narrow" : "wide";
  }

  // One live view per width, made when that width is first seen.
  draw(variant) {
    if (!this.views.has(variant)) {
      const made = this.make(variant);
      made.catch(() => this.views.delete(variant)); // the next move tries again
      this.views.set(variant, made);
    }
    return this.views.get(variant);
  }

  async make(variant) {
    const { bundle, data, assets: shared, [variant]: compiled } = this.payload;
    await Promise.all([bundle, ...Object.values(shared)].map(script));
    const values = { ...data };
    for (const name of Object.keys(shared)) values[name] = assets[name];
    const spec = copy(compiled);
    for (const source of spec.data ?? [])
      if (source.name in values && !source.values && !source.source)
        source.values = copy(values[source.name]);
    for (const signal of spec.signals ?? [])
      if (signal.name in this.values) signal.value = this.values[signal.name];
    const view = await drawn(this.places[variant], spec, "vega");
    this.places[variant].dataset.live = "true";
    return view;
  }

  // ---- controls

  wire() {
    const form = this.element.querySelector("form");
    if (!form) return;
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => this.moved(event.target));
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      this.values = { ...this.panel.values };
      this.refresh();
    });
    this.form = form;
  }

  moved(input) {
    const value = input.type === "range" ? Number(input.value) : input.value;
    this.values = settle(this.panel.controls, this.values, input.name, value);
    this.refresh();
  }

  refresh() {
    for (const control of this.panel.controls) {
      const input = this.form.elements[control.name];
      const value = this.values[control.name];
      if (control.kind === "choice") {
        const shown = control.options.filter((option) => fits(option, this.values));
        const same = shown.map((o) => o.value).join() === [...input].map((o) => o.value).join();
        // An open menu must not lose its entries under the reader's hand.
        if (!same) input.replaceChildren(...shown.map((o) => new Option(o.label, o.value)));
        input.value = value;
      } else {
        input.value = value;
        const text = `${number(value, control.step < 1 ? ",.2f" : ",.0f")} ${control.unit}`.trim();
        input.setAttribute("aria-valuetext", text.trim());
        this.form.querySelector(`output[for="${input.id}"]`).textContent = text;
      }
    }
    const notes = this.panel.controls
      .filter((c) => c.kind === "choice")
      .map((c) => option(c, this.values[c.name]).note);
    this.note.textContent = notes.filter(Boolean).join(" ");
    this.show();
  }

  // Only the newest settings count: a fast slider must not queue stale drawings.
  async show() {
    const turn = ++this.turn;
    const { element, variant } = this;
    try {
      const view = await this.draw(variant);
      if (turn !== this.turn) return;
      const known = new Set((this.payload[variant].signals ?? []).map((signal) => signal.name));
      for (const [name, value] of Object.entries(this.values))
        if (known.has(name)) view.signal(name, value);
      await view.runAsync();
      if (turn !== this.turn) return;
      if (this.panel.words) this.say(this.rows(view, variant));
      element.dataset.shown = variant;
      element.dataset.turn = turn;
      this.resized();
    } catch (error) {
      if (turn !== this.turn) return;
      console.warn(error);
      this.answer?.replaceChildren(
        "This chart could not be loaded. The drawing above shows its starting state. " +
          "Move a control to try again.",
      );
      element.dataset.turn = turn;
    }
  }

  // The page has become wider or narrower than the drawing that follows the controls.
  resized() {
    const { shown } = this.element.dataset;
    if (shown && shown !== this.variant) this.show();
  }

  rows(view, variant) {
    const { source, sort } = this.payload.answer;
    const rows = [...view.data(source[variant])];
    if (sort) rows.sort((a, b) => a[sort] - b[sort] || (a.name < b.name ? -1 : 1));
    return rows;
  }

  say(rows) {
    const said = { ...this.values };
    for (const control of this.panel.controls)
      if (control.kind === "choice") said[control.name] = option(control, said[control.name]).says;
    const text = fill(this.panel.words, said, rows);
    if (text !== this.answer.textContent) this.answer.textContent = text;
    const label = text === this.start.answer ? this.start.label : text;
    for (const place of Object.values(this.places)) place.setAttribute("aria-label", label);
  }

  // For tests: the page's rows at the present settings.
  async read(fields) {
    const { variant } = this;
    const view = await this.draw(variant);
    return this.rows(view, variant).map((row) =>
      Object.fromEntries(fields.map((f) => [f, row[f]])),
    );
  }
}

const option = (control, value) => control.options.find((o) => o.value === value);
const fits = (o, values) => Object.entries(o.when).every(([name, v]) => values[name] === v);

// As Explorer.settle in explorers/core.py; a browser test holds the two together.
function settle(controls, values, moved, value) {
  const settled = { ...values, [moved]: value };
  for (const control of controls) {
    if (control.kind !== "choice") continue;
    let chosen = option(control, settled[control.name]);
    const fitting = fits(chosen, settled);
    if (!fitting && control.name !== moved) {
      chosen = control.options.find((o) => fits(o, settled));
      settled[control.name] = chosen.value;
    }
    if (control.name === moved || !fitting) Object.assign(settled, chosen.sets);
    else if (Object.entries(chosen.sets).some(([name, v]) => settled[name] !== v))
      settled[control.name] = "own";
  }
  return settled;
}

function tooltip(place, event, value) {
  let box = place.querySelector(".mq-tooltip");
  if (value == null || value === "") return box?.remove();
  if (!box) {
    box = Object.assign(document.createElement("div"), { className: "mq-tooltip" });
    place.append(box);
  }
  const entries = typeof value === "object" ? Object.entries(value) : [["", value]];
  const lines = entries.map(([name, text]) => {
    const line = document.createElement("div");
    line.append(Object.assign(document.createElement("b"), { textContent: text }), ` ${name}`);
    return line;
  });
  box.replaceChildren(...lines);
  const frame = place.getBoundingClientRect();
  const x = event.clientX - frame.left;
  box.style.left = `${Math.min(x + 12, Math.max(0, frame.width - box.offsetWidth))}px`;
  box.style.top = `${event.clientY - frame.top + 14}px`;
}

// ---- self-check questions and bets ---------------------------------------------------------

const store = {
  get: (key) => {
    try {
      return localStorage.getItem(`mq:${key}`);
    } catch {
      return null; // storage may be blocked; the page works without
    }
  },
  set: (key, value) => {
    try {
      localStorage.setItem(`mq:${key}`, value);
    } catch {
      /* see above */
    }
  },
};

function quiz(element) {
  for (const question of element.querySelectorAll("fieldset")) {
    const verdict = question.querySelector(".mq-verdict");
    const why = question.querySelector("details");
    const mark = (input) => {
      const right = input.value === question.dataset.right;
      question.dataset.state = right ? "right" : "wrong";
      verdict.textContent = (right ? "Right. " : "Not quite. ") + (input.dataset.says ?? "");
      if (right) why.open = true;
      store.set(question.id, input.value);
      progress(element);
    };
    question.addEventListener("change", (event) => mark(event.target));
    const kept = store.get(question.id);
    const input = kept && question.querySelector(`input[value="${CSS.escape(kept)}"]`);
    if (input) {
      input.checked = true;
      mark(input);
    }
  }
  progress(element);
}

function progress(element) {
  const all = element.querySelectorAll("fieldset").length;
  const right = element.querySelectorAll("fieldset[data-state=right]").length;
  element.querySelector(".mq-progress").textContent = `${right} of ${all} answered rightly`;
}

// Tasks of a page of exercises: what their checks said in this browser, and how far that is. What the
// build stored is the unanswered stub; only what the reader's own Python says is kept.
const tasks = new Map(); // task -> points that its check can give

function checked(element) {
  const { task, status, points, of } = element.dataset;
  tasks.set(task, Number(of));
  if (status !== "unanswered") store.set(`check:${task}`, `${status} ${Number(points)}`);
  tally();
}

function tally() {
  const line = document.querySelector(".mq-tally");
  if (!line) return;
  const kept = [...tasks.keys()].map((task) => (store.get(`check:${task}`) ?? "unanswered 0").split(" "));
  const sum = (numbers) => numbers.reduce((a, b) => a + Number(b), 0);
  const right = kept.filter(([status]) => status === "right").length;
  const points = +sum(kept.map(([, points]) => points)).toFixed(2);
  const said = `${right} of ${tasks.size} tasks right, ${points} of ${sum([...tasks.values()])} points`;
  if (line.lastElementChild?.textContent === said) return; // not announced again
  const bar = Object.assign(document.createElement("progress"), { max: tasks.size, value: right });
  bar.setAttribute("aria-hidden", "true"); // the words say the same
  line.replaceChildren(bar, Object.assign(document.createElement("span"), { textContent: said }));
}

function bet(element) {
  const form = element.querySelector("form");
  const reveal = element.querySelector(".mq-reveal");
  const kept = element.querySelector(".mq-kept");
  const settle = (value) => {
    const input = form.querySelector(`input[value="${CSS.escape(value)}"]`);
    if (!input) return;
    input.checked = true;
    kept.textContent = `Your bet: ${input.parentElement.textContent.trim()}.`;
    reveal.hidden = false;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const value = new FormData(form).get(form.dataset.name);
    if (!value) return void (kept.textContent = "Choose one answer first.");
    store.set(element.id, value);
    settle(value);
  });
  reveal.hidden = true;
  const value = store.get(element.id);
  if (value) settle(value);
}

// ---- start ---------------------------------------------------------------------------------

const figures = new Map();
const widths = new ResizeObserver((entries) =>
  entries.forEach(({ target }) => figures.get(target.id).resized()),
);

// Make what stands in an element answer to its reader: the page, or what live Python shows in it.
function wake(place) {
  for (const element of place.querySelectorAll("figure.mq-figure:not(.mq-still, .mq-drawing)")) {
    figures.set(element.id, new Figure(element));
    widths.observe(element);
  }
  place.querySelectorAll(".mq-quiz").forEach(quiz);
  place.querySelectorAll(".mq-bet").forEach(bet);
  place.querySelectorAll("[data-task]").forEach(checked);
}

// A term shows its definition while it is pointed at or focused (style sheet). Escape shuts it; a
// finger's first tap shows it, the second follows the link.
function term(element) {
  const link = element.querySelector("a");
  let shown = false;
  element.addEventListener("pointerdown", () => (shown = document.activeElement === link));
  link.addEventListener("click", (event) => {
    if (event.pointerType !== "touch" || shown) return;
    event.preventDefault();
    link.focus({ preventScroll: true });
  });
  for (const leave of ["pointerleave", "focusout"])
    element.addEventListener(leave, () => element.removeAttribute("data-shut"));
}

wake(document);
document.querySelectorAll(".mq-term").forEach(term);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll(".mq-tooltip").forEach((b) => b.remove());
  document.querySelectorAll(".mq-term:is(:hover, :focus-within)").forEach((t) => (t.dataset.shut = ""));
});
globalThis.missileQuestion = { assets, copy, drawn, figures, fill, number, root, script, settle, store, wake };

// ---- live Python: loaded when it is asked for, or when the reader has edits to be offered ------

const live = document.querySelector(".mq-live");
if (live) {
  const plan = JSON.parse(live.querySelector("script[type='application/json']").textContent);
  const button = live.querySelector("button");
  const status = live.querySelector(".mq-live-status");
  const begin = async (what) => {
    try {
      await script(plan.script);
      await missileQuestion.live[what](live, plan);
    } catch (error) {
      console.warn(error);
      status.textContent =
        "This part of the page could not be loaded. Text and charts work without it; check the " +
        "connection and press the button again.";
    }
  };
  button.addEventListener("click", () => begin("start"));
  if (store.get(plan.edits)) begin("offer");
}
document.documentElement.dataset.mq = "ready";
})();
