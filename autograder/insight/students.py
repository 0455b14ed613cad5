"""The table of all students: plain HTML; a small script of ours adds sorting and a filter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.insight.gather import FAILED_US, NO_RESULT, UNREADABLE
from autograder.insight.page import section
from autograder.lms.exports.grades import plain
from autograder.report.terminal import SIGNS
from autograder.results import Status
from autograder.text import for_html, one_line

Data = dict[str, Any]
MARKS = {
    "": "",
    UNREADABLE: "cannot be read",
    FAILED_US: "a check of ours failed",
    NO_RESULT: "no result",
}
STYLE = """
#roll { max-height: 85vh; overflow: auto; border: 1px solid var(--line); width: fit-content;
  max-width: 100%; }
#roll table { border-collapse: separate; border-spacing: 0; }
#roll td:last-child { white-space: nowrap; }
#roll thead th { position: sticky; top: 0; background: var(--soft); z-index: 1; }
#roll tbody th { position: sticky; left: 0; background: var(--paper); font-weight: normal;
  min-width: 6.5rem; max-width: 14rem; overflow-wrap: anywhere; }
#roll thead th:first-child { left: 0; z-index: 2; }
#roll .e { writing-mode: vertical-rl; transform: rotate(180deg); font-weight: normal;
  max-height: 11rem; }
#roll button { all: unset; cursor: pointer; }
#roll button:focus-visible { outline: 2px solid; }
#roll [aria-sort=ascending] button::after { content: " ▲"; }
#roll [aria-sort=descending] button::after { content: " ▼"; }
.tools { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline; margin: .4rem 0; }
.tools input { font: inherit; padding: .2rem .4rem; max-width: 100%; }
@media print { #roll { max-height: none; overflow: visible; border: 0; }
  #roll th { position: static !important; } }
"""
# It moves rows and hides some; it makes no text of what it reads but the number of rows shown.
SCRIPT = """
"use strict";
(() => {
  const table = document.querySelector("#roll table");
  if (!table) return;
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells], rows = [...body.rows];
  const number = cell => {
    const found = /-?\\d+(\\.\\d+)?/.exec(cell ? cell.textContent : "");
    return found ? Number(found[0]) : -1;
  };
  const order = (place, up) => {
    const words = new Intl.Collator(undefined, { numeric: true });
    const of = row => row.cells[place];
    const compare = place
      ? (a, b) => number(of(a)) - number(of(b))
      : (a, b) => words.compare(of(a).textContent, of(b).textContent);
    body.append(...rows.sort((a, b) => up ? compare(a, b) : compare(b, a)));
    heads.forEach((head, i) => head.removeAttribute("aria-sort"));
    heads[place].setAttribute("aria-sort", up ? "ascending" : "descending");
  };
  heads.slice(0, -1).forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      order(place, head.getAttribute("aria-sort") === "descending" || !place
        && head.getAttribute("aria-sort") !== "ascending");
    });
  });
  const tools = document.createElement("p"), label = document.createElement("label");
  const input = document.createElement("input"), shown = document.createElement("span");
  tools.className = "tools";
  input.type = "search";
  shown.setAttribute("role", "status");
  label.append("Filter by name or remark: ", input);
  tools.append(label, shown);
  document.getElementById("roll").before(tools);
  input.addEventListener("input", () => {
    const word = input.value.toLowerCase();
    let seen = 0;
    for (const row of rows) {
      const last = row.cells[row.cells.length - 1];
      const said = row.cells[0].textContent + " " + last.textContent;
      row.hidden = !said.toLowerCase().includes(word);
      seen += !row.hidden;
    }
    shown.textContent = seen + " of " + rows.length + " students";
  });
})();
"""


def students(data: Data, links: Mapping[str, Mapping[str, str]]) -> str:
    """Return the section with a row a student; `links` are addresses by name and ending."""
    if not data["students"]:
        return section("students", "Students", "<p>There are none yet.</p>")
    items = data["exercises"]
    heads = "".join(
        f'<th scope="col" class="n"><span class="e">{for_html(one_line(item["name"], 40))}</span>'
        for item in items
    )
    rows = "".join(_row(one, len(items), links.get(one["student"], {})) for one in data["students"])
    most = f" of {plain(data['max_score'])}" if data["max_score"] else ""
    said = f"Points{most}, and by exercise: {_legend()}"
    return section(
        "students",
        "Students",
        f'<p class="quiet">{for_html(said)}.</p><div id="roll" role="region" '
        'aria-label="All students" tabindex="0"><table><thead><tr><th scope="col">student'
        f'<th scope="col" class="n">points{heads}<th scope="col">remark</thead>'
        f"<tbody>{rows}</table></div>",
    )


def _legend() -> str:
    words: dict[str, list[str]] = {}
    for status, (sign, _, word) in SIGNS.items():
        words.setdefault(sign, []).append(word or str(status))
    return "; ".join(f"{sign} {', '.join(each)}" for sign, each in words.items())


def _row(one: Data, width: int, links: Mapping[str, str]) -> str:
    name = for_html(one_line(one["student"])) or "(no name)"
    target = links.get("html") or links.get("json")
    shown = f'<a href="{for_html(target)}">{name}</a>' if target else name
    if target and "html" in links and "json" in links:
        shown += f' <a href="{for_html(links["json"])}">data</a>'
    score = "–" if one["score"] is None else plain(one["score"])
    pairs = zip(one.get("verdicts", [""] * width), one.get("scores", [None] * width), strict=True)
    cells = "".join(f"<td class=n>{_cell(verdict, score)}" for verdict, score in pairs)
    return f'<tr><th scope="row">{shown}<td class=n>{score}{cells}<td>{MARKS[one["mark"]]}\n'


def _cell(verdict: str, score: float | None) -> str:
    if not verdict:
        return "–"
    sign = SIGNS[Status(verdict)][0]
    return sign if score is None else f"{sign} {plain(score)}"
