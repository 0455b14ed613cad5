// Python as in the browser's worker, under node: node wasm.mjs PYODIDE WHEEL SCRIPT < in > out
// SCRIPT is Python; its last line is a function. For each line in, what it returns is a line out.
// The first line out says how many milliseconds passed until Pyodide was loaded, and until SCRIPT
// had run.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [folder, wheel, script] = process.argv.slice(2);
const began = Date.now();
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const pyodide = await loadPyodide({
  indexURL: `${folder}/`,
  env: { MPLBACKEND: "Agg", HOME: "/home/pyodide" },
  packages: ["numpy", "matplotlib"],
  stdout: () => {},
});
const loaded = Date.now() - began;
pyodide.FS.writeFile("/tmp/course.whl", new Uint8Array(readFileSync(wheel)));
pyodide.runPython(`
import sys, zipfile
zipfile.ZipFile("/tmp/course.whl").extractall("/course")
sys.path.append("/course/saywhy_course")
`);
const answer = pyodide.runPython(readFileSync(script, "utf-8"));
process.stdout.write(JSON.stringify({ loaded, ready: Date.now() - began }) + "\n");
for await (const line of createInterface({ input: process.stdin }))
  process.stdout.write(answer(line) + "\n");
