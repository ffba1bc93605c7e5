// Python in a web worker. The page (live.js) starts this file twice: one worker runs Python, the
// other unpacks and compiles the packages meanwhile. Both speak plain messages: {do: ...} from the
// page, {say: ...} to it.

// A reason that live.js can put into a sentence.
class Problem extends Error {
  constructor(kind, role, detail = "") {
    super(`${kind}: ${role} ${detail}`);
    Object.assign(this, { kind, role });
  }
}

const hex = (buffer) =>
  [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// ---- fetching ------------------------------------------------------------------------------

// Ask for a file; after a damaged one, past the browser's cache.
async function ask(role, file) {
  let response;
  try {
    response = await fetch(file.url, { cache: file.fresh ? "reload" : "default" });
  } catch (error) {
    throw new Problem("missing", role, error.message);
  }
  if (!response.ok || !response.body) throw new Problem("missing", role, response.status);
  return response;
}

// Passes bytes on, counts them, keeps them; `whole` fails if they do not arrive as they should.
function counted(role, file, response) {
  const data = new Uint8Array(file.bytes);
  let at = 0;
  const through = new TransformStream({
    transform(chunk, controller) {
      if (at + chunk.length > data.length) throw new Problem("size", role, "too long");
      data.set(chunk, at);
      at += chunk.length;
      postMessage({ say: "loaded", role, bytes: at });
      controller.enqueue(chunk);
    },
  });
  const whole = response.body.pipeTo(through.writable).then(
    () => verify(role, file, data, at),
    (error) => {
      throw error instanceof Problem ? error : new Problem("missing", role, error.message);
    },
  );
  whole.catch(() => {}); // told where it is awaited
  return { stream: through.readable, data, whole };
}

// Size and, where the browser computes hashes (https and localhost), SHA-256.
async function verify(role, file, data, length) {
  if (length !== file.bytes) throw new Problem("size", role, `${length} of ${file.bytes}`);
  if (!globalThis.crypto?.subtle) return;
  const found = hex(await crypto.subtle.digest("SHA-256", data));
  if (found !== file.sha256) throw new Problem("hash", role, found);
}

async function load(role, file) {
  const { stream, data, whole } = counted(role, file, await ask(role, file));
  const reader = stream.getReader();
  const read = async () => {
    while (!(await reader.read()).done);
  };
  await Promise.all([whole, read().catch(() => whole)]);
  return data;
}

// ---- the second worker: unpacks --------------------------------------------------------------

// The names, places and sizes of a zip's files, from its directory at the end.
function entries(zip) {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  let end = zip.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Problem("size", "zip", "no directory");
  const found = [];
  const decoder = new TextDecoder();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left; left--) {
    const [nameLength, extra, comment] = [28, 30, 32].map((o) => view.getUint16(at + o, true));
    const local = view.getUint32(at + 42, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    found.push({
      name: decoder.decode(zip.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      packed: zip.subarray(start, start + view.getUint32(at + 20, true)),
      size: view.getUint32(at + 24, true),
    });
    at += 46 + nameLength + extra + comment;
  }
  return found.filter(({ name }) => !name.endsWith("/"));
}

async function inflate({ method, packed, size }, target) {
  if (method === 0) return target.set(packed);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  let at = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    target.set(value, at);
    at += value.length;
  }
  if (at !== size) throw new Problem("size", "zip", "cut short");
}

// Unpack a zip into one block of memory, several files at a time.
async function unpack(zip) {
  const files = entries(zip);
  let total = 0;
  for (const file of files) {
    file.start = total;
    total += file.size;
  }
  const block = new Uint8Array(total);
  const queue = files.values();
  const one = async () => {
    for (const file of queue) await inflate(file, block.subarray(file.start, file.start + file.size));
  };
  await Promise.all(Array.from({ length: 8 }, one));
  return { block, index: files.map(({ name, start, size }) => [name, start, size]) };
}

// Compile the packages' machine code here, so that imports in the other worker find it ready.
function compiled({ block, index }) {
  const libraries = index.filter(([name]) => name.endsWith(".so"));
  return libraries.map(async ([, start, size]) => {
    const bytes = block.slice(start, start + size);
    return [fingerprint(bytes), await WebAssembly.compile(bytes)];
  });
}

// Enough to tell libraries apart: length and a sum over some of the bytes.
function fingerprint(bytes) {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 97) sum = (sum * 31 + bytes[at]) | 0;
  return `${bytes.length}:${sum}`;
}

