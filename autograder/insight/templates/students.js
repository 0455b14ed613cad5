// It moves rows and hides some; it makes no text of what it reads but the number of rows shown.
"use strict";
(() => {
  const table = document.querySelector("#roll table");
  if (!table) return;
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells], rows = [...body.rows];
  const number = cell => {
    const found = /-?\d+(\.\d+)?/.exec(cell ? cell.textContent : "");
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
