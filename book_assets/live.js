// Live Python: loaded when the reader presses "Run and edit this page". Every cell becomes an
// editor, a web worker runs Python (live_worker.js), and what it shows takes the place of what the
// book's build had stored there. Whatever fails is said in one sentence; the page stays readable.
(() => {
"use strict";

const { assets, copy, drawn, root, script, wake } = globalThis.missileQuestion;

// ---- small helpers -------------------------------------------------------------------------

// An element from its properties, `data` attributes and children.
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties))
    if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const button = (text, click, properties = {}) => {
  const element = make("button", { type: "button", textContent: text, ...properties });
  element.addEventListener("click", click);
  return element;
};

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
const seconds = (time) => (time < 9.95 ? time.toFixed(1) : time.toFixed(0));

// ---- what can go wrong, in words -------------------------------------------------------------

const STAYS = "Text and charts work without it.";
const SENTENCES = {
  disk:
    "Python cannot start in a page opened from a disk: open the book at a web address, or serve " +
    `its folder. ${STAYS}`,
  webassembly:
    "This browser has no WebAssembly, or a rule switches it off, and Python needs it: try a " +
    `current Firefox, Chrome, Edge or Safari. ${STAYS}`,
  worker:
    "This browser or its rules block web workers, in which Python would run: allow scripts of " +
    `this site, or try another browser. ${STAYS}`,
  manifest:
    "The list of files that Python needs did not load: check the connection, then try again. " +
    STAYS,
  missing: (role) =>
    `A file that Python needs (${role}) did not load: check the connection, then try again. ${STAYS}`,
  size: (role) =>
    `A file that Python needs (${role}) arrived incomplete: try again; if that does not help, ` +
    `reload the page. ${STAYS}`,
  hash: (role) =>
    `A file that Python needs (${role}) is not the one this book was made with, so it was not ` +
    `used: reload the page; if that does not help, tell whoever hosts the book. ${STAYS}`,
  wasm:
    "The browser could not prepare Python, perhaps for lack of memory: close other tabs, then " +
    `try again. ${STAYS}`,
  start: `Python did not start: try again, or try another browser. ${STAYS}`,
  memory:
    "Python ran out of memory and has stopped: restart it, and work with less data at a time. " +
    "Your edits are kept.",
  little:
    "Python ran out of memory in this cell: work with less data at a time, or restart Python, " +
    "which frees it.",
  crashed: "Python has stopped: restart it. Your edits are kept.",
  full:
    "Your edits cannot be kept, because this browser's storage is full or switched off: copy " +
    "what you want to keep before you leave the page.",
  widgets:
    "The controls of this output did not load: check the connection, then run the cell again.",
};

function sentence(kind, role) {
  const words = SENTENCES[kind] ?? SENTENCES.start;
  return typeof words === "function" ? words(role) : words;
}

class Problem extends Error {
  constructor(kind, role = "") {
    super(sentence(kind, role));
    this.kind = kind;
  }
}

// ---- the reader's edits, kept in the browser ---------------------------------------------------

class Edits {
  constructor(key) {
    this.key = `mq:${key}`;
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  // Returns whether the browser keeps them.
  write(cells) {
    if (!(localStorage instanceof Storage)) return false; // layout.html's, which forgets
    try {
      if (Object.keys(cells).length)
        localStorage.setItem(this.key, JSON.stringify({ when: Date.now(), cells }));
      else localStorage.removeItem(this.key);
      return true;
    } catch {
      return false;
    }
  }
}

// ---- cells -----------------------------------------------------------------------------------

const HINT = "mq-live-hint";

class Cell {
  constructor(page, plan, number) {
    this.page = page;
    this.id = plan.id;
    this.number = number;
    this.place = document.getElementById(plan.id);
    this.shown = this.place?.querySelector(".cell_input .highlight")?.parentElement;
    this.original = plan.source ?? this.shown.querySelector("pre").textContent.replace(/\n$/, "");
    this.views = [];
    this.displays = new Map();
  }

  // Put an editor where the code stood.
  open() {
    if (!this.place) this.makePlace(); // a cell that the book does not show
    const input = this.place.querySelector(".cell_input") ?? this.makeInput();
    this.stored = this.place.querySelector(".cell_output");
    if (!this.stored) input.closest("details, .cell_input").after((this.stored = outputPlace()));
    this.output = outputPlace();
    this.output.classList.add("mq-live-output");
    this.output.hidden = true;
    this.stored.after(this.output);

    this.text = make("textarea", {
      className: "mq-live-code",
      value: this.original,
      spellcheck: false,
      autocapitalize: "off",
      autocomplete: "off",
      wrap: "off",
      "aria-label": `Code of cell ${this.number}`,
      "aria-describedby": HINT,
    });
    this.marks = make("div", { className: "mq-live-marks" });
    this.marks.setAttribute("aria-hidden", "true");
    this.runner = button("Run", () => this.press(), { "aria-label": `Run cell ${this.number}` });
    this.resetter = button("Reset", () => this.reset(), {
      "aria-label": `Reset cell ${this.number} to the original`,
    });
    this.status = make("span", { className: "mq-live-said" });
    this.editor = make(
      "div",
      { className: "mq-live-editor" },
      make("div", { className: "mq-live-sheet" }, this.marks, this.text),
      make("div", { className: "mq-live-bar" }, this.runner, this.resetter, this.status),
    );
    if (this.shown) this.shown.hidden = true;
    input.append(this.editor);
    this.wire();
    input.closest("details")?.addEventListener("toggle", () => this.fit());
    this.changed();
  }

