// A chart's setting as a link, and deals kept by name. Loaded by pages with controls, after page.js.
// A link holds the setting in its fragment, which browsers do not send; deals stay in this browser.
(() => {
"use strict";

const { figures, settle, number } = missileQuestion;
const MARK = "mq"; // #mq=<explorer>&<control>=<value>...
const MOST = 5; // deals kept
const LONGEST = 40; // letters of a name

const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

// ---- a setting as text and back --------------------------------------------------------------

const written = (value) => (typeof value === "number" ? String(+value.toFixed(6)) : value);

function fragment(figure) {
  const fields = figure.panel.controls.map(({ name }) => [name, written(figure.values[name])]);
  return new URLSearchParams([[MARK, figure.payload.name], ...fields]).toString();
}

// What a control can hold: a number on one of the slider's steps, an entry of the menu.
function fitting(control, text) {
  if (control.kind === "choice") return control.options.find((o) => o.value === text)?.value;
  if (!/^-?\d+(\.\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  const steps = (value - control.low) / control.step;
  const held = value >= control.low && value <= control.high && Math.abs(steps - Math.round(steps)) < 1e-6;
  return held ? value : undefined;
}

// Complete a setting from texts, as Explorer.resolve does; also say how many parts did not fit.
function setting(panel, given) {
  const controls = new Map(panel.controls.map((control) => [control.name, control]));
  const wanted = new Map();
  let left = 0;
  for (const [name, text] of given) {
    const value = controls.has(name) && !wanted.has(name) ? fitting(controls.get(name), text) : undefined;
    if (value === undefined) left += 1;
    else wanted.set(name, value);
  }
  let values = { ...panel.values };
  // Twice, because an entry may be offered only once a later control has moved.
  for (const { name } of [...panel.controls, ...panel.controls])
    if (wanted.has(name)) values = settle(panel.controls, values, name, wanted.get(name));
  for (const [name, value] of wanted) if (values[name] !== value) left += 1;
  return { values, used: wanted.size, left };
}

const parts = (count) => (count === 1 ? "One part" : `${count} parts`);

// ---- links -----------------------------------------------------------------------------------

function notice(text) {
  let line = document.querySelector(".mq-linked");
  if (!line) {
    line = element("p", { className: "mq-linked" });
    line.setAttribute("role", "status");
    document.querySelector("article h1")?.after(line);
  }
  line.textContent = text;
}

function follow() {
  let given;
  try {
    given = new URLSearchParams(location.hash.slice(1));
  } catch {
    return;
  }
  if (!given.has(MARK)) return;
  const name = given.get(MARK);
  const figure = [...figures.values()].find((f) => f.payload.name === name && f.form);
  if (!figure)
    return notice("The link asks for a chart that is not on this page, so nothing was changed.");
  const { values, used, left } = setting(figure.panel, [...given].filter(([key]) => key !== MARK));
  const said = used
    ? "This chart shows the setting from the link."
    : "The link holds no setting that this chart knows, so it shows its start.";
  figure.values = values;
  figure.refresh();
  figure.shareStatus.textContent = left
    ? `${said} ${parts(left)} of the link did not fit and ${left === 1 ? "was" : "were"} left out.`
    : said;
  figure.element.scrollIntoView({ behavior: "instant" }); // a long page would take seconds
}

// The link to copy by hand, made only where the browser does not copy.
function shown(row, address) {
  let field = row.querySelector("input");
  if (!field) {
    field = element("input", { type: "text", readOnly: true });
    field.setAttribute("aria-label", "Link to this setting");
    row.append(field);
  }
  field.value = address;
  field.focus();
  field.select();
}

async function copyLink(figure, status) {
  const url = new URL(location.href);
  url.hash = fragment(figure);
  try {
    history.replaceState(null, "", url);
  } catch {
    /* a page that is opened from a disk may refuse; the link is shown all the same */
  }
  const row = status.parentElement;
  try {
    await navigator.clipboard.writeText(url.href);
    row.querySelector("input")?.remove();
    status.textContent = "Link copied. Whoever opens it sees this setting.";
  } catch {
    shown(row, url.href);
    status.textContent = "Your browser does not let this page copy. Copy the link from the field.";
  }
}

function shareable(figure) {
  if (!figure.form || figure.shareStatus) return;
  const button = element("button", { type: "button", textContent: "Copy link to this setting" });
  const status = element("span", { className: "mq-share-status" });
  status.setAttribute("role", "status");
  // Outside the form: what is typed here is no control of the chart.
  const row = element("div", { className: "mq-share" }, button, status);
  figure.form.after(row);
  figure.shareStatus = status;
  button.addEventListener("click", () => copyLink(figure, status));
}

// ---- deals by name ---------------------------------------------------------------------------

//: Explorers whose settings can be kept: key in the store, and which rows and field to compare.
const KEPT = { "deal-designer": { key: "mq:deals", kind: "party", field: "gain" } };

class Deals {
  constructor(figure, { key, kind, field }) {
    Object.assign(this, { figure, key, kind, field, memory: "" });
    this.name = element("input", { type: "text", maxLength: LONGEST, autocomplete: "off" });
    this.name.id = `${figure.element.id}-deal-name`;
    const label = element("label", { htmlFor: this.name.id, textContent: "Name this deal to keep it" });
    const save = element("button", { type: "button", textContent: "Keep" });
    // No form: a figure has one, that of its chart.
    const row = element("div", { className: "mq-deals-form" }, label, this.name, save);
    this.status = element("p", { className: "mq-share-status" });
    this.status.setAttribute("role", "status");
    this.place = element("div", { className: "mq-scroll" });
    const section = element("section", { className: "mq-deals" }, row, this.status, this.place);
    section.setAttribute("aria-label", "Deals you keep");
    figure.element.querySelector(".mq-answer").after(section);
    save.addEventListener("click", () => this.save());
    this.name.addEventListener("keydown", (event) => event.key === "Enter" && this.save());
    this.show();
  }

  // What is kept may be from another version of the book, or not ours at all.
  read() {
    let text = this.memory;
    try {
      text = localStorage.getItem(this.key) ?? this.memory;
    } catch {
      /* storage is blocked: this visit only */
    }
    try {
      const { deals } = JSON.parse(text);
      return deals.slice(0, MOST).flatMap(({ name, values, results }) => {
        if (typeof name !== "string" || !name.trim() || typeof values !== "object") return [];
        const given = Object.entries(values).map(([key, value]) => [key, String(value)]);
        const held = setting(this.figure.panel, given);
        const found = Object.entries(results ?? {}).filter(([, value]) => Number.isFinite(value));
        return held.used
          ? [{ name: name.slice(0, LONGEST), values: held.values, results: Object.fromEntries(found) }]
          : [];
      });
    } catch {
      return [];
    }
  }

  // Keep the deals; return what the reader should know if they cannot be kept for good.
  write(deals) {
    this.memory = JSON.stringify({ version: 1, deals });
    try {
      localStorage.setItem(this.key, this.memory);
      if (typeof localStorage.key === "function") return ""; // else the page's stand-in, which forgets
    } catch {
      /* as below */
    }
    return " Your browser's store is full or blocked: it is kept only until you leave this page.";
  }

  async save() {
    const name = this.name.value.trim().slice(0, LONGEST);
    if (!name) {
      this.status.textContent = "Give the deal a name first.";
      this.name.focus();
      return;
    }
    const { figure, kind, field } = this;
    const values = { ...figure.values };
    let rows;
    try {
      rows = await figure.read(["name", "kind", field]);
    } catch {
      this.status.textContent = "The chart could not be loaded, so there is nothing to keep yet.";
      return;
    }
    const results = Object.fromEntries(
      rows.filter((row) => row.kind === kind).map((row) => [row.name, row[field]]),
    );
    const deals = this.read();
    const place = deals.findIndex((deal) => deal.name === name);
    if (place < 0 && deals.length >= MOST) {
      this.status.textContent = `${MOST} deals are kept already. Remove one first.`;
      return;
    }
    deals.splice(place < 0 ? deals.length : place, place < 0 ? 0 : 1, { name, values, results });
    const worry = this.write(deals);
    this.name.value = "";
    this.show();
    this.status.textContent = `${place < 0 ? "Kept" : "Replaced"}: ${name}.${worry}`;
  }

  remove(name) {
    const worry = this.write(this.read().filter((deal) => deal.name !== name));
    this.show();
    this.status.textContent = `Removed: ${name}.${worry}`;
    this.name.focus(); // the button that had the focus is gone
  }

  open(deal) {
    this.figure.values = { ...deal.values };
    this.figure.refresh();
    this.status.textContent = `The chart shows: ${deal.name}.`;
  }

  show() {
    const deals = this.read();
    if (!deals.length) {
      this.place.removeAttribute("tabindex");
      return this.place.replaceChildren();
    }
    const heads = deals.map((deal) => {
      const show = element("button", { type: "button", textContent: "Show" });
      const remove = element("button", { type: "button", textContent: "Remove" });
      show.setAttribute("aria-label", `Show ${deal.name}`);
      remove.setAttribute("aria-label", `Remove ${deal.name}`);
      show.addEventListener("click", () => this.open(deal));
      remove.addEventListener("click", () => this.remove(deal.name));
      const head = element("th", {}, element("span", { textContent: deal.name }), show, remove);
      head.scope = "col";
      return head;
    });
    const row = (label, cells) => {
      const head = element("th", { textContent: label });
      head.scope = "row";
      return element("tr", {}, head, ...cells.map((text) => element("td", { textContent: text })));
    };
    const parties = [...new Set(deals.flatMap((deal) => Object.keys(deal.results)))];
    const gains = parties.map((party) =>
      row(
        `${party}: gain when kept`,
        deals.map(({ results }) =>
          party in results ? `${results[party] > 0 ? "+" : ""}${number(results[party], ".0f")}` : "not known",
        ),
      ),
    );
    const said = (control, value) =>
      control.kind === "choice"
        ? control.options.find((o) => o.value === value).label
        : `${number(value, control.step < 1 ? ",.2f" : ",.0f")} ${control.unit}`.trim();
    const differing = this.figure.panel.controls.filter(
      ({ name }) => deals.length === 1 || new Set(deals.map((deal) => deal.values[name])).size > 1,
    );
    const dials = differing.map((control) =>
      row(control.label, deals.map((deal) => said(control, deal.values[control.name]))),
    );
    const title = "Deals you keep, side by side";
    const caption = deals.length > 1 ? `${title}: gains, then the settings in which they differ` : title;
    const table = element(
      "table",
      { className: "mq-table" },
      element("caption", { textContent: caption }),
      element("thead", {}, element("tr", {}, element("td"), ...heads)),
      element("tbody", {}, ...gains, ...dials),
    );
    this.place.tabIndex = 0; // a wide table scrolls, by the keyboard too
    this.place.setAttribute("role", "region");
    this.place.setAttribute("aria-label", title);
    this.place.replaceChildren(table);
  }
}

// ---- start -----------------------------------------------------------------------------------

function attach() {
  for (const figure of figures.values()) {
    shareable(figure);
    const kept = KEPT[figure.payload.name];
    if (kept && figure.form && !figure.deals) figure.deals = new Deals(figure, kept);
  }
}

attach();
follow();
addEventListener("hashchange", follow);
const { wake } = missileQuestion;
missileQuestion.wake = (place) => {
  wake(place);
  attach();
};
})();
