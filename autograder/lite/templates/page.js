// One assignment: keeps what is written, sends it to the worker, shows the verdicts.
"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const one = (id) => document.getElementById(id);
const areas = [...document.querySelectorAll("textarea")];
const given = (cell) => [].concat(data.notebook.cells[cell - 1].source).join("");
const number = (area) => Number(area.dataset.cell);

// --- What is written stays in this browser.
const key = (cell) => `saywhy:${data.name}:${data.notebook.cells[cell - 1].id}`;
let isKept = true;
let isDownloaded = true;

function kept(cell) {
  try { return localStorage.getItem(key(cell)); } catch { return lose(); }
}

function lose() {
  isKept = false;
  one("storage").hidden = false;
  one("storage").textContent = "This browser keeps nothing here (a private window, or no room left): " +
    "download your work below before you close the page, or it is lost.";
  return null;
}

function keep(area) {
  const cell = number(area);
  const isChanged = area.value !== given(cell);
  area.parentElement.querySelector(".reset").hidden = !isChanged;
  try {
    if (isChanged) localStorage.setItem(key(cell), area.value);
    else localStorage.removeItem(key(cell));
  } catch { lose(); }
  note(false);
}

function note(downloaded) {
  isDownloaded = downloaded;
  const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  one("saved").textContent = downloaded ? `Downloaded at ${time}.`
    : "There are changes that you have not downloaded.";
}

addEventListener("beforeunload", (event) => {
  if (!isKept && !isDownloaded) event.preventDefault();
});

// --- The two faces of the work, and how it comes back.
function notebook() {
  const made = structuredClone(data.notebook);
  for (const area of areas)
    made.cells[number(area) - 1].source = area.value.split(/(?<=\n)/);
  return JSON.stringify(made, null, 1) + "\n";
}

function python() {
  const text = (cell) => one(`cell-${cell}`).value;
  const commented = (cell) => text(cell).split("\n").map((line) => `# ${line}`.trimEnd()).join("\n");
  return data.python.map((piece) => typeof piece === "string" ? piece
    : typeof piece === "number" ? text(piece) : commented(piece[0])).join("");
}

function download(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  note(true);
}

function fromNotebook(text) {
  const cells = JSON.parse(text).cells;
  const found = new Map(cells.map((cell) => [
    cell.metadata?.nbgrader?.grade_id ?? cell.id, [].concat(cell.source).join("")]));
  const mark = (area) => data.notebook.cells[number(area) - 1].metadata.nbgrader.grade_id;
  return areas.map((area) => found.get(mark(area)));
}