  makePlace() {
    const before = this.page.cells[this.number - 2]?.place;
    this.place = make("div", { className: "cell docutils container", id: this.id });
    if (before) before.after(this.place);
    else this.page.panel.after(this.place);
  }

  makeInput() {
    const input = make("div", { className: "cell_input docutils container" });
    const fold = make("details", { className: "mq-more" });
    fold.append(make("summary", { textContent: "Show the code" }), input);
    this.place.prepend(fold);
    return input;
  }

  wire() {
    let leave = false; // after Escape, Tab moves on
    this.text.addEventListener("input", () => {
      this.mark(0);
      this.changed();
      this.page.keep();
    });
    this.text.addEventListener("blur", () => (leave = false));
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.press();
      } else if (event.key === "Escape") leave = true;
      else if (event.key === "Tab" && !leave && !event.ctrlKey && !event.altKey) {
        event.preventDefault();
        this.indent(event.shiftKey);
      } else if (event.key === "Enter") this.newLine(event);
      else if (event.key !== "Tab" && event.key !== "Shift") leave = false;
    });
  }

  // Replace a part of the text so that the browser's undo still works where it can.
  put(text, from, to) {
    this.text.setSelectionRange(from, to);
    const before = this.text.value;
    if (!document.execCommand?.("insertText", false, text) || this.text.value === before)
      if (text !== before.slice(from, to)) this.text.setRangeText(text, from, to, "end");
    this.text.dispatchEvent(new Event("input"));
  }

  indent(back) {
    const { value, selectionStart: start, selectionEnd: end } = this.text;
    if (start === end && !back) return this.put("    ", start, end);
    const from = value.lastIndexOf("\n", start - 1) + 1;
    const lines = value.slice(from, end);
    const moved = back ? lines.replace(/^ {1,4}/gm, "") : lines.replace(/^/gm, "    ");
    this.put(moved, from, end);
    if (start === end) this.text.setSelectionRange(...[0, 0].map(() => Math.max(from, start - lines.length + moved.length)));
    else this.text.setSelectionRange(from, from + moved.length);
  }

  newLine(event) {
    const { value, selectionStart: start, selectionEnd: end } = this.text;
    const line = value.slice(value.lastIndexOf("\n", start - 1) + 1, start);
    const space = /^ */.exec(line)[0] + (/:\s*$/.test(line) ? "    " : "");
    if (!space) return;
    event.preventDefault();
    this.put(`\n${space}`, start, end);
  }

  get code() {
    return this.text.value;
  }

  get edited() {
    return this.code !== this.original;
  }

  changed() {
    this.fit();
    this.resetter.hidden = !this.edited && !this.fresh;
    this.place.dataset.edited = this.edited;
  }

  fit() {
    this.text.rows = this.code.split("\n").length;
  }

  // Mark the failing line; 0 marks none.
  mark(line) {
    this.marks.replaceChildren();
    this.text.removeAttribute("aria-invalid");
    if (!line) return;
    const mark = make("div", { className: "mq-live-mark" });
    mark.style.setProperty("--line", line - 1);
    this.marks.append(mark);
    this.text.setAttribute("aria-invalid", "true");
  }

  press() {
    if (this.place.dataset.state === "running") this.page.stop(this);
    else this.page.run([this]);
  }

  state(name, words) {
    this.place.dataset.state = name;
    this.status.replaceChildren(words);
    const busy = name === "running";
    this.runner.textContent = busy ? "Stop" : "Run";
    this.runner.setAttribute("aria-label", `${busy ? "Stop" : "Run"} cell ${this.number}`);
  }

  // Before a run: what it shows will replace what stands here, at its first word or its end.
  begin() {
    this.stale = true;
    this.mark(0);
    this.state("running", "Running");
  }

  // Show what the cell says in place of what the build stored.
  freshen() {
    if (!this.stale) return;
    this.stale = false;
    this.fresh = true;
    this.empty();
    this.stored.hidden = true;
    this.output.hidden = false;
    this.resetter.hidden = false;
  }

  empty() {
    this.views.forEach((view) => view.remove());
    this.views = [];
    this.displays.clear();
    this.output.replaceChildren();
    this.clearNext = false;
  }

  add(element) {
    this.freshen();
    if (this.clearNext) this.empty();
    this.output.append(element);
  }

  clear(wait) {
    this.freshen();
    if (wait) this.clearNext = true;
    else this.empty();
  }

  restore(code) {
    this.text.value = code;
    this.changed();
  }

  reset() {
    this.restore(this.original);
    this.mark(0);
    this.empty();
    this.fresh = false;
    this.stored.hidden = false;
    this.output.hidden = true;
    if (this.place.dataset.state !== "running") this.state("", "");
    this.changed();
    this.page.keep();
    this.text.focus({ preventScroll: true });
  }
}

