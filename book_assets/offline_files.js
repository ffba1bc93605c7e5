// The book's files in the browser's own store (Cache API), for offline reading. Used by the page
// (offline.js) and by the worker (offline_worker.js, into which it is copied). Every file is
// compared with its hash in the list of its edition: an incomplete one, or one of another edition,
// is never stored. So what is stored is always one whole edition, or a part of it.
"use strict";

globalThis.offlineFiles = (root) => {
  const LIST = "offline.json";
  const KEPT = "offline-kept"; // what the reader wants kept; no file of the site has this name
  const PREFIX = `missile-question:${root.pathname}:`; // other books may share the host
  const address = (path) => new URL(path, root).href;
  const store = (edition) => caches.open(PREFIX + edition);

  class Trouble extends Error {
    constructor(kind, path) {
      super(`${kind}: ${path}`);
      this.kind = kind; // missing, other or full
    }
  }

  async function digest(data) {
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
    return [...sum.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // The name of a file without its hash or version: the same file of another edition.
  const stem = (path) => path.replace(/\.[0-9a-f]{10}(?=\.\w+$)/, "").replace(/^_live\/[0-9a-f]{10}\//, "_live/");

  // Such a name never means other bytes.
  const lasting = (path) => stem(path) !== path;

  const partOf = (path) => ({ _live: "live", lite: "lite" })[path.split("/", 1)[0]] ?? "book";

  // The path of an address below the root, as the list names it; undefined if it is no file of it.
  function named(list, url) {
    if (url.origin !== root.origin || !url.pathname.startsWith(root.pathname)) return undefined;
    const path = decodeURIComponent(url.pathname.slice(root.pathname.length));
    const tries = [path, `${path}.html`, `${path}${path && !path.endsWith("/") ? "/" : ""}index.html`];
    return tries.find((one) => Object.hasOwn(list.files, one));
  }

  // Read an answer to its end; `count` hears how many bytes came.
  async function whole(response, bytes, count) {
    if (!response.body) return response.arrayBuffer();
    const data = new Uint8Array(bytes);
    const reader = response.body.getReader();
    let at = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (at + value.length > bytes) return new Uint8Array(0); // not the file we know
      data.set(value, at);
      at += value.length;
      count(value.length);
    }
    return data.subarray(0, at);
  }

  // Store an answer under its path, if it is this edition's file.
  async function put(cache, list, path, response, count = () => {}) {
    const [hash, bytes] = list.files[path];
    const data = await whole(response, bytes, count);
    if (data.byteLength !== bytes || (await digest(data)) !== hash) throw new Trouble("other", path);
    const type = response.headers.get("content-type") ?? "";
    try {
      await cache.put(address(path), new Response(data, { headers: { "content-type": type } }));
    } catch (error) {
      throw error.name === "QuotaExceededError" ? new Trouble("full", path) : error;
    }
  }

  // Fetch and store a file, past every cache on the way: the first time none of them matters, the
  // second time one of them had it wrong.
  async function take(cache, list, path, count) {
    let counted = 0;
    const counting = (bytes) => count((counted += bytes, bytes));
    for (const last of [false, true]) {
      try {
        const response = await fetch(address(path), { cache: last ? "reload" : "no-store" });
        if (!response.ok) throw new Trouble("missing", path);
        return await put(cache, list, path, response, counting);
      } catch (error) {
        count(-counted);
        counted = 0;
        const trouble = error instanceof Trouble ? error : new Trouble("missing", path);
        if (last || trouble.kind === "full") throw trouble;
      }
    }
  }

  async function missing(cache, paths) {
    const there = new Set((await cache.keys()).map((request) => request.url));
    return paths.filter((path) => !there.has(address(path)));
  }

  // Store whatever is not there yet, four at a time; returns what it stored. The first trouble ends
  // it, with the paths stored so far in `stored`.
  async function fill(cache, list, paths, count = () => {}) {
    const stored = [];
    const queue = (await missing(cache, paths)).values();
    let trouble;
    const one = async () => {
      for (const path of queue) {
        if (trouble) return;
        try {
          await take(cache, list, path, count);
          stored.push(path);
        } catch (error) {
          trouble ??= error;
        }
      }
    };
    await Promise.all([one(), one(), one(), one()]);
    if (trouble) throw Object.assign(trouble, { stored });
    return stored;
  }

  const read = async (cache, name) => (await (await cache.match(address(name)))?.json()) ?? null;
  const write = (cache, name, value) => cache.put(address(name), new Response(JSON.stringify(value)));

  return {
    LIST, KEPT, PREFIX, address, store, stem, lasting, partOf, named, put, fill, missing, read, write,
    paths: (list, parts) => Object.keys(list.files).filter((path) => parts.includes(partOf(path))),
  };
};
