// Keeps what was read, and what the reader wants kept, for the time without a network. The build
// puts the edition and offline_files.js before this and serves it at the site's root, so that it
// may answer for every page, also below a path. One edition, one store: a newer one makes its own,
// takes over what is the same, and only then removes the older.

const root = new URL("./", location.href);
const files = offlineFiles(root);
const SLOW = 4000; // ms that a page may take before the stored one is shown
const fromStore = new Set(); // open pages that came from the store: the rest of them does too
const foreign = new Set(); // open pages of another edition: nothing of ours belongs to them

let known; // the list of this edition
// Browsers may refuse the store, or clear it behind our back: then everything comes from the network,
// and the list is fetched for the next time.
async function list() {
  try {
    known ??= await files.read(await files.store(EDITION), files.LIST);
    if (!known) fetchList().catch(() => {});
  } catch {
    known = null;
  }
  return known;
}

async function fetchList() {
  const answer = await fetch(files.address(files.LIST), { cache: "no-store" });
  const mine = await answer.json();
  if (mine.edition !== EDITION) throw new Error("the site is being published: later");
  await files.write(await files.store(EDITION), files.LIST, mine);
  return mine;
}

// ---- a new edition -----------------------------------------------------------------------------

async function install() {
  const mine = (known = await fetchList());
  const cache = await files.store(EDITION);
  const wanted = new Set();
  const kept = new Set();
  for (const name of await olderStores()) {
    const older = await caches.open(name);
    const theirs = await files.read(older, files.LIST);
    if (!theirs) continue;
    for (const part of (await files.read(older, files.KEPT)) ?? []) kept.add(part);
    const now = new Map(Object.keys(mine.files).map((path) => [files.stem(path), path]));
    for (const request of await older.keys()) {
      const path = files.named(theirs, new URL(request.url));
      const same = now.get(files.stem(path ?? ""));
      if (!same) continue;
      wanted.add(same);
      if (theirs.files[path][0] === mine.files[same][0])
        await cache.put(files.address(same), await older.match(request));
    }
  }
  const parts = [...kept].filter((part) => part in mine.parts);
  // What the reader keeps must be whole before it replaces the older edition.
  await files.fill(cache, mine, files.paths(mine, parts));
  if (parts.length) await files.write(cache, files.KEPT, parts);
  await files.fill(cache, mine, [...wanted]).catch(() => {}); // what was only read: as it comes
}

async function olderStores() {
  const mine = files.PREFIX + EDITION;
  return (await caches.keys()).filter((name) => name.startsWith(files.PREFIX) && name !== mine);
}

async function activate() {
  await Promise.all((await olderStores()).map((name) => caches.delete(name)));
  await registration.navigationPreload?.enable();
  await clients.claim();
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

// ---- what the page says ------------------------------------------------------------------------

const orders = {
  edition: async () => EDITION,
  takeOver: () => self.skipWaiting(),
  // What the first page had loaded before this worker was there.
  read: async ({ addresses }) => {
    const mine = await list();
    const paths = addresses.map((one) => files.named(mine, new URL(one))).filter(Boolean);
    await files.fill(await files.store(EDITION), mine, [...new Set(paths)]).catch(() => {});
    return true;
  },
};

self.addEventListener("message", (event) => {
  const answer = Promise.resolve(orders[event.data.say]?.(event.data));
  event.waitUntil(answer.then((value) => event.ports[0]?.postMessage(value)));
});

// ---- requests ----------------------------------------------------------------------------------

async function stored(path) {
  try {
    return path && (await (await files.store(EDITION)).match(files.address(path)));
  } catch {
    return undefined;
  }
}

async function keep(path, response, client) {
  const mine = await list();
  try {
    const cache = await files.store(EDITION);
    if (await cache.match(files.address(path))) {
      if (path.endsWith(".html")) await check(mine, path, response, client);
      return;
    }
    await files.put(cache, mine, path, response);
  } catch (error) {
    if (error.kind === "other" && path.endsWith(".html")) foreign.add(client);
    // No room, or another edition's file: the reader has it from the network.
  }
}

// A page that is stored already: is what came the same edition?
async function check(mine, path, response, client) {
  const text = await response.text();
  if (!text.includes(`name="edition" content="${EDITION}"`)) foreign.add(client);
}

// From the network, and from the store if that fails, or is slow and the page is there.
async function answer(event, url) {
  const { request, clientId, resultingClientId } = event;
  const page = request.mode === "navigate";
  const client = page ? resultingClientId : clientId;
  const mine = await list();
  const path = mine && files.named(mine, url);
  const lite = path && files.partOf(path) === "lite"; // notebooks keep what they read themselves
  if (path && (files.lasting(path) || fromStore.has(client))) {
    const found = await stored(path);
    if (found) return found;
  }
  const network = (async () => (page && (await event.preloadResponse)) || fetch(request))();
  const late = page && new Promise((done) => setTimeout(done, SLOW));
  try {
    const came = await Promise.race([network, late].filter(Boolean));
    const usable = came && came.status < 400; // a site half published lacks pages for a while
    if (!usable && !foreign.has(client)) {
      const found = await stored(path);
      if (found) {
        if (page) fromStore.add(client);
        event.waitUntil(network.catch(() => {}));
        return found;
      }
    }
    const response = came ?? (await network);
    if (response.ok && path && !lite) event.waitUntil(keep(path, response.clone(), client));
    return response;
  } catch (error) {
    const found = !foreign.has(client) && (await stored(path));
    if (found) {
      if (page) fromStore.add(client);
      return found;
    }
    if (page) return notKept();
    throw error;
  }
}

function notKept() {
  const text = `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Not kept offline</title>
<body style="font:18px/1.6 system-ui,sans-serif;max-width:34em;margin:3em auto;padding:0 1em">
<h1>This page is not kept offline</h1>
<p>There is no connection, and you have not read this page before. What you have read is still there:
<a href="${files.address("index.html")}">the book's first page</a>. To have all of it, choose
"Keep this book offline" at the foot of any page once you are connected.</p>`;
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'", // no script at all
  };
  return new Response(text, { status: 503, headers });
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(root.href)) return;
  // Asked for past every cache: offline.js fetching what it stores itself, live.js after damage.
  if (request.mode !== "navigate" && ["no-store", "reload"].includes(request.cache)) return;
  event.respondWith(answer(event, url));
});