const outputPlace = () => make("div", { className: "cell_output docutils container" });

// ---- what a cell shows -----------------------------------------------------------------------

const WIDGET = "application/vnd.jupyter.widget-view+json";
const isVega = (mime) => /^application\/vnd\.vega(lite)?\.v\d+\+json$/.test(mime);

class Shown {
  constructor(page) {
    this.page = page;
  }

  // A stream's text, joined to the text before it.
  stream(cell, name, text) {
    cell.freshen();
    if (cell.clearNext) cell.empty();
    const last = cell.output.lastElementChild;
    if (last?.dataset.stream === name) return last.firstChild.append(text);
    const block = make("div", { className: `output stream ${name}` });
    block.dataset.stream = name;
    block.append(scrolling(make("pre", {}, text), "What the cell printed"));
    cell.add(block);
  }

  output(cell, { data, display, update }) {
    const shown = this.element(cell, data);
    const known = display ? (cell.displays.get(display) ?? []) : [];
    if (update) return known.forEach((old) => old.replaceChildren(shown));
    if (display) cell.displays.set(display, [...known, shown]);
    cell.add(shown);
    wake(shown);
  }

  // The richest form that the page can show.
  element(cell, data) {
    const place = make("div", { className: "output" });
    const vega = Object.keys(data).find(isVega);
    if (data[WIDGET]) this.page.widgets.show(cell, data[WIDGET].model_id, place);
    else if (vega) vegaChart(this.page, place, data[vega], vega.includes("lite") ? "vega-lite" : "vega");
    else if (data["text/html"] !== undefined) {
      place.classList.add("text_html");
      place.innerHTML = data["text/html"]; // the reader's own Python wrote it; scripts stay still
    } else if (data["image/svg+xml"]) place.append(picture(svgAddress(data["image/svg+xml"]), data));
    else if (data["image/png"] ?? data["image/jpeg"]) {
      const kind = data["image/png"] ? "image/png" : "image/jpeg";
      place.append(picture(`data:${kind};base64,${data[kind]}`, data));
    } else {
      place.classList.add("text_plain");
      const text = data["text/plain"] ?? data["text/markdown"] ?? JSON.stringify(data);
      place.append(scrolling(make("pre", {}, text), "What the cell shows"));
    }
    return place;
  }

  // The failing line, the way to it in few lines, and the error's own words last.
  error(cell, { name, message, line, steps, memory }) {
    cell.mark(line);
    const block = make("div", { className: "mq-live-error" });
    const where = line ? `Line ${line} of cell ${cell.number}: ` : "";
    block.append(make("p", {}, make("b", {}, where + message)));
    const lines = steps.map(({ cell: other, file, line: at, function: inside, code }) => {
      const known = other && this.page.byId.get(other);
      const place = known ? `cell ${known.number}` : file || "another cell";
      return `${place}, line ${at}${inside ? `, in ${inside}` : ""}\n    ${code}`;
    });
    if (lines.length) block.append(scrolling(make("pre", {}, lines.join("\n")), "Where it failed"));
    if (name === "NameError") block.append(make("p", { textContent: ABOVE }));
    if (memory) block.append(make("p", { textContent: SENTENCES.little }));
    cell.add(block);
  }
}

const ABOVE = "If the name is made in a cell above, run that cell first, or run all cells.";
const svgAddress = (text) => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
const picture = (src, data) => make("img", { src, alt: data["text/plain"] ?? "Picture" });

// Text wider than the page can be scrolled, also by keyboard.
function scrolling(pre, label) {
  pre.tabIndex = 0;
  pre.setAttribute("role", "region");
  pre.setAttribute("aria-label", label);
  return pre;
}

async function vegaChart(page, place, spec, mode) {
  place.classList.add("mq-live-chart");
  place.setAttribute("role", "img");
  const title = typeof spec.title === "object" ? spec.title?.text : spec.title;
  place.setAttribute("aria-label", spec.description ?? (title ? [title].flat().join(" ") : "Chart"));
  try {
    await script(page.plan.vega);
    const full = copy(spec);
    delete full.$schema; // the book's one version of Vega draws it, whatever it was written for
    await drawn(place, full, mode);
  } catch (error) {
    place.removeAttribute("role");
    place.replaceChildren(make("p", { textContent: `The chart could not be drawn: ${error.message}` }));
  }
}

// ---- widgets ---------------------------------------------------------------------------------

// A channel between a widget's two halves. Messages wait until the page's half has been made.
class Comm {
  constructor(widgets, id, target) {
    Object.assign(this, { widgets, comm_id: id, target_name: target, waiting: [] });
  }
  open(data, callbacks, metadata, buffers) {
    return this.widgets.post("comm_open", this, { data, target_name: this.target_name }, callbacks, buffers);
  }
  send(data, callbacks, metadata, buffers) {
    return this.widgets.post("comm_msg", this, { data }, callbacks, buffers);
  }
  close(data, callbacks, metadata, buffers) {
    return this.widgets.post("comm_close", this, { data: data ?? {} }, callbacks, buffers);
  }
  on_msg(hear) {
    this.hear = hear;
    this.waiting.splice(0).forEach(hear);
  }
  on_close(hear) {
    this.ended = hear;
  }
  heard(message) {
    if (this.hear) this.hear(message);
    else this.waiting.push(message);
  }
}

