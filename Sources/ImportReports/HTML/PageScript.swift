/// What a page does beyond showing itself: filters, pages of the list, rows, the download.
///
/// It reads only what stands in the page, and writes texts as texts, never as markup.
enum PageScript {
  static let text = #"""
    (function () {
      "use strict";
      const byId = id => document.getElementById(id);
      const read = id => JSON.parse(byId(id).textContent);
      // Blocks are packed; a browser that cannot unpack them shows what one without scripts does.
      if (typeof DecompressionStream === "undefined") return;
      async function unpack(id) {
        const element = byId(id);
        if (element.type === "application/json") return read(id);
        const packed = atob(element.textContent);
        const bytes = new Uint8Array(packed.length);
        for (let index = 0; index < packed.length; index += 1) bytes[index] = packed.charCodeAt(index);
        const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
        return JSON.parse(await new Response(stream).text());
      }
      for (const element of document.querySelectorAll(".script")) element.hidden = false;
      for (const element of document.querySelectorAll(".unscripted")) element.hidden = true;

      // Sentences have code in backticks. Texts of files are never taken for markup.
      function put(element, text) {
        text.split("`").forEach((part, index, parts) => {
          if (index % 2 === 0 || index === parts.length - 1) {
            element.append(index % 2 === 0 ? part : "`" + part);
          } else {
            const code = document.createElement("code");
            code.textContent = part;
            element.append(code);
          }
        });
      }
      function make(name, text, kind) {
        const element = document.createElement(name);
        if (text !== undefined) element.textContent = text;
        if (kind) element.className = kind;
        return element;
      }
      const count = number => number.toLocaleString(document.documentElement.lang);
      // A cell that begins like a formula gets an apostrophe, so that no spreadsheet computes it.
      function field(text) {
        text = String(text);
        if (/^[=+\-@\t\r]/.test(text)) text = "'" + text;
        return /[",\n\r]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
      }
      const record = fields => fields.map(field).join(",") + "\r\n";
      function save(parts, name) {
        const link = make("a");
        link.href = URL.createObjectURL(new Blob(["\uFEFF", ...parts], { type: "text/csv" }));
        link.download = name + ".csv";
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      }

      // Long tables have their first rows in the page, the others packed.
      document.addEventListener("click", async event => {
        const button = event.target.closest("[data-more],[data-save]");
        if (!button) return;
        button.disabled = true;
        const id = button.dataset.more || button.dataset.save;
        const table = byId(id), body = table.tBodies[0];
        const rows = await unpack(id + "-rows");
        if (button.dataset.save) {
          const names = [...table.tHead.rows[0].cells].map(cell => cell.textContent);
          save([names, ...rows].map(record), id);
        } else {
          for (const texts of rows.slice(body.rows.length, body.rows.length + 1000)) {
            const row = make("tr");
            texts.forEach((text, index) => {
              const cell = make("td");
              const form = table.dataset.forms[index];
              if (form === "c") cell.append(make("code", text));
              else if (form === "s") put(cell, text);
              else cell.append(text);
              row.append(cell);
            });
            body.append(row);
          }
          const rest = rows.length - body.rows.length;
          button.textContent = button.dataset.words.replace("{count}", count(rest));
          if (rest === 0) button.hidden = true;
        }
        button.disabled = false;
      });

      if (!byId("kinds")) return;
      const words = read("words");
      const kinds = read("kinds");
      const pageSize = 100;
      const pause = () => new Promise(resume => setTimeout(resume));

      // Issues stand in blocks; the last ones read are kept.
      const kept = new Map();
      async function load(number) {
        const found = await unpack("block" + number);
        if (kept.size > 40) kept.delete(kept.keys().next().value);
        kept.set(number, found);
        return found;
      }
      // Waiting only for what must be unpacked keeps a walk over all issues short.
      const block = position => {
        const number = Math.floor(position / kinds.size);
        return kept.get(number) || load(number);
      };
      function kindOf(position) {
        let low = 0, high = kinds.start.length - 1;
        while (low < high) {
          const middle = (low + high + 1) >> 1;
          if (kinds.start[middle] <= position) low = middle; else high = middle - 1;
        }
        return low;
      }
      function issue(position, part) {
        const index = position % kinds.size;
        const kind = kindOf(position);
        const text = name => {
          const base = kinds[name][kind];
          const change = part[name] && part[name][index];
          return change ? base.slice(0, change[0]) + change[2] + base.slice(base.length - change[1]) : base;
        };
        const other = name => (part[name] && part[name][index]) || 0;
        return {
          kind, severity: kinds.severity[kind], code: kinds.code[kind],
          place: text("place"), what: text("what"), help: text("help"),
          value: other("value") || "", better: other("better") || "", row: other("row"),
          cell: other("cell"), cells: other("cells"),
        };
      }

      // What is shown: ranges of positions, or positions one by one.
      let shown = { count: 0, at: () => 0 };
      let page = 0;
      let turn = 0;
      let only = -1;
      const form = byId("filters");

      function ranges() {
        const severities = new Set(
          [...form.querySelectorAll("[name=severity]:checked")].map(box => box.value));
        const sheet = form.elements.sheet.value, column = form.elements.column.value;
        const code = form.elements.code.value;
        const found = [];
        for (let kind = 0; kind < kinds.start.length; kind += 1) {
          if (!severities.has(kinds.severity[kind])
            || sheet !== "" && kinds.sheet[kind] !== +sheet
            || column !== "" && kinds.column[kind] !== +column
            || code !== "" && kinds.code[kind] !== code
            || only >= 0 && kind !== only) continue;
          const end = kind + 1 < kinds.start.length ? kinds.start[kind + 1] : kinds.total;
          found.push([kinds.start[kind], end, kind]);
        }
        return found;
      }
      function inRanges(found) {
        const sums = [0];
        for (const [start, end] of found) sums.push(sums[sums.length - 1] + end - start);
        return {
          count: sums[found.length],
          at(index) {
            let low = 0, high = found.length - 1;
            while (low < high) {
              const middle = (low + high + 1) >> 1;
              if (sums[middle] <= index) low = middle; else high = middle - 1;
            }
            return found[low][0] + index - sums[low];
          },
        };
      }
      async function filter() {
        const mine = turn += 1;
        const found = ranges();
        const told = new Set(found.map(range => range[2]));
        for (const cause of document.querySelectorAll(".cause"))
          cause.hidden = !told.has(+cause.dataset.cause);
        const text = form.elements.text.value.trim().toLowerCase();
        const byRow = form.elements.order.value === "row";
        let all = inRanges(found);
        if (text || byRow) {
          const positions = [], keys = [];
          let last = performance.now();
          for (let index = 0; index < all.count; index += 1) {
            if (index % 256 === 0 && performance.now() - last > 40) {
              say(words.searching.replace("{percent}", Math.floor(index * 100 / all.count)));
              await pause();
              if (mine !== turn) return;
              last = performance.now();
            }
            const position = all.at(index);
            let part = block(position);
            if (part instanceof Promise) {
              part = await part;
              if (mine !== turn) return;
            }
            const one = issue(position, part);
            if (text && !(one.what + "\n" + one.place + "\n" + one.value + "\n" + one.code)
              .toLowerCase().includes(text)) continue;
            positions.push(position);
            if (byRow) keys.push(kinds.sheet[one.kind] * 0x100000000 + one.row);
          }
          if (byRow) {
            const order = positions.map((_, index) => index);
            order.sort((a, b) => keys[a] - keys[b] || a - b);
            all = { count: order.length, at: index => positions[order[index]] };
          } else {
            all = { count: positions.length, at: index => positions[index] };
          }
        }
        shown = all;
        page = 0;
        render();
      }

      const letters = number => {
        let text = "";
        for (; number > 0; number = Math.floor((number - 1) / 26))
          text = String.fromCharCode(65 + (number - 1) % 26) + text;
        return text;
      };
      const say = text => { byId("matches").textContent = text; };

      function line(one) {
        const row = make("tr");
        row.append(make("td", one.place, "place"));
        const what = make("td");
        what.append(make("span", words[one.severity], "badge " + one.severity), " ");
        put(what, one.what);
        if (one.cells) {
          const button = make("button", words.all);
          button.type = "button";
          button.setAttribute("aria-expanded", "false");
          button.addEventListener("click", () => {
            const isOpen = button.getAttribute("aria-expanded") === "true";
            button.setAttribute("aria-expanded", String(!isOpen));
            if (isOpen) row.nextSibling.remove(); else row.after(grid(one));
          });
          what.append(button);
        }
        row.append(what);
        const help = make("td");
        put(help, one.help);
        if (one.better) {
          const hint = make("span", words.better + " ", "hint");
          hint.append(make("code", one.better));
          help.append(hint);
        }
        row.append(help);
        return row;
      }
      function grid(one) {
        const names = kinds.sheets[kinds.sheet[one.kind]].headers;
        const table = make("table", undefined, "grid");
        const head = make("tr"), body = make("tr");
        const first = make("th", words.row);
        first.scope = "col";
        const number = make("th", one.row);
        number.scope = "row";
        head.append(first);
        body.append(number);
        const texts = new Map();
        for (let index = 0; index < one.cells.length; index += 2)
          texts.set(one.cells[index], one.cells[index + 1]);
        if (one.cell && !texts.has(one.cell)) texts.set(one.cell, words.emptyCell);
        for (const [column, text] of [...texts].sort((a, b) => a[0] - b[0])) {
          const name = make("th");
          name.scope = "col";
          name.append(
            make("span", kinds.workbook[one.kind] ? letters(column) : column, "letters"),
            " " + (names[column] || ""));
          head.append(name);
          const cell = make("td", column === one.cell ? undefined : text, column === one.cell ? "bad" : "");
          if (column === one.cell) cell.append(make("mark", text));
          body.append(cell);
        }
        const top = make("thead"), rows = make("tbody");
        top.append(head);
        rows.append(body);
        table.append(top, rows);
        const box = make("div", undefined, "scroll");
        box.tabIndex = 0;
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", words.rowsAsRead);
        box.append(table);
        const cell = make("td");
        cell.colSpan = 3;
        cell.append(box);
        const row = make("tr");
        row.append(cell);
        return row;
      }
      let drawing = 0;
      async function render() {
        const mine = drawing += 1;
        const list = shown;
        const pages = Math.max(1, Math.ceil(list.count / pageSize));
        page = Math.min(Math.max(0, page), pages - 1);
        const rows = [];
        const body = byId("issues");
        body.setAttribute("aria-busy", "true");
        const start = page * pageSize;
        for (let index = start; index < Math.min(list.count, start + pageSize); index += 1) {
          const position = list.at(index);
          rows.push(line(issue(position, await block(position))));
        }
        if (mine !== drawing) return;
        body.replaceChildren(...rows);
        body.removeAttribute("aria-busy");
        say(list.count
          ? words.matches.replace("{count}", count(list.count)).replace("{total}", count(kinds.total))
          : words.noMatch);
        byId("page").value = page + 1;
        byId("page").max = pages;
        byId("of").textContent = words.of.replace("{pages}", count(pages));
        for (const button of document.querySelectorAll("[data-page]")) {
          const isForward = button.dataset.page === "next" || button.dataset.page === "last";
          button.disabled = isForward ? page >= pages - 1 : page === 0;
        }
        const note = byId("only");
        note.hidden = only < 0;
        note.replaceChildren();
        if (only >= 0) put(note, words.only.replace("{what}", () => kinds.what[only]));
      }

      async function download() {
        const button = byId("download");
        button.disabled = true;
        const mine = turn;
        const list = shown;
        const parts = [record([
          words.severity, words.code, words.sheet, words.table, words.row, words.column, words.place,
          words.what, words.read, words.help, words.better,
        ])];
        let text = "";
        let last = performance.now();
        for (let index = 0; index < list.count; index += 1) {
          const position = list.at(index);
          let part = block(position);
          if (part instanceof Promise) part = await part;
          const one = issue(position, part);
          const kind = one.kind;
          text += record([
            words[one.severity], one.code, kinds.sheets[kinds.sheet[kind]].name, kinds.table[kind] || "",
            one.row || "", one.cell ? (kinds.workbook[kind] ? letters(one.cell) : one.cell) : "",
            one.place, one.what, one.value, one.help, one.better,
          ]);
          if (index % 256 === 0 && performance.now() - last > 40) {
            parts.push(text);
            text = "";
            if (mine === turn) say(words.searching.replace("{percent}", Math.floor(index * 100 / list.count)));
            await pause();
            last = performance.now();
          }
        }
        parts.push(text);
        save(parts, "issues");
        button.disabled = false;
        if (mine === turn) render();
      }

      let waiting = 0;
      form.addEventListener("submit", event => event.preventDefault());
      form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 150); });
      form.addEventListener("reset", () => { only = -1; setTimeout(filter); });
      byId("download").addEventListener("click", download);
      byId("page").addEventListener("change", event => { page = event.target.value - 1; render(); });
      document.addEventListener("click", event => {
        const button = event.target.closest("button");
        if (!button) return;
        if (button.dataset.page) {
          const last = Math.ceil(shown.count / pageSize) - 1;
          page = { first: 0, previous: page - 1, next: page + 1, last }[button.dataset.page];
          render();
        } else if (button.dataset.show) {
          only = +button.dataset.show;
          filter();
          byId("list").scrollIntoView();
        }
      });
      addEventListener("beforeprint", () => {
        for (const cause of document.querySelectorAll(".cause")) cause.open = true;
      });
      shown = inRanges(ranges());
      render();
    })();
    """#
}
