"use strict";
// The rows with issues of a submission, to be corrected in place. Each cell is an input of its own: Tab goes from cell
// to cell, Enter takes what was typed, Escape puts back what was there, Ctrl+Z undoes the last edit.

const grid = document.getElementById("grid");
const word = (name) => grid.getAttribute("data-word-" + name);
const said = grid.querySelector(".grid-counts");
const list = document.getElementById("grid-rows");
const other = document.getElementById("grid-other");
const more = document.getElementById("grid-more");
const tables = document.getElementById("grid-table");
const undo = document.getElementById("grid-undo");
const redo = document.getElementById("grid-redo");
const save = document.getElementById("grid-save");
let number = 0;
let cursor = null;
let titles = {};
// The fields of the key of each table.
let keys = {};

async function ask(question) {
  const answer = await fetch(grid.dataset.ask, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Registrar-Secret": grid.dataset.secret },
    body: JSON.stringify({ id: ++number, ...question }),
  });
  if (!answer.ok) {
    said.textContent = word("broken");
    throw new Error(word("broken"));
  }
  return answer.json();
}

function make(name, classes, text) {
  const element = document.createElement(name);
  if (classes) element.className = classes;
  if (text !== undefined) element.textContent = text;
  return element;
}

// A sentence in which what stands between backticks is as it is in the file.
function sentence(name, classes, text) {
  const element = make(name, classes);
  text.split("`").forEach((part, index) => element.append(index % 2 ? make("code", "", part) : part));
  return element;
}

const placeOf = (row) => [row.file, row.sheet, row.row].join("|");
const where = (row) => ({ file: row.file, sheet: row.sheet, row: row.row });

function tell(counts, text) {
  const numbers = word("rows").replace("%e", counts.error).replace("%w", counts.warning);
  said.textContent = text ? text + " " + numbers : numbers;
}

function take(status) {
  undo.disabled = !status.undo;
  redo.disabled = !status.redo;
  save.disabled = !status.unsaved;
}

function issueLine(issue, id) {
  const line = make("li", "grid-issue " + issue.severity);
  if (id) line.id = id;
  line.append(make("span", "mark " + issue.severity, word(issue.severity)), " ");
  line.append(sentence("span", "", issue.message));
  const more = make("span", "grid-more hint");
  if (issue.help) more.append(sentence("span", "", issue.help));
  if (issue.suggestion) more.append(" " + word("suggestion") + " ", make("code", "", issue.suggestion.text));
  if (more.hasChildNodes()) line.append(more);
  return line;
}

const keyOf = (row) =>
  row.cells.filter((cell) => (keys[row.table] || []).includes(cell.field)).map((cell) => cell.text).join(" / ");

// A row with its cells, what is wrong with it, and the rows that it hangs on.
function draw(row) {
  const item = make("li", "card grid-row");
  item.dataset.place = placeOf(row);
  const title = make("h2", "", (titles[row.table] || row.table || "") + " " + keyOf(row));
  const place = [row.sheet, word("row").replace("%n", row.row)].filter((one) => one !== null).join(" · ");
  title.append(" ", make("span", "hint", place));
  item.append(title);
  const issues = make("ul", "grid-issues");
  const byColumn = new Map();
  row.issues.forEach((issue, index) => {
    const id = "i-" + placeOf(row).replace(/\W/g, "-") + "-" + index;
    issues.append(issueLine(issue, id));
    if (issue.columnNumber) {
      byColumn.set(issue.columnNumber, (byColumn.get(issue.columnNumber) || []).concat([[id, issue]]));
    }
  });
  item.append(issues);
  const cells = make("div", "grid-cells");
  for (const cell of row.cells) cells.append(drawCell(row, cell, byColumn.get(cell.column) || []));
  item.append(cells);
  if (row.hangsOn.length > 0) {
    const links = make("details", "");
    links.append(make("summary", "", word("hangsOn") + " (" + row.hangsOn.length + ")"));
    links.addEventListener("toggle", () => related(row, links), { once: true });
    item.append(links);
  }
  return item;
}

function drawCell(row, cell, issues) {
  const box = make("p", "grid-cell");
  const id = "c-" + placeOf(row).replace(/\W/g, "-") + "-" + cell.column;
  const label = make("label", "", cell.header);
  label.htmlFor = id;
  const input = make("input", "");
  input.type = "text";
  input.id = id;
  input.autocomplete = "off";
  input.spellcheck = false;
  input.defaultValue = cell.secret ? word("secret") : cell.text;
  if (!cell.editable) {
    input.readOnly = true;
    input.title = cell.why || word("locked");
  }
  const errors = issues.filter(([, issue]) => issue.severity === "error");
  if (errors.length > 0) input.setAttribute("aria-invalid", "true");
  const hint = make("span", "grid-hint");
  hint.id = id + "-hint";
  input.setAttribute("aria-describedby", [hint.id].concat(issues.map(([name]) => name)).join(" "));
  if (issues.length > 0) box.classList.add(errors.length > 0 ? "error" : "warning");
  if (cell.before !== undefined && cell.before !== null) box.classList.add("edited");
  box.append(label, input, hint);
  if (cell.editable) listen(row, cell, input, hint);
  return box;
}