class Widgets {
  constructor(page) {
    this.page = page;
    this.comms = new Map();
    this.cells = new Map(); // comm -> the cell that made it
    this.answers = new Map(); // run -> what to call when Python has dealt with a message
    this.captures = new Map(); // output widget -> run whose output it takes
    this.count = 0;
  }

  // The widget library: AMD, so it gets a small loader for the time of its loading.
  library(file) {
    Widgets.loading ??= loadLibrary(file).catch((error) => {
      Widgets.loading = undefined;
      throw error;
    });
    return Widgets.loading;
  }

  manager() {
    this.managing ??= this.library(this.page.files["widgets.js"]).then((need) => {
      const { HTMLManager } = need("@jupyter-widgets/html-manager");
      const classes = drawingClasses(need("@jupyter-widgets/base"), this.page);
      const manager = new HTMLManager({ loader: async () => classes });
      manager._create_comm = async (target, id, data, metadata, buffers) => {
        const comm = new Comm(this, id, target);
        this.comms.set(id, comm);
        comm.open(data, undefined, metadata, buffers);
        return comm;
      };
      teachCharts(manager, this.page);
      return manager;
    });
    return this.managing;
  }

  post(kind, comm, content, callbacks, buffers = []) {
    const run = `widget-${++this.count}`;
    if (callbacks) this.answers.set(run, callbacks);
    this.cells.set(run, this.cells.get(comm.comm_id));
    const message = { kind, run, content: { comm_id: comm.comm_id, ...content } };
    this.page.tell({ do: "comm", message, buffers: buffers.map(bytesOf) });
    return run;
  }

  // What Python's half says. Models are made one after another, in the order of their messages.
  hear(what, { content, metadata, buffers = [], run }) {
    const id = content.comm_id;
    const views = buffers.map((part) => new DataView(part.buffer, part.byteOffset, part.byteLength));
    const message = { content, metadata, buffers: views, parent_header: { msg_id: run } };
    if (what === "comm_open") {
      const comm = new Comm(this, id, content.target_name);
      this.comms.set(id, comm);
      this.cells.set(id, this.cellOf(run));
      this.made = this.manager().then((manager) => manager.handle_comm_open(comm, message));
      this.made.catch((error) => console.warn(error));
      return;
    }
    const { method, state } = content.data ?? {};
    if (method === "update" && state.msg_id !== undefined) {
      if (state.msg_id) this.captures.set(id, state.msg_id);
      else this.captures.delete(id);
    }
    const comm = this.comms.get(id);
    if (what === "comm_msg") comm?.heard(message);
    else comm?.ended?.(message);
  }

  cellOf(run) {
    return this.page.runs.get(run) ?? this.cells.get(run);
  }

  idle(run) {
    const answer = this.answers.get(run);
    this.answers.delete(run);
    answer?.iopub?.status?.({ content: { execution_state: "idle" }, parent_header: { msg_id: run } });
  }

  // Hand output to the widget that asked for it; returns whether there is one.
  captured(message) {
    const [id] = [...this.captures].reverse().find(([, run]) => run === message.run) ?? [];
    if (!id) return false;
    this.manager()
      .then((manager) => manager.get_model(id))
      .then(({ outputs }) => {
        if (message.say === "clear") outputs.clear(message.wait);
        else outputs.add(asNotebook(message));
      })
      .catch((error) => console.warn(error));
    return true;
  }

  async show(cell, id, place) {
    place.classList.add("mq-live-widget");
    try {
      const manager = await this.manager();
      const model = await manager.get_model(id);
      const view = await manager.create_view(model);
      cell.views.push(view);
      await manager.display_view(view, place);
      name(place);
      new MutationObserver(() => name(place)).observe(place, { childList: true, subtree: true });
    } catch (error) {
      console.warn(error);
      place.replaceChildren(make("p", { textContent: SENTENCES.widgets }));
    }
  }
}

const bytesOf = (part) =>
  new Uint8Array(ArrayBuffer.isView(part) ? part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength) : part);

// A message in the form in which a notebook stores outputs.
function asNotebook({ say, name: called, text, data, metadata, message, steps = [] }) {
  if (say === "stream") return { output_type: "stream", name: called, text };
  if (say === "output") return { output_type: "display_data", data, metadata };
  const lines = steps.map((s) => `${s.file || "cell"}, line ${s.line}\n    ${s.code}`);
  return { output_type: "error", ename: called, evalue: message, traceback: [...lines, message] };
}

// Sliders' handles and readouts have no names of their own for screen readers.
function name(place) {
  for (const widget of place.querySelectorAll(".widget-inline-hbox, .widget-inline-vbox")) {
    const label = widget.querySelector(".widget-label")?.textContent;
    if (!label) continue;
    const readout = widget.querySelector(".widget-readout");
    for (const handle of widget.querySelectorAll(".noUi-handle")) {
      handle.setAttribute("aria-label", label);
      if (readout) handle.setAttribute("aria-valuetext", readout.textContent);
    }
    if (readout) {
      readout.setAttribute("role", "textbox");
      readout.setAttribute("aria-label", `${label}, typed`);
    }
  }
}

