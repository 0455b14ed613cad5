// Python, in a thread of its own, so that a loop without an end stops nothing but itself.
// Messages in: {job, ...}; out: {job, ...} with the answer, or {state} and {cell} meanwhile.
let tab;

const said = (state) => postMessage({ state });

async function start(setup) {
  const at = (path) => new URL(path, setup.base).href;
  const entry = at(setup.pyodide);
  said("Loading Python…");
  const wheel = fetch(at(setup.wheel)).then((answer) => {
    if (!answer.ok) throw new Error(`${setup.wheel}: ${answer.status}`);
    return answer.arrayBuffer();
  });
  wheel.catch(() => {}); // it is awaited below
  if (entry.endsWith(".mjs")) self.loadPyodide = (await import(entry)).loadPyodide;
  else importScripts(entry);
  self.pyodide = await loadPyodide({
    indexURL: entry.slice(0, entry.lastIndexOf("/") + 1),
    env: { MPLBACKEND: "Agg", HOME: "/home/pyodide" },
    packages: ["numpy"],
  });
  said("Unpacking the checks…");
  pyodide.FS.writeFile("/tmp/course.whl", new Uint8Array(await wheel));
  pyodide.globals.set("setup", pyodide.toPy({ root: setup.root, folder: setup.folder }));
  pyodide.globals.set("begin", (cell) => postMessage({ cell }));
  tab = pyodide.runPython(`
import sys, zipfile
zipfile.ZipFile("/tmp/course.whl").extractall("/course")
sys.path.append("/course/" + setup["root"])
from autograder.live.tab import Tab
Tab("/course/" + setup["folder"], begin)
`);
  postMessage({ ready: true });
}

async function matplotlib() {
  said("Loading what draws, the first time…");
  await pyodide.loadPackage("matplotlib");
}

async function work({ job, kind, text, exercise, source }) {
  if (kind === "picture" || tab.draws(text)) await matplotlib();
  said(kind === "picture" ? "Drawing…" : "Checking…");
  postMessage({ job, begun: true }); // from now on it is the student's code that takes time
  if (kind === "report") return JSON.parse(tab.report(text));
  if (kind === "picture") return JSON.parse(tab.picture(text, source));
  const found = JSON.parse(tab.check(text, exercise));
  if (!found.pictures) return found;
  postMessage({ job, answer: found, more: true });
  await matplotlib();
  return { ...found, card: tab.card() };
}

onmessage = async ({ data }) => {
  try {
    if (data.setup) await start(data.setup);
    else postMessage({ job: data.job, answer: await work(data) });
  } catch (error) {
    postMessage({ job: data.job, failed: String(error.message || error) });
  }
};
