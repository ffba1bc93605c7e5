// Reading offline: registers the worker once the page is at rest, says when a newer edition has come,
// and offers to keep the whole book. Where a browser or its rules do not allow it, the offer does not
// appear, and nothing else changes.
(() => {
"use strict";

const place = document.querySelector(".mq-offline");
const { root, script } = globalThis.missileQuestion ?? {};
const able =
  root && isSecureContext && /^https?:$/.test(location.protocol) && navigator.serviceWorker && globalThis.caches;
if (!place || !able) return;

const EDITION = document.querySelector("meta[name='edition']")?.content;
const workers = navigator.serviceWorker;
const details = place.querySelector("details");
const summary = place.querySelector("summary");

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const ask = (worker, message) =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage(message, [port2]);
  });

// ---- the worker, and newer editions ----------------------------------------------------------

async function register() {
  const controlled = Boolean(workers.controller);
  let registration;
  try {
    const address = new URL(place.dataset.worker, root);
    registration = await workers.register(address, { scope: root.pathname, updateViaCache: "none" });
  } catch (error) {
    console.info("Offline reading is not possible here:", error.message);
    return;
  }
  place.hidden = false;
  followed(registration);
  const { active } = await workers.ready;
  if (controlled) return;
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  await ask(active, { say: "read", addresses: [location.href.split("#")[0], ...loaded] });
  place.dataset.read = "true";
}

function followed(registration) {
  const look = async (worker) => {
    if (worker && (await ask(worker, { say: "edition" })) !== EDITION) newer(registration);
    else worker?.postMessage({ say: "takeOver" }); // this page is of that edition already
  };
  if (registration.waiting) look(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker.addEventListener("statechange", () => {
      if (worker.state === "installed" && workers.controller) look(worker);
    });
  });
  // Another tab let the newer edition in.
  let before = workers.controller;
  workers.addEventListener("controllerchange", async () => {
    if (before && (await ask(workers.controller, { say: "edition" })) !== EDITION) newer(registration);
    before = workers.controller;
  });
  // A tab that stays open asks now and then.
  let asked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - asked < 3.6e6) return;
    asked = Date.now();
    registration.update().catch(() => {});
  });
}

function newer(registration) {
  if (document.querySelector(".mq-newer")) return;
  const note = make("div", { className: "mq-newer" });
  note.setAttribute("role", "status");
  document.body.append(note);
  const reload = make("button", { type: "button", textContent: "Reload" });
  reload.addEventListener("click", () => {
    const { waiting } = registration;
    if (!waiting) return location.reload();
    workers.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage({ say: "takeOver" });
  });
  const later = make("button", { type: "button", textContent: "Later" });
  later.addEventListener("click", () => note.remove());
  note.append("A newer edition of this book is here. ", reload, " ", later);
}

// ---- keeping the book --------------------------------------------------------------------------

const WORDS = {
  book: "the text, charts, tables and exercises",
  live: "Python in the pages",
  lite: "the full notebooks (JupyterLite)",
};
const TROUBLE = {
  missing: "Not everything arrived. Check the connection and press the button again: what has arrived stays.",
  other: "A newer edition of the book has come, or a file was damaged on its way. Reload the page, then try again.",
  full: "This browser has no room for that: free some space, or keep less. Nothing was added, and the site works as before.",
  list: "The list of the book's files did not load. Check the connection, then open this again.",
};
const megabytes = (bytes) => (bytes < 9.95e6 ? (bytes / 1e6).toFixed(1) : (bytes / 1e6).toFixed(0));

class Keeper {
  constructor(files, list, cache) {
    Object.assign(this, { files, list, cache });
    this.extras = Object.keys(WORDS).filter((part) => part !== "book" && list.parts[part]);
    this.boxes = Object.fromEntries(this.extras.map((part) => [part, make("input", { type: "checkbox" })]));
    this.choice = make("fieldset", {}, make("legend", { textContent: "What to keep in this browser" }));
    this.choice.append(make("p", { textContent: `Always ${WORDS.book}: ${this.size(["book"])}.` }));
    for (const [part, box] of Object.entries(this.boxes)) {
      box.addEventListener("change", () => this.label());
      const words = ` Also ${WORDS[part]}: ${this.size([part])} more.`;
      this.choice.append(make("label", {}, box, words));
    }
    this.starter = make("button", { type: "button" });
    this.starter.addEventListener("click", () => this.keep());
    this.remover = make("button", { type: "button", textContent: "Remove" });
    this.remover.addEventListener("click", () => this.remove());
    this.meter = make("progress", { max: 1, value: 0, hidden: true });
    this.meter.setAttribute("aria-label", "Keeping the book");
    this.status = make("p", { className: "mq-offline-status" });
    this.status.setAttribute("role", "status");
    this.panel = make("div", {}, this.choice, this.status, this.meter, this.starter, " ", this.remover);
  }