// Load the AMD bundle with a `define` of our own, and return a function that resolves its names.
async function loadLibrary(file) {
  const known = new Map();
  const before = globalThis.define;
  globalThis.define = Object.assign(
    (called, needs, factory) => {
      known.set(called, typeof needs === "function" ? { needs: [], factory: needs } : { needs, factory });
    },
    { amd: {} },
  );
  try {
    await new Promise((resolve, reject) => {
      const bytes = file.sha256.match(/../g).map((pair) => Number.parseInt(pair, 16));
      const element = make("script", {
        src: file.url,
        integrity: `sha256-${btoa(String.fromCharCode(...bytes))}`,
        onload: resolve,
        onerror: () => reject(new Problem("widgets")),
      });
      document.head.append(element);
    });
  } finally {
    globalThis.define = before;
  }
  const need = (called) => {
    const module = known.get(called);
    if (!module) throw new Error(`widgets.js has no ${called}`);
    if (!module.exports) {
      module.exports = {}; // for modules that need each other
      const given = module.needs.map((wanted) => {
        if (wanted === "module") return { id: called, uri: file.url };
        if (wanted === "exports") return module.exports;
        return wanted === "require" ? need : need(wanted);
      });
      module.exports = module.factory(...given) ?? module.exports;
    }
    return module.exports;
  };
  return (called) => tamed(() => need(called));
}

// The library compiles a validator that nobody calls, with a means that a strict page forbids, and
// brings an icon font that would change the page's own icons: do without both.
function tamed(load) {
  const { Function: given } = globalThis;
  const { warn } = console;
  const styles = new Set(document.querySelectorAll("style"));
  console.warn = () => {}; // the validator's opinion of itself
  globalThis.Function = new Proxy(given, { construct: () => () => () => true });
  try {
    return load();
  } finally {
    globalThis.Function = given;
    console.warn = warn;
    for (const style of document.querySelectorAll("style"))
      if (!styles.has(style) && /font-awesome|Font Awesome|FontAwesome/i.test(style.textContent))
        style.remove();
  }
}

// Let output widgets (interact) show Altair charts.
function teachCharts(manager, page) {
  const known = manager.renderMime.getFactory(WIDGET);
  for (const version of [4, 5, 6]) {
    const mime = `application/vnd.vegalite.v${version}+json`;
    manager.renderMime.addFactory(
      {
        safe: true,
        mimeTypes: [mime],
        createRenderer: (options) => {
          const renderer = known.createRenderer(options);
          renderer.renderModel = (model) => vegaChart(page, renderer.node, model.data[mime], "vega-lite");
          return renderer;
        },
      },
      0,
    );
  }
}

// ---- the book's figures as widgets -------------------------------------------------------------

// Give every data source that is only named its values.
function filled(node, values) {
  if (Array.isArray(node)) node.forEach((part) => filled(part, values));
  else if (node && typeof node === "object") {
    const source = node.data;
    if (source && source.name in values && !source.values) source.values = copy(values[source.name]);
    for (const [key, part] of Object.entries(node)) if (key !== "values") filled(part, values);
  }
  return node;
}