function fromPython(text) {
  let at = 0; // the given text before an editor ends in the marker of its cell
  return areas.map((area) => {
    const place = data.python.findIndex((piece) => [].concat(piece)[0] === number(area));
    const marker = data.python[place - 1].trimEnd().split("\n").pop();
    const found = text.indexOf(marker + "\n", at);
    if (found < 0) return undefined;
    at = found + marker.length + 1;
    const end = text.slice(at).search(/^# ?%%/m);
    const body = (end < 0 ? text.slice(at) : text.slice(at, at + end)).trimEnd();
    return Array.isArray(data.python[place]) ? body.replace(/^# ?/gm, "") : body;
  });
}

async function open(file) {
  let texts;
  try {
    const text = (await file.text()).replace(/\r\n?/g, "\n");
    texts = text.trimStart().startsWith("{") ? fromNotebook(text) : fromPython(text);
  } catch { texts = []; }
  const count = texts.filter((text) => text !== undefined).length;
  if (!count) {
    one("opened").textContent = `${file.name} is no file of this assignment: nothing was changed.`;
    return;
  }
  if (!confirm(`Put ${count} cells of ${file.name} in the place of what is written here?`)) return;
  areas.forEach((area, at) => { if (texts[at] !== undefined) write(area, texts[at]); });
  one("opened").textContent = `${count} of ${areas.length} cells were read from ${file.name}.`;
}

function write(area, text) {
  area.value = text;
  fit(area);
  keep(area);
}

// --- Editors: Tab and Enter indent, Esc lets Tab leave.
function fit(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.rows = Math.max(4, area.value.split("\n").length + 1);
}

let leaves = false;
function typed(event) {
  const area = event.target;
  if (event.key === "Escape") { leaves = true; return; }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    sectionOf(area.dataset.exercise).querySelector(".run").click();
  } else if (area.className === "editor" && event.key === "Tab" && !event.shiftKey && !leaves) {
    event.preventDefault();
    insert(area, "    ");
  } else if (area.className === "editor" && event.key === "Enter" && !event.isComposing) {
    const line = area.value.slice(0, area.selectionStart).split("\n").pop();
    event.preventDefault();
    insert(area, "\n" + line.match(/^ */)[0] + (line.trimEnd().endsWith(":") ? "    " : ""));
  }
  leaves = false;
}

function insert(area, text) {
  if (document.execCommand("insertText", false, text)) return; // it can be undone
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input"));
}

// --- The worker, one job at a time.
let worker, ready, job, jobs = 0, running = null;

function start() {
  if (worker) return ready;
  worker = new Worker("worker.js");
  ready = new Promise((resolve, reject) => {
    worker.onmessage = ({ data: told }) => heard(told, resolve, reject);
    worker.onerror = (event) => reject(new Error(event.message || "worker.js did not load"));
  });
  ready.catch((error) => {
    one("state").textContent = `Python could not be loaded (${error.message}). ` +
      "Check the connection, then try again.";
    worker.terminate();
    worker = null;
  });
  worker.postMessage({ setup: { ...data, notebook: null, python: null, base: location.href } });
  return ready;
}

function heard(told, resolve, reject) {
  if (told.ready) { one("state").textContent = "Python is ready."; resolve(); }
  else if (told.state) one("state").textContent = told.state;
  else if (told.cell !== undefined) { if (running) running.cell = told.cell; }
  else if (told.job === undefined) reject(new Error(told.failed));
  else if (running?.job === told.job) running.told(told);
}

function end() {
  worker?.terminate();
  worker = null;
  one("state").textContent = "Python was stopped; it starts afresh.";
  start();
}

// Resolves to the answer; `early` gets one that comes before its pictures.
async function ask(what, early = () => {}, times = 1) {
  if (running) throw new Error("Wait until the running check has ended, or stop it.");
  running = { job: (jobs += 1), cell: 0 };
  const mine = running;
  busy(true);
  try {
    await start();
    return await new Promise((resolve, reject) => {
      mine.stop = (why) => { end(); reject(new Error(why + place(mine.cell))); };
      mine.told = (told) => {
        if (told.begun) mine.clock = setTimeout(() => mine.stop(
          `Stopped after ${data.seconds * times} seconds: does every loop end? `), data.seconds * times * 1000);
        else clearTimeout(mine.clock);
        if (told.failed) reject(new Error(`The checks themselves failed: ${told.failed}`));
        else if (told.more) early(told.answer);
        else if (told.answer) resolve(told.answer);
      };
      worker.postMessage({ job: mine.job, ...what });
    });
  } finally {
    clearTimeout(mine.clock);
    running = null;
    busy(false);
    if (worker) ready.then(() => { if (!running) one("state").textContent = "Python is ready."; }, () => {});
  }
}

const place = (cell) => cell ? `It was running cell ${cell}.` : "It was running a function that a check called.";

function busy(is) {
  for (const button of document.querySelectorAll("button.run, button.draw, #all")) button.disabled = is;
}

// --- Verdicts.
const sectionOf = (exercise) => document.querySelector(`.check[data-exercise="${exercise}"]`);
const points = (answer) => `${+answer.score.toFixed(2)} of ${+answer.max_score.toFixed(2)} points`;

function show(section, answer) {
  const card = section.querySelector(".card");
  card.innerHTML = answer.card; // made by a template that escapes all text
  card.hidden = !answer.card;
  tell(section.querySelector(".problems"), answer.problems);
  const printed = section.querySelector(".printed");
  printed.hidden = !answer.printed;
  printed.querySelector("pre").textContent = answer.printed;
  if (answer.status) section.querySelector(".said").textContent =
    `${section.dataset.exercise}: ${answer.status.replace("_", " ")}, ${points(answer)}, for learning.`;
}

function tell(box, texts) {
  box.replaceChildren(...texts.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  box.hidden = !texts.length;
}

async function check(section) {
  const said = section.querySelector(".said");
  const stop = section.querySelector(".stop");
  said.textContent = "Checking…";
  stop.hidden = false;
  stop.onclick = () => running?.stop?.("Stopped. ");
  try {
    const what = { kind: "check", text: notebook(), exercise: section.dataset.exercise };
    show(section, await ask(what, (answer) => show(section, answer)));
  } catch (error) {
    said.textContent = "";
    section.querySelector(".card").hidden = true;
    tell(section.querySelector(".problems"), [`${section.dataset.exercise}: ${error.message}`]);
    said.textContent = "There is no verdict.";
  }
  stop.hidden = true;
}

async function draw(box) {
  const said = box.querySelector(".said");
  said.textContent = "Drawing…";
  try {
    const what = { kind: "picture", text: notebook(), source: given(box.dataset.cell) };
    const answer = await ask(what);
    box.querySelector(".drawn").replaceChildren(...answer.pictures.map((png) => Object.assign(
      new Image(), { src: `data:image/png;base64,${png}`, alt: `The picture of cell ${box.dataset.cell}` })));
    said.textContent = answer.problems.join(" ") || (answer.pictures.length ? ""
      : "It uses functions that are not written yet.");
  } catch (error) { said.textContent = error.message; }
}

const signs = { passed: "✓", not_started: "·", manual: "✎", blocked: "·", grader_error: "!" };

async function checkAll() {
  one("total").textContent = "Checking everything…";
  one("results").replaceChildren();
  try {
    const report = await ask({ kind: "report", text: notebook() }, () => {}, 4);
    const [found] = report.assignments;
    one("total").textContent = `${points(found)} by the public checks, for learning.`;
    one("results").replaceChildren(...found.exercises.map((each) => Object.assign(document.createElement("li"), {
      textContent: `${signs[each.status] ?? "✗"} ${each.title}: ${each.status.replace("_", " ")}, ${points(each)}` })));
  } catch (error) { one("total").textContent = error.message; }
}

for (const area of areas) {
  area.value = kept(number(area)) ?? given(number(area));
  area.parentElement.querySelector(".reset").hidden = area.value === given(number(area));
  fit(area);
  area.addEventListener("focus", () => start().catch(() => {}), { once: true });
  area.addEventListener("input", () => { fit(area); keep(area); });
  area.addEventListener("keydown", typed);
  area.parentElement.querySelector(".reset").onclick = () => {
    if (confirm("Put the given text back? What you wrote in this cell is lost.")) {
      write(area, given(number(area)));
      area.focus();
    }
  };
}
for (const section of document.querySelectorAll(".check"))
  section.querySelector(".run").onclick = () => check(section);
for (const box of document.querySelectorAll(".picture-cell"))
  box.querySelector(".draw").onclick = () => draw(box);
one("notebook").onclick = () => download(`${data.slug}.ipynb`, notebook(), "application/x-ipynb+json");
one("python").onclick = () => download(`${data.slug}.py`, python(), "text/x-python");
one("all").onclick = checkAll;
one("open").onchange = (event) => { if (event.target.files[0]) open(event.target.files[0]); };
navigator.storage?.persist?.().catch(() => {});
