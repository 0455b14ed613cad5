// What the browser's worker does, under node: node tab.mjs PYODIDE WHEEL ROOT < jobs > reports
// A job is a line of JSON, {assignment, text}; so is the report on it, as `autograder.live.tab`
// writes it. The first line out says how long each step took, in milliseconds.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [folder, wheel, root] = process.argv.slice(2);
const began = Date.now();
const steps = {};
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const pyodide = await loadPyodide({
  indexURL: `${folder}/`,
  env: { MPLBACKEND: "Agg", HOME: "/home/pyodide" },
  packages: ["numpy", "matplotlib"],
  stdout: () => {},
});
steps.loaded = Date.now() - began;
pyodide.FS.writeFile("/tmp/course.whl", new Uint8Array(readFileSync(wheel)));
pyodide.globals.set("root", root);
const report = pyodide.runPython(`
import sys, zipfile
zipfile.ZipFile("/tmp/course.whl").extractall("/course")
sys.path.append("/course/" + root)
from autograder.live.tab import Tab
def report(assignment, text):
    return Tab(f"/course/{root}/assignments/{assignment}").report(text)
report
`);
steps.ready = Date.now() - began;
process.stdout.write(JSON.stringify(steps) + "\n");
for await (const line of createInterface({ input: process.stdin })) {
  const { assignment, text } = JSON.parse(line);
  process.stdout.write(report(assignment, text) + "\n");
}
