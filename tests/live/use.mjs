// Starts the bundle in Node as a page would: node use.mjs LIVE_FOLDER PYTHON_FILE; prints what the file's
// last expression is, and how many seconds the steps took.
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";

const [live, script] = process.argv.slice(2);
const { files } = JSON.parse(readFileSync(`${live}/manifest.json`, "utf-8"));
const place = (role) => `${live}/${files[role].path}`;
const times = {};
let last = performance.now();
const lap = (step) => {
  times[step] = Math.round(performance.now() - last) / 1000;
  last = performance.now();
};

const { loadPyodide } = await import(pathToFileURL(place("pyodide.mjs")).href);
const python = await loadPyodide({ indexURL: dirname(place("pyodide.mjs")) });
lap("start");
for (const role of ["packages.zip", "book.zip"]) {
  const data = new Uint8Array(readFileSync(place(role)));
  python.unpackArchive(data, "zip", { extractDir: "/lib/python3.12/site-packages" });
}
lap("unpack");
for (const name of ["pandas", "altair", "IPython", "ipywidgets", "missile_question.explorers.reach"]) {
  python.runPython(`import ${name}`);
  lap(`import ${name}`);
}
python.runPython("missile_question.explorers.reach.reach_map().figure()");
lap("first figure");
console.log(JSON.stringify({ found: JSON.parse(python.runPython(readFileSync(script, "utf-8"))), times }));