async function helper({ files, port }) {
  const zips = ["packages.zip", "book.zip"].map((role) => load(role, files[role]));
  const made = await Promise.all(zips.map(async (zip) => unpack(await zip)));
  const modules = made.flatMap(compiled);
  port.postMessage({ archives: made }, made.map(({ block }) => block.buffer));
  port.postMessage({ modules: await Promise.all(modules) });
}

// ---- the first worker: Python ----------------------------------------------------------------

const SITE = "/lib/python3.12/site-packages";
let pyodide, page;

// What the second worker sends: first the packages, then their compiled parts.
function unpacked(port) {
  const sent = {};
  const promise = (name) => new Promise((resolve) => (sent[name] = resolve));
  const found = { archives: promise("archives"), modules: promise("modules") };
  port.onmessage = ({ data }) => Object.entries(data).forEach(([name, value]) => sent[name](value));
  return found;
}

// Pyodide fetches its parts by itself: give it what was verified.
function serveToPyodide(wanted) {
  const { fetch } = globalThis;
  globalThis.fetch = async (address, options) => {
    const part = wanted.get(String(address));
    return part ? part() : fetch(address, options);
  };
  return () => void (globalThis.fetch = fetch);
}

// Pyodide waits for ever if its core does not compile; this fails instead, the file's fault first.
function broken(whole) {
  const { instantiateStreaming } = WebAssembly;
  return new Promise((_, reject) => {
    whole.catch(reject);
    WebAssembly.instantiateStreaming = (...given) => {
      const made = instantiateStreaming(...given);
      made.catch((error) => {
        const wasm = new Problem("wasm", "pyodide.asm.wasm", error.message);
        setTimeout(reject, 3000, wasm); // a compiler that gave up may leave the file unread
        whole.then(() => reject(wasm), reject);
      });
      return made;
    };
  });
}

// Imports compile libraries one by one; hand out those that are compiled already.
function useCompiled(modules) {
  const known = new Map(modules);
  const { Module } = WebAssembly;
  WebAssembly.Module = new Proxy(Module, {
    construct(target, [bytes]) {
      if (bytes.byteLength < 4096) return new target(bytes); // Pyodide's own small helpers
      const view = ArrayBuffer.isView(bytes)
        ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
        : new Uint8Array(bytes);
      return known.get(fingerprint(view)) ?? new target(bytes);
    },
  });
}

