// The reader's forecasts: kept in this browser under one key, scored by looking scores up.
// Loaded only by pages that hold them, after page.js. Nothing leaves the page.
(() => {
"use strict";

const { store, number } = missileQuestion;
const KEY = "forecasts";
const VERSION = 1;

// Read what was kept or pasted: whole numbers from 1 to 99 for questions that exist.
function read(text, questions, [low, high]) {
  const kept = JSON.parse(text);
  if (kept?.version !== VERSION || typeof kept.forecasts !== "object" || !kept.forecasts)
    throw new Error("not a text of forecasts");
  return Object.fromEntries(
    Object.entries(kept.forecasts).filter(
      ([name, value]) =>
        questions.includes(name) && Number.isInteger(value) && value >= low && value <= high,
    ),
  );
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

class Book {
  constructor(element) {
    this.element = element;
    this.data = JSON.parse(element.querySelector("script[type='application/json']").textContent);
    this.sum = element.querySelector(".mq-forecasts-sum");
    const tools = element.querySelector(".mq-forecasts-tools");
    this.text = tools.querySelector("textarea");
    this.status = tools.querySelector("[role=status]");
    this.items = Object.fromEntries(
      this.data.questions.map((name) => [name, element.querySelector(`#forecast-${name}`)]),
    );
    this.said = this.kept();
    tools.hidden = false;
    for (const field of element.querySelectorAll(".mq-forecast-field")) field.hidden = false;
    const form = element.querySelector("form");
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => this.moved(event.target));
    tools.addEventListener("click", (event) => this.tool(event.target.value));
    this.show();
  }

  kept() {
    try {
      return read(store.get(KEY) ?? "", this.data.questions, this.data.scores.percents);
    } catch {
      return {}; // nothing kept, or nothing that we wrote
    }
  }

  written() {
    return JSON.stringify({ version: VERSION, asOf: "2026-02-11", forecasts: this.said });
  }

  moved(input) {
    const [low, high] = this.data.scores.percents;
    const item = input.closest("li");
    const name = item.id.slice("forecast-".length);
    const value = Number(input.value);
    const { [name]: _, ...others } = this.said;
    const fits = input.value !== "" && Number.isInteger(value) && value >= low && value <= high;
    this.said = fits ? { ...others, [name]: value } : others;
    store.set(KEY, this.written());
    const field = item.querySelector("input[type=number]");
    const wrong = input === field && input.value !== "" && !fits;
    field.setAttribute("aria-invalid", wrong);
    this.show(input, wrong ? `Whole numbers from ${low} to ${high}.` : "");
  }

  tool(which) {
    if (which === "clear") {
      const before = this.written();
      this.said = {};
      store.set(KEY, this.written());
      this.show();
      this.text.value = before;
      this.status.textContent =
        "Cleared. The text above is what you had; “Use this text” brings it back.";
    } else if (which === "load") {
      try {
        this.said = read(this.text.value, this.data.questions, this.data.scores.percents);
        store.set(KEY, this.written());
        this.show();
        this.status.textContent = `Taken over: ${Object.keys(this.said).length} forecasts.`;
      } catch {
        this.status.textContent = "This is not a text of forecasts. Nothing was changed.";
      }
    }
  }

  score(rule, name, percent) {
    const { scores, outcomes } = this.data;
    const row = outcomes[name] ? scores[rule].yes : scores[rule].no;
    return row[percent - scores.percents[0]];
  }

  // Everything that follows from the answers; the field under the reader's hand is left alone.
  show(moved, complaint = "") {
    const { questions, scores, outcomes } = this.data;
    const answered = questions.filter((name) => name in this.said);
    for (const [name, item] of Object.entries(this.items)) {
      const percent = this.said[name];
      const [range, field] = item.querySelectorAll("input");
      if (field !== moved) field.value = percent ?? "";
      if (range !== moved) range.value = percent ?? 50;
      item.dataset.state = percent === undefined ? "blank" : "said";
      const output = item.querySelector("output");
      const resolved = outcomes && outcomes[name] !== null;
      if (moved && item.contains(moved) && complaint) output.textContent = complaint;
      else if (percent === undefined || !resolved) output.textContent = "";
      else output.textContent = `Brier score ${number(this.score("brier", name, percent), ",.3f")}`;
    }
    this.text.value = this.written();
    if (!answered.length) {
      this.sum.textContent = `No forecast yet, of ${questions.length}. Write whole numbers from ${scores.percents[0]} to ${scores.percents[1]}.`;
      delete this.sum.dataset.value;
    }
    if (outcomes) this.board(answered);
    else if (answered.length) {
      const own = mean(answered.map((n) => scores.brier.expected[this.said[n] - scores.percents[0]]));
      this.sum.dataset.value = own;
      this.sum.textContent =
        `${answered.length} of ${questions.length} answered. If you know what you do not know, ` +
        `expect a mean Brier score of ${number(own, ",.2f")}; always 50 % scores 0.25.`;
    }
  }

  // All forecasters on the same questions: those resolved and, if there are any, answered.
  board(answered) {
    const { questions, references, outcomes } = this.data;
    const asked = answered.length ? answered : questions;
    const scored = asked.filter((name) => outcomes[name] !== null);
    const people = [...references];
    if (answered.length) people.unshift({ name: "You", said: this.said });
    const rows = people.map((person) => {
      const means = ["brier", "log"].map((rule) =>
        scored.length ? mean(scored.map((n) => this.score(rule, n, person.said[n]))) : NaN,
      );
      const row = document.createElement("tr");
      const head = Object.assign(document.createElement("th"), { textContent: person.name });
      head.scope = "row";
      const cells = [...means, scored.length].map((value, i) => {
        const cell = document.createElement("td");
        cell.dataset.value = value;
        cell.textContent = i === 2 ? value : Number.isNaN(value) ? "–" : number(value, ",.3f");
        return cell;
      });
      row.append(head, ...cells);
      if (person.name === "You") row.className = "mq-you";
      return row;
    });
    this.element.querySelector("tbody").replaceChildren(...rows);
    if (!answered.length) return;
    this.sum.textContent = scored.length
      ? `Your mean Brier score on ${scored.length} question${scored.length === 1 ? "" : "s"}: ` +
        `${rows[0].cells[1].textContent}.`
      : "None of your questions is resolved.";
  }
}

const start = (place) => place.querySelectorAll(".mq-forecasts").forEach((e) => new Book(e));
start(document);
// What live Python shows comes alive in the same way.
const { wake } = missileQuestion;
missileQuestion.wake = (place) => {
  wake(place);
  start(place);
};
})();