// Python sends a figure once and then only the settings; the drawing follows them.
function drawingClasses(base, page) {
  class DrawingModel extends base.DOMWidgetModel {
    defaults() {
      return {
        ...super.defaults(),
        _model_name: "DrawingModel",
        _view_name: "DrawingView",
        payload: {},
        values: {},
        answer: "",
        note: "",
      };
    }
  }

  class DrawingView extends base.DOMWidgetView {
    render() {
      const { name: called, title, subtitle, alt, sources } = this.model.get("payload");
      this.views = new Map();
      this.turn = 0;
      this.places = Object.fromEntries(
        ["wide", "narrow"].map((v) => [v, make("div", { className: `mq-chart ${v}`, role: "img" })]),
      );
      this.answer = make("p", { className: "mq-answer", role: "status" });
      this.note = make("p", { className: "mq-note" });
      const caption = make("figcaption", {}, make("strong", { textContent: title }));
      if (subtitle) caption.append(make("span", { textContent: subtitle }));
      const source = make("p", { className: "mq-source", textContent: `Source: ${sources.join("; ")}.` });
      const figure = make("figure", { className: "mq-figure mq-drawing" });
      figure.append(caption, ...Object.values(this.places), this.answer, this.note, source);
      if (!document.getElementById(`fig-${called}`)) figure.id = `fig-${called}`;
      this.alt = alt;
      this.el.append(figure);
      this.widths = new ResizeObserver(() => this.shown !== this.variant && this.show());
      this.widths.observe(figure);
      this.listenTo(this.model, "change", () => this.show());
      this.show();
    }

    get variant() {
      return getComputedStyle(this.places.wide).display === "none" ? "narrow" : "wide";
    }

    // One live chart per width, made when that width is first seen.
    chart(variant) {
      if (!this.views.has(variant)) this.views.set(variant, this.compile(variant));
      return this.views.get(variant);
    }

    async compile(variant) {
      const { [variant]: spec, data, assets: shared } = this.model.get("payload");
      await Promise.all([page.plan.vega, ...shared.map((a) => page.plan.assets[a])].map(script));
      const values = { ...data };
      for (const a of shared) values[a] = assets[a];
      const full = filled(copy(spec), values);
      const start = this.model.get("values");
      for (const param of full.params ?? [])
        if (param.name in start) param.value = start[param.name];
      this.names = new Set((full.params ?? []).map((param) => param.name));
      return drawn(this.places[variant], full, "vega-lite");
    }

    // Only the newest settings count.
    async show() {
      const turn = ++this.turn;
      const { variant } = this;
      this.say();
      try {
        const view = await this.chart(variant);
        if (turn !== this.turn) return;
        for (const [called, value] of Object.entries(this.model.get("values")))
          if (this.names.has(called)) view.signal(called, value);
        await view.runAsync();
        this.shown = variant;
        this.el.dataset.turn = turn;
        this.el.dataset.at = performance.now();
      } catch (error) {
        console.warn(error);
        this.views.delete(variant);
        this.answer.hidden = false;
        this.answer.textContent = "The chart could not be drawn. Run the cell again.";
      }
    }

    say() {
      const answer = this.model.get("answer");
      this.answer.hidden = !answer;
      if (this.answer.textContent !== answer) this.answer.textContent = answer;
      this.note.textContent = this.model.get("note");
      this.note.hidden = !this.note.textContent;
      for (const place of Object.values(this.places))
        place.setAttribute("aria-label", answer || this.alt);
    }

    remove() {
      this.widths?.disconnect();
      for (const view of this.views.values()) view.then((v) => v.finalize()).catch(() => {});
      return super.remove();
    }
  }
  return { DrawingModel, DrawingView };
}

// ---- the page --------------------------------------------------------------------------------

const LONG_SECONDS = 30; // after that, a running cell offers to restart

class Page {
  constructor(panel, plan) {
    this.panel = panel;
    this.plan = plan;
    this.edits = new Edits(plan.edits);
    this.status = panel.querySelector(".mq-live-status");
    this.starter = panel.querySelector(".mq-live-start");
    this.cells = [];
    plan.cells.forEach((cell, at) => this.cells.push(new Cell(this, cell, at + 1)));
    this.byId = new Map(this.cells.map((cell) => [cell.id, cell]));
    this.shown = new Shown(this);
    this.queue = [];
    this.count = 0;
  }

  say(...words) {
    this.status.replaceChildren(...words);
  }

  // ---- edits

  // After a reload: the reader's edits are not in the page until the reader wants them there.
  offer() {
    const kept = this.edits.read();
    if (!kept || this.offered) return;
    const when = new Date(kept.when).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
    const back = button("Bring back", () => {
      this.offered.remove();
      this.wanted = kept.cells;
      if (this.opened) this.bringBack();
      else this.start();
    });
    const drop = button("Discard", () => {
      this.offered.remove();
      this.edits.write({});
      if (this.opened) this.keepNow();
      this.panel.querySelector("button")?.focus();
      this.say("Your edits are discarded.");
    });
    this.offered = make(
      "p",
      { className: "mq-live-offer" },
      `Your edits from ${when}: `,
      back,
      " ",
      drop,
    );
    this.status.before(this.offered);
  }

  bringBack() {
    for (const [id, code] of Object.entries(this.wanted ?? {})) this.byId.get(id)?.restore(code);
    this.wanted = undefined;
    this.keep();
  }

