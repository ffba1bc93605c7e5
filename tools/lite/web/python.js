// Loads Python into a notebook's worker: the files that the pages use (../_live/), none of another host.
// The kernel runs this file with importScripts and then calls loadPyodide.
self.loadPyodide = async ({ indexURL }) => {
  const home = new URL("../_live/", new URL(indexURL, location.href));
  const answer = await fetch(new URL("manifest.json", home), { cache: "no-cache" });
  if (!answer.ok) throw new Error("The list of files that Python needs did not load.");
  const { files } = await answer.json();
  const address = (role) => new URL(files[role].path, home).href;

  async function load(role) {
    const response = await fetch(address(role));
    if (!response.ok) throw new Error(`${role} did not load (${response.status}).`);
    const data = await response.arrayBuffer();
    if (data.byteLength !== files[role].bytes) throw new Error(`${role} arrived incomplete.`);
    if (crypto.subtle) {
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
      const found = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      if (found !== files[role].sha256) throw new Error(`${role} is not the one that the book names.`);
    }
    return data;
  }

  const archives = ["packages.zip", "book.zip"].map(load);
  Promise.all(archives).catch(() => {}); // told below, where they are awaited
  const { loadPyodide } = await import(address("pyodide.mjs"));
  const python = await loadPyodide({
    indexURL: new URL(".", address("pyodide.asm.wasm")).href,
    lockFileURL: address("pyodide-lock.json"),
    stdLibURL: address("python_stdlib.zip"),
    env: { HOME: "/home/pyodide", JUPYTER_WIDGETS_ECHO: "0" },
  });
  for (const archive of archives) {
    python.unpackArchive(await archive, "zip", { extractDir: "/lib/python3.12/site-packages" });
  }
  python.runPython(START_PY, { globals: python.toPy({ __name__: "start" }) });
  return python;
};