  get wanted() {
    return ["book", ...this.extras.filter((part) => this.boxes[part].checked)];
  }

  size(parts) {
    return `${megabytes(parts.reduce((sum, part) => sum + this.list.parts[part].gzip, 0))} MB`;
  }

  label() {
    const more = !this.kept || this.wanted.some((part) => !this.kept.includes(part));
    this.starter.textContent = `Keep offline (${this.size(this.wanted)})`;
    this.starter.hidden = !more;
  }

  // Show what is kept.
  async show() {
    this.kept = await this.files.read(this.cache, this.files.KEPT);
    this.remover.hidden = !this.kept;
    if (this.kept) {
      for (const part of this.extras) this.boxes[part].checked = this.kept.includes(part);
      const parts = this.kept.map((part) => WORDS[part]).join(", ").replace(/, ([^,]*)$/, " and $1");
      this.status.textContent = `Kept offline: ${parts}.`;
    }
    summary.textContent = this.kept ? "Kept offline" : "Keep this book offline";
    this.label();
  }

  async keep() {
    const { files, list, cache, wanted } = this;
    if (this.busy) return;
    this.busy = true;
    this.choice.disabled = true;
    this.starter.disabled = true;
    this.meter.hidden = false;
    this.status.textContent = "Keeping the book. You can go on reading on this page.";
    navigator.storage?.persist?.().catch(() => {}); // else a browser may clear it when space is short
    const paths = files.paths(list, wanted);
    const bytes = (some) => some.reduce((sum, path) => sum + list.files[path][1], 0);
    const all = bytes(paths);
    try {
      const lacking = await files.missing(cache, paths);
      await this.room(bytes(lacking));
      let there = all - bytes(lacking);
      await files.fill(cache, list, paths, (more) => {
        there += more;
        this.meter.value = there / all;
      });
      await files.write(cache, files.KEPT, wanted);
      await this.show();
    } catch (error) {
      console.warn(error);
      if (error.kind === "full") await Promise.all((error.stored ?? []).map((path) => cache.delete(files.address(path))));
      this.status.textContent = TROUBLE[error.kind] ?? TROUBLE.missing;
    }
    this.busy = false;
    this.choice.disabled = false;
    this.starter.disabled = false;
    this.meter.hidden = true;
    if (document.activeElement === document.body) (this.starter.hidden ? this.remover : this.starter).focus();
  }

  // Say it before minutes of loading, where the browser tells.
  async room(bytes) {
    const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => {})) ?? {};
    if (quota !== undefined && quota - usage < bytes) throw Object.assign(new Error("quota"), { kind: "full" });
  }

  async remove() {
    const { files, cache } = this;
    for (const request of await cache.keys())
      if (request.url !== files.address(files.LIST)) await cache.delete(request);
    for (const box of Object.values(this.boxes)) box.checked = false;
    await this.show();
    this.status.textContent = "Removed. What you read from now on is kept as you read it.";
    this.starter.focus();
  }
}

let keeper;
details.addEventListener("toggle", async () => {
  if (!details.open || keeper) return;
  keeper = true;
  const body = details.querySelector(".mq-offline-body");
  try {
    await script(place.dataset.files);
    const files = globalThis.offlineFiles(root);
    const answer = await fetch(files.address(files.LIST), { cache: "no-cache" });
    const list = await answer.json();
    keeper = new Keeper(files, list, await files.store(list.edition));
    await keeper.show(); // first its words, so that no button stands there without a name
    body.replaceChildren(keeper.panel);
  } catch (error) {
    console.warn(error);
    keeper = undefined;
    body.replaceChildren(make("p", { textContent: TROUBLE.list }));
  }
});

// What is kept is said in the line that opens the panel, without opening it.
async function tell() {
  for (const name of await caches.keys()) {
    if (!name.startsWith(`missile-question:${root.pathname}:`)) continue;
    const cache = await caches.open(name);
    if (await cache.match(new URL("offline-kept", root))) summary.textContent = "Kept offline";
  }
}

// At rest: after everything the page loads, and when the browser has nothing better to do.
const rest = globalThis.requestIdleCallback ?? ((begin) => setTimeout(begin, 1500));
const begin = () => rest(() => register().then(tell).catch((error) => console.info(error)));
if (document.readyState === "complete") begin();
else addEventListener("load", begin, { once: true });
})();