async function boot({ files, port, interrupt }) {
  const started = performance.now();
  const mark = (step) => postMessage({ say: "mark", step, at: performance.now() - started });
  const packages = unpacked(port);
  const response = (data, type) => new Response(data, { headers: { "content-type": type } });

  // Everything at once. The core compiles while it arrives; its hash is known when it has arrived.
  const core = ask("pyodide.asm.wasm", files["pyodide.asm.wasm"]).then((answer) =>
    counted("pyodide.asm.wasm", files["pyodide.asm.wasm"], answer),
  );
  const stdlib = load("python_stdlib.zip", files["python_stdlib.zip"]);
  const lock = load("pyodide-lock.json", files["pyodide-lock.json"]);
  const scripts = ["pyodide.mjs", "pyodide.asm.js"].map((role) => load(role, files[role]));
  const all = Promise.all([core, stdlib, lock, ...scripts]);
  all.catch(() => {}); // told below, where it is awaited

  await Promise.all(scripts);
  const folder = new URL(".", files["pyodide.asm.wasm"].url).href;
  const [{ loadPyodide }] = await Promise.all([
    import(files["pyodide.mjs"].url),
    import(files["pyodide.asm.js"].url), // defines what the first would otherwise look for
  ]);
  const { stream, whole } = await core;
  const restore = serveToPyodide(
    new Map([
      // Said to be WebAssembly whatever the server says, so that it compiles as it comes.
      [`${folder}pyodide.asm.wasm`, () => response(stream, "application/wasm")],
      [files["python_stdlib.zip"].url, async () => response(await stdlib, "application/zip")],
      [files["pyodide-lock.json"].url, async () => response(await lock, "application/json")],
    ]),
  );
  await Promise.all([stdlib, lock]);
  mark("fetched");
  postMessage({ say: "step", step: "start" });
  const loading = loadPyodide({
    indexURL: folder,
    lockFileURL: files["pyodide-lock.json"].url,
    stdLibURL: files["python_stdlib.zip"].url,
    env: { JUPYTER_WIDGETS_ECHO: "0", HOME: "/home/pyodide" },
  });
  [pyodide] = await Promise.all([Promise.race([loading, broken(whole)]), whole]);
  restore();
  mark("instantiated");

  postMessage({ say: "step", step: "packages" });
  for (const { block, index } of await packages.archives) {
    const folders = new Set();
    for (const [name, start, size] of index) {
      const path = `${SITE}/${name}`;
      const place = path.slice(0, path.lastIndexOf("/"));
      if (!folders.has(place)) {
        pyodide.FS.mkdirTree(place);
        folders.add(place);
      }
      pyodide.FS.writeFile(path, block.subarray(start, start + size), { canOwn: true });
    }
  }
  mark("unzipped");
  if (interrupt) pyodide.setInterruptBuffer(interrupt);
  pyodide.globals.set("send_to_page", send);
  page = pyodide.runPython(
    "import importlib; importlib.invalidate_caches()\n" +
      "from missile_question import live\nlive.start(send_to_page)",
  );
  useCompiled(await packages.modules);
  mark("imported");
  postMessage({ say: "ready", version: pyodide.version });
}

// Called by Python: a message as JSON, with binary parts beside it.
function send(text, buffers) {
  const message = JSON.parse(text);
  const parts = buffers?.length ? buffers.toJs().map((part) => new Uint8Array(part).slice()) : [];
  buffers?.destroy?.();
  if (parts.length) message.buffers = parts;
  postMessage(message, parts.map((part) => part.buffer));
}

// What ends Python itself, not only a cell.
function crashed(error) {
  const text = String(error?.message ?? error);
  const memory = /memory|allocat/i.test(text) && !/access out of bounds/.test(text);
  postMessage({ say: "crashed", memory, detail: text.slice(-600) });
}

const running = []; // cells run one after another, also those that wait for something

async function run({ run: id, cell, code }) {
  running.push(async () => {
    try {
      await page.run(id, cell, code);
    } catch (error) {
      crashed(error);
    }
  });
  if (running.length > 1) return;
  while (running.length) {
    await running[0]();
    running.shift();
  }
}

function received({ message, buffers = [] }) {
  try {
    const given = pyodide.toPy(buffers);
    page.received(JSON.stringify(message), given);
    given.destroy();
  } catch (error) {
    crashed(error);
  }
}

const failed = (error) =>
  postMessage({
    say: "failed",
    kind: error.kind ?? (/WebAssembly|CompileError|wasm/i.test(error.message) ? "wasm" : "start"),
    role: error.role ?? "",
    detail: String(error.message ?? error).slice(-600),
  });

onmessage = ({ data }) => {
  if (data.do === "boot") boot(data).catch(failed);
  else if (data.do === "unpack") helper(data).catch(failed);
  else if (data.do === "run") run(data);
  else if (data.do === "comm") received(data);
};