  keep() {
    if (this.offered?.isConnected) return; // the reader has not yet decided about older ones
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keepNow(), 300);
  }

  keepNow() {
    clearTimeout(this.keeping);
    const edited = this.cells.filter((cell) => cell.edited).map((cell) => [cell.id, cell.code]);
    const good = this.edits.write(Object.fromEntries(edited));
    if (!good && !this.told) this.say(SENTENCES.full);
    this.told = !good;
  }

  // ---- start

  async start() {
    if (this.starting) return;
    this.starting = true;
    this.clicked = performance.now();
    this.marks = {};
    this.starter.hidden = true;
    this.problem?.remove();
    this.panel.tabIndex = -1;
    this.panel.focus({ preventScroll: true }); // the button is gone; reading goes on from here
    try {
      await this.boot("Loading Python");
      this.open();
      this.run(this.cells);
    } catch (error) {
      this.failed(error);
      this.starter.hidden = false;
      if (this.starter.contains(document.activeElement) === false) this.starter.querySelector("button").focus();
    }
    this.starting = false;
  }

  failed(error) {
    if (!(error instanceof Problem)) console.warn(error);
    this.end();
    this.bar?.remove();
    this.say();
    const words = error instanceof Problem ? error.message : SENTENCES.start;
    this.damaged = ["size", "hash"].includes(error.kind);
    this.problem = make("p", { className: "mq-live-problem", role: "alert", textContent: words });
    this.status.after(this.problem);
  }

  progress() {
    this.meter = make("progress", { max: 1, value: 0 });
    this.meter.setAttribute("aria-label", "Loading Python");
    this.amount = make("span", { className: "mq-live-amount" });
    this.amount.setAttribute("aria-hidden", "true"); // the meter says it to those who ask
    this.bar = make("div", { className: "mq-live-progress" }, this.meter, this.amount);
    this.status.after(this.bar);
  }

  async manifest() {
    let answer;
    try {
      answer = await fetch(new URL(this.plan.manifest, root), { cache: "no-cache" });
      if (!answer.ok) throw new Error(answer.status);
      const manifest = await answer.json();
      const folder = new URL("./", new URL(this.plan.manifest, root));
      for (const file of Object.values(manifest.files)) {
        file.url = new URL(file.path, folder).href;
        file.fresh = this.damaged;
      }
      return manifest.files;
    } catch {
      throw new Problem("manifest");
    }
  }

  // Start the two workers and wait until Python is ready.
  async boot(words) {
    if (location.protocol === "file:") throw new Problem("disk");
    if (typeof WebAssembly !== "object" || !WebAssembly.instantiate) throw new Problem("webassembly");
    if (typeof Worker !== "function") throw new Problem("worker");
    this.say(words);
    this.progress();
    this.files = await this.manifest();
    this.widgets = new Widgets(this);
    this.runs = new Map();
    const loaded = { ...Object.fromEntries(Object.keys(this.files).map((role) => [role, 0])) };
    const awaited = Object.keys(loaded).filter((role) => role !== "widgets.js");
    const sum = (of) => awaited.reduce((all, role) => all + of(role), 0);
    const packed = sum((role) => this.files[role].gzip);
    await new Promise((resolve, reject) => {
      const hear = ({ data }) => {
        if (data.say === "loaded") {
          loaded[data.role] = data.bytes;
          const part = sum((r) => (loaded[r] / this.files[r].bytes) * this.files[r].gzip) / packed;
          this.meter.value = part * 0.7; // the rest of the bar is for starting
          this.amount.textContent = `${megabytes(part * packed)} of ${megabytes(packed)} MB`;
        } else if (data.say === "mark") this.marks[data.step] = data.at;
        else if (data.say === "step") this.step(data.step);
        else if (data.say === "failed") {
          console.warn(data.detail);
          reject(new Problem(data.kind, data.role));
        }
        else if (data.say === "ready") resolve();
        else this.hear(data);
      };
      const begin = () => {
        try {
          const worker = new Worker(new URL(this.plan.worker, root), { type: "module" });
          worker.onmessage = hear;
          worker.onerror = (event) => {
            event.preventDefault();
            if (this.ready) this.hear({ say: "crashed", detail: event.message });
            else reject(new Problem("worker"));
          };
          return worker;
        } catch {
          throw new Problem("worker");
        }
      };
      this.worker = begin();
      this.helper = begin();
      const { port1, port2 } = new MessageChannel();
      if (globalThis.crossOriginIsolated) this.interrupt = new Uint8Array(new SharedArrayBuffer(1));
      const { files, interrupt } = this;
      this.worker.postMessage({ do: "boot", files, interrupt, port: port1 }, [port1]);
      this.helper.postMessage({ do: "unpack", files, port: port2 }, [port2]);
    });
    this.helper.terminate();
    this.ready = true;
    this.bar.remove();
    this.marks.ready = performance.now() - this.clicked;
    this.widgets.library(this.files["widgets.js"]).catch(() => {}); // told where one is to be shown
  }

  step(name) {
    const [part, words] = { start: [0.75, "Starting Python"], packages: [0.9, "Loading the book's tools"] }[name];
    this.meter.value = Math.max(this.meter.value, part);
    this.say(words);
  }

  // Turn the page into an editor; done once.
  open() {
    if (this.opened) return;
    this.opened = true;
    const hint = make("p", {
      id: HINT,
      className: "mq-live-hint",
      textContent:
        "Every cell can be edited. Shift + Enter runs it. Tab indents; Esc, then Tab, leaves the " +
        "editor. Numbers inside sentences stay as the book was built.",
    });
    this.all = button("Run all", () => this.run(this.cells));
    this.again = button("Restart Python", () => this.restart());
    this.stopper = button("Interrupt", () => this.stop(this.current), { disabled: true });
    this.undo = button("Reset the page", () => this.resetPage());
    this.bar2 = make("div", { className: "mq-live-bar", role: "group" });
    this.bar2.setAttribute("aria-label", "Python in this page");
    this.bar2.append(this.all, this.stopper, this.again, this.undo);
    this.status.before(this.bar2);
    this.status.after(hint);
    this.cells.forEach((cell) => cell.open());
    if (this.wanted) this.bringBack();
    else this.offer();
    addEventListener("pagehide", () => this.keeping && !this.offered?.isConnected && this.keepNow());
    document.documentElement.dataset.live = "ready";
  }

  resetPage() {
    const focus = document.activeElement;
    this.cells.forEach((cell) => cell.reset());
    focus?.focus({ preventScroll: true });
    this.keepNow();
    this.say("The page is as it was built. Python keeps its values until you restart it.");
  }

  // ---- running

  tell(message) {
    this.worker?.postMessage(message, message.buffers?.map((part) => part.buffer) ?? []);
  }

  // Queue cells; an error ends the queue.
  run(cells) {
    if (!this.ready) return this.say("Python is not running: restart it.");
    for (const cell of cells) {
      if (this.queue.includes(cell)) continue;
      this.queue.push(cell);
      if (cell !== this.current) cell.state("waiting", "Waiting");
    }
    this.total = this.queue.length + (this.current ? 1 : 0);
    if (!this.current) this.next();
  }

  next() {
    const cell = this.queue.shift();
    this.current = cell;
    this.stopper.disabled = !cell;
    clearTimeout(this.late);
    if (!cell) return;
    const run = `cell-${++this.count}`;
    this.runs.set(run, cell);
    cell.begin();
    this.say(this.total > 1 ? `Running ${this.total} cells` : `Running cell ${cell.number}`);
    this.late = setTimeout(() => this.offerRestart(`Cell ${cell.number} has run for ${LONG_SECONDS} seconds.`), LONG_SECONDS * 1000);
    this.tell({ do: "run", run, cell: cell.id, code: cell.code });
  }

  done(cell, { good, seconds: took }) {
    cell.freshen();
    cell.state(good ? "good" : "bad", good ? `Ran in ${seconds(took)} s` : "Stopped at an error");
    this.marks.first ??= performance.now() - this.clicked;
    if (!good) {
      this.queue.splice(0).forEach((other) => other.state("", ""));
      this.say(`Cell ${cell.number} stopped at an error; what it says stands below it.`);
    }
    this.question?.remove();
    this.current = undefined;
    if (this.queue.length) return this.next();
    this.marks.all ??= performance.now() - this.clicked;
    this.next();
    if (good) this.say(this.total > 1 ? `${this.total} cells ran without an error.` : `Cell ${cell.number} ran in ${seconds(took)} s.`);
    this.panel.dataset.idle = this.count;
  }

  hear(message) {
    const { say, run } = message;
    if (say === "crashed") return this.crashed(message);
    if (say === "idle") return this.widgets.idle(run);
    if (say.startsWith("comm_")) return this.widgets.hear(say, message);
    const cell = this.widgets.cellOf(run) ?? this.current ?? this.cells[0];
    if (say === "done") return this.done(cell, message);
    if (this.widgets.captured(message)) return;
    if (say === "stream") this.shown.stream(cell, message.name, message.text);
    else if (say === "output") this.shown.output(cell, message);
    else if (say === "clear") cell.clear(message.wait);
    else if (say === "error") this.shown.error(cell, message);
  }

  // Ask the running cell to stop. Browsers let a page reach into a busy worker only on sites that
  // are isolated from others; elsewhere only a new Python helps.
  stop(cell) {
    if (!this.current) return;
    if (this.interrupt) {
      this.interrupt[0] = 2;
      this.say("Interrupting");
      return;
    }
    this.offerRestart(`A browser cannot interrupt a cell on this site, only restart Python.`, cell);
  }

  offerRestart(why) {
    this.question?.remove();
    const cell = this.current;
    if (!cell) return;
    const yes = button("Restart Python", () => this.restart());
    const no = button("Keep waiting", () => {
      this.question.remove();
      cell.runner.focus();
    });
    const words = `${why} Your edits stay; the values in Python are lost. `;
    this.question = make("p", { className: "mq-live-offer", role: "alert" }, words, yes, " ", no);
    const fold = cell.place.querySelector("details:not([open])");
    if (fold) fold.after(this.question);
    else cell.editor.append(this.question);
  }

  end() {
    this.worker?.terminate();
    this.helper?.terminate();
    this.worker = this.helper = undefined;
    this.ready = false;
    clearTimeout(this.late);
  }

  async restart() {
    const inCell = this.question?.contains(document.activeElement) && this.current;
    this.question?.remove();
    this.end();
    this.problem?.remove();
    this.bar?.remove();
    this.queue.splice(0).forEach((cell) => cell.state("", ""));
    this.current?.state("bad", "Stopped");
    this.current = undefined;
    this.stopper.disabled = true;
    if (inCell) inCell.runner.focus();
    this.clicked = performance.now();
    this.marks = {};
    const turn = (this.restarts = (this.restarts ?? 0) + 1);
    try {
      await this.boot("Restarting Python");
      if (turn === this.restarts) this.say("Python is new: no cell has run yet.");
      this.panel.dataset.restarts = turn;
    } catch (error) {
      this.failed(error);
    }
  }

  crashed({ memory, detail }) {
    console.warn(detail);
    this.current?.state("bad", "Stopped");
    this.current = undefined;
    this.queue.splice(0).forEach((cell) => cell.state("", ""));
    this.failed(new Problem(memory ? "memory" : "crashed"));
    this.stopper.disabled = true;
  }
}

let page;
const one = (panel, plan) => (page ??= new Page(panel, plan));
globalThis.missileQuestion.live = {
  start: (panel, plan) => one(panel, plan).start(),
  offer: (panel, plan) => one(panel, plan).offer(),
  get page() {
    return page;
  },
};
})();
