// The page's own script: wakes the drawn figures, moves their controls, marks quizzes, keeps bets.
// No framework, no request to another host. Everything it adds is an extra: text, drawings and
// explanations are in the page without it.

const root = new URL("..", import.meta.url); // the site's root, also under a sub-path
const fetched = new Map();
const once = (key, make) => fetched.get(key) ?? fetched.set(key, make()).get(key);
const json = (path) =>
  once(path, async () => {
    const answer = await fetch(new URL(path, root));
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  });
const library = (path) =>
  once(path, () => import(new URL(path, root)).then(() => globalThis.vegaEmbed));

// ---- words: the same template language as explorers/core.py --------------------------------

export function number(value, spec) {
  const [, comma, digits, kind] = /^(,?)\.(\d)([f%])$/.exec(spec);
  const scaled = kind === "%" ? value * 100 : value;
  const text = new Intl.NumberFormat("en", {
    useGrouping: comma === ",",
    minimumFractionDigits: +digits,
    maximumFractionDigits: +digits,
    roundingMode: "halfExpand",
  }).format(scaled);
  return text + (kind === "%" ? "%" : "");
}

export function fill(template, values, rows) {
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

class Figure {
  constructor(element) {
    this.element = element;
    this.payload = JSON.parse(element.querySelector("script[type='application/json']").textContent);
    this.panel = this.payload.panel;
    this.values = { ...this.panel.values };
    this.answer = element.querySelector(".mq-answer");
    this.note = element.querySelector(".mq-note");
    this.views = new Map();
    this.wire();
    const wake = () => this.wake();
    for (const event of ["pointerenter", "focusin", "touchstart"])
      element.addEventListener(event, wake, { once: true, passive: true });
    addEventListener("resize", () => this.awake && this.draw().then(() => this.show()), {
      passive: true,
    });
  }

  get variant() {
    const wide = this.element.querySelector(".mq-chart.wide");
    return getComputedStyle(wide).display === "none" ? "narrow" : "wide";
  }

  wake() {
    this.awake ??= this.draw();
    return this.awake;
  }

  // One live view per width, made when that width is first seen.
  draw() {
    const variant = this.variant;
    if (!this.views.has(variant)) this.views.set(variant, this.make(variant));
    return this.views.get(variant);
  }

  async make(variant) {
    const { assets, bundle, data, [variant]: compiled } = this.payload;
    const [embed, ...shared] = await Promise.all([
      library(bundle),
      ...Object.values(assets).map((path) => json(path)),
    ]);
    const values = { ...data };
    Object.keys(assets).forEach((name, i) => (values[name] = shared[i]));
    const spec = structuredClone(compiled);
    for (const source of spec.data ?? [])
      if (source.name in values && !source.values && !source.source)
        source.values = structuredClone(values[source.name]);
    for (const signal of spec.signals ?? [])
      if (signal.name in this.values) signal.value = this.values[signal.name];
    const place = this.element.querySelector(`.mq-chart.${variant}`);
    const canvas = document.createElement("div");
    const { view } = await embed(canvas, spec, {
      mode: "vega",
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
    place.dataset.live = "true";
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
        input.replaceChildren(
          ...shown.map((o) => new Option(o.label, o.value, false, o.value === value)),
        );
      } else {
        input.value = value;
        const text = `${number(value, control.step < 1 ? ",.2f" : ",.0f")} ${control.unit}`;
        input.setAttribute("aria-valuetext", text);
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
    const turn = (this.turn = (this.turn ?? 0) + 1);
    try {
      await this.wake();
      const view = await this.draw();
      if (turn !== this.turn) return;
      for (const [name, value] of Object.entries(this.values))
        if (signals(this.payload[this.variant]).has(name)) view.signal(name, value);
      await view.runAsync();
      if (turn !== this.turn) return;
      if (this.panel.words) this.say(this.rows(view));
      this.element.dataset.turn = turn;
    } catch (error) {
      console.warn(error);
      this.answer?.replaceChildren(
        "This chart could not be loaded. The drawing above shows its starting state.",
      );
    }
  }

  rows(view) {
    const { source, sort } = this.payload.answer;
    const rows = [...view.data(source[this.variant])];
    if (sort) rows.sort((a, b) => a[sort] - b[sort] || (a.name < b.name ? -1 : 1));
    return rows;
  }

  say(rows) {
    const said = { ...this.values };
    for (const control of this.panel.controls)
      if (control.kind === "choice") said[control.name] = option(control, said[control.name]).says;
    const text = fill(this.panel.words, said, rows);
    this.answer.textContent = text;
    this.element.querySelector(".mq-chart.wide").setAttribute("aria-label", text);
    this.element.querySelector(".mq-chart.narrow").setAttribute("aria-label", text);
  }

  // For tests: the page's rows at the present settings.
  async read(fields) {
    const view = await this.draw();
    return this.rows(view).map((row) => Object.fromEntries(fields.map((f) => [f, row[f]])));
  }
}

const option = (control, value) => control.options.find((o) => o.value === value);
const fits = (o, values) => Object.entries(o.when).every(([name, v]) => values[name] === v);
const signals = (spec) => new Set((spec.signals ?? []).map((signal) => signal.name));

// As Explorer.settle in explorers/core.py; a browser test holds the two together.
export function settle(controls, values, moved, value) {
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
  const lines = Object.entries(value).map(([name, text]) => {
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

export const figures = new Map();
for (const element of document.querySelectorAll("figure.mq-figure"))
  figures.set(element.id, new Figure(element));
document.querySelectorAll(".mq-quiz").forEach(quiz);
document.querySelectorAll(".mq-bet").forEach(bet);
globalThis.missileQuestion = { figures };
document.documentElement.dataset.mq = "ready";