function listen(row, cell, input, hint) {
  let wait = 0;
  let asked = 0;
  input.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(async () => {
      const mine = ++asked;
      const answer = await ask({ do: "check", ...where(row), column: cell.column, field: cell.field, text: input.value });
      if (mine !== asked || !answer.ok) return;
      hint.replaceChildren();
      if (answer.issue) hint.append(sentence("span", "", answer.issue.message));
    }, 150);
  });
  input.dataset.sent = cell.text;
  const take = () => {
    clearTimeout(wait);
    asked++;
    // A row that is drawn anew lets go of its cells, which is not the end of typing.
    if (input.value === input.dataset.sent || input.closest("[data-old]")) return;
    input.dataset.sent = input.value;
    edit(row, cell, input);
  };
  input.addEventListener("change", take);
  // What was carried over into a row that is drawn anew is no change of its own.
  input.addEventListener("blur", take);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      input.value = cell.text;
      hint.textContent = "";
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? "nextElementSibling" : "previousElementSibling";
      const next = input.closest(".grid-row")[step];
      const same = next && next.querySelector(`input[id$="-${cell.column}"]`);
      if (same) {
        event.preventDefault();
        same.focus();
      }
    }
  });
}

function replace(row) {
  const old = list.querySelector(`[data-place="${CSS.escape(placeOf(row))}"]`);
  if (!old) return;
  const typed = document.activeElement;
  const focus = typed ? typed.id : "";
  // What somebody types while the answer is under way stays.
  const isInput = old.contains(typed) && typed.tagName === "INPUT";
  const text = isInput && typed.value !== typed.defaultValue ? typed.value : null;
  const caret = isInput ? [typed.selectionStart, typed.selectionEnd] : null;
  old.dataset.old = "1";
  old.replaceWith(draw(row));
  const again = focus && document.getElementById(focus);
  if (!again) return;
  again.focus();
  if (!caret || again.readOnly) return;
  if (text !== null) again.value = text;
  again.setSelectionRange(caret[0], caret[1]);
}

async function edit(row, cell, input) {
  const answer = await ask({ do: "edit", ...where(row), column: cell.column, field: cell.field, text: input.value });
  if (!answer.ok) {
    said.textContent = answer.message;
    input.value = cell.text;
    input.dataset.sent = cell.text;
    return;
  }
  after(answer);
}

// What an edit, an undo or a redo changed: its row, and those that wait for it.
async function after(answer) {
  take(answer.status);
  const gone = (answer.gone || []).length;
  const came = (answer.came || []).length;
  tell(answer.counts, word("gone").replace("%n", gone) + " " + word("came").replace("%n", came));
  if (answer.moved) return load();
  if (answer.row) replace(answer.row);
  const own = answer.row ? placeOf(answer.row) : "";
  const touched = new Map();
  for (const issue of (answer.came || []).concat(answer.changed || [])) {
    const row = { file: issue.source, sheet: issue.sheet, row: issue.row };
    if (issue.row && placeOf(row) !== own) touched.set(placeOf(row), row);
  }
  for (const row of touched.values()) {
    const fresh = await ask({ do: "row", ...row });
    if (fresh.ok) replace(fresh.row);
  }
}

async function related(row, links) {
  const answer = await ask({ do: "row", ...where(row), related: true });
  if (!answer.ok) return;
  const inner = make("ol", "grid-rows");
  for (const one of answer.related) inner.append(draw(one));
  links.append(inner);
}

async function load() {
  cursor = null;
  list.replaceChildren();
  other.replaceChildren();
  await next();
}

async function next() {
  const answer = await ask({ do: "rows", table: tables.value || null, severity: null, code: null, after: cursor, limit: 50 });
  if (!answer.ok) {
    said.textContent = answer.message;
    return;
  }
  for (const issue of answer.other || []) other.append(issueLine(issue));
  for (const row of answer.rows) list.append(draw(row));
  cursor = answer.next;
  more.hidden = cursor === null;
}

more.addEventListener("click", next);
tables.addEventListener("change", load);
for (const [button, name] of [[undo, "undo"], [redo, "redo"]]) {
  button.addEventListener("click", async () => {
    const answer = await ask({ do: name });
    if (answer.ok) await after(answer);
  });
}
document.addEventListener("keydown", (event) => {
  const typed = document.activeElement;
  const isUnchanged = !typed || typed.tagName !== "INPUT" || typed.value === typed.defaultValue;
  if (event.ctrlKey && event.key === "z" && isUnchanged && !undo.disabled) {
    event.preventDefault();
    undo.click();
  }
});

(async () => {
  const answer = await ask({ do: "open" });
  if (!answer.ok) {
    said.textContent = answer.message;
    return;
  }
  for (const table of answer.tables) {
    titles[table.table] = table.title;
    keys[table.table] = table.fields.filter((field) => field.key).map((field) => field.field);
    const option = make("option", "", table.title);
    option.value = table.table;
    tables.append(option);
  }
  take(answer.status);
  tell(answer.counts);
  await load();
})();
