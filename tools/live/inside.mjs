// Runs inside.py in Pyodide: node inside.mjs PYODIDE_FOLDER WORK_FOLDER; WORK_FOLDER/tasks.json says what to pack.
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [core, work] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${core}/pyodide.mjs`).href);
// Sets in compiled code follow the hash seed: fixed, so that the same source gives the same bytes.
const python = await loadPyodide({ indexURL: core, env: { PYTHONHASHSEED: "0", HOME: "/" } });
for (const [inner, outer] of [["/packing", work], ["/recipe", dirname(fileURLToPath(import.meta.url))]]) {
  python.FS.mkdirTree(inner);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: outer }, inner);
}
python.runPython(`
import os, sys
sys.dont_write_bytecode = True
sys.path.insert(0, "/recipe")
os.chdir("/packing")
import inside
inside.main("tasks.json")
`);
