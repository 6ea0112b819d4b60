"use strict";
// The report's own behaviour: seats that tell their road, colours, a list that finds and sorts, data to take along.
(async () => {
  const $ = (id) => document.getElementById(id);
  const bytes = Uint8Array.from(atob($("data").textContent.trim()), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const data = JSON.parse(await new Response(stream).text());
  const column = (table, name) => {
    const found = data.tables[table][name];
    return found && found.of ? found.at.map((i) => found.of[i]) : found || [];
  };
  const roll = Object.fromEntries(Object.keys(data.tables.roll).map((name) => [name, column("roll", name)]));
  const element = (tag, text, look) => {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (look) made.className = look;
    return made;
  };
  const titleOf = (name, value) => {
    if (name === "contest") return contests.get(value) ?? value;
    const attribute = data.attributes[name];
    const at = attribute ? attribute.values.indexOf(value) : -1;
    return at < 0 ? value ?? "not known" : attribute.titles[at];
  };
  const titles = column("contests", "title"), contests = new Map(column("contests", "contest").map((name, i) => [name, titles[i]]));
  const place = new Map(roll.mandate.map((mandate, i) => [mandate, i]));

  // One seat: who holds it and by what road.
  const show = (mandate, focus) => {
    const panel = $("seat");
    panel.replaceChildren();
    document.querySelectorAll("[data-m].on, tr.on").forEach((each) => { each.classList.remove("on"); each.removeAttribute("aria-selected"); });
    document.querySelectorAll(`[data-m="${mandate}"]`).forEach((each) => {
      each.classList.add("on");
      each.setAttribute("aria-selected", "true");
      each.closest("svg").setAttribute("aria-activedescendant", each.id);
      each.parentNode.append(each); // above its neighbours
    });
    panel.dataset.mandate = mandate;
    for (let at = place.get(mandate), first = true; at !== undefined; first = false) {
      panel.append(element("h3", `${first ? "" : "which rests on: "}${data.bodies[roll.body[at]]}, mandate ${roll.mandate[at]}`));
      panel.append(element("p", roll.person[at]));
      const known = Object.keys(data.attributes).filter((name) => roll[name] && roll[name][at] && roll[name][at] !== "none");
      panel.append(element("p", known.map((name) => titleOf(name, roll[name][at])).join(", "), "note"));
      const list = element("ol");
      let next;
      for (const step of data.roads[at]) {
        if (typeof step === "number") { next = step; continue; }
        const item = element("li", step[0] + " ");
        item.append(element("cite", step[1]));
        if (step[2] !== null && step[3] !== null)
          item.append(element("div", `${step[2].toLocaleString("en")} of ${step[3].toLocaleString("en")} marking otherwise would have stopped it.`, "note"));
        list.append(item);
      }
      panel.append(list);
      at = next === undefined ? undefined : place.get(next);
    }
    if (focus) panel.focus();
  };

  // Colours by any attribute.
  const room = () => document.querySelector(`.room[data-body="${$("body").value}"]`);
  const DISTINCT = 16;
  const colour = () => {
    const by = $("by").value, attribute = data.attributes[by], values = roll[by], seen = new Map();
    const look = new Map(attribute.values.map((value, i) => [value, i < DISTINCT ? `c${i}` : "cx"]));
    for (const dot of room().querySelectorAll("[data-m]")) {
      const value = values[place.get(+dot.dataset.m)];
      dot.setAttribute("class", (look.get(value) || "cx") + (dot.classList.contains("on") ? " on" : ""));
      seen.set(value, (seen.get(value) || 0) + 1);
    }
    const svg = room().querySelector("svg"), [says, ...more] = [...svg.querySelectorAll(":scope > text.s")].slice(0, -1);
    const words = svg.querySelector("desc").textContent.replace(/coloured by .*\.$/, `coloured by ${attribute.title.toLowerCase()}.`);
    says.textContent = svg.querySelector("desc").textContent = words;
    more.forEach((each) => each.remove());
    const legend = $("legend");
    legend.replaceChildren(element("strong", attribute.title + ": "));
    for (const value of [...attribute.values, null, undefined]) {
      if (!seen.has(value)) continue;
      const entry = element("span");
      const ns = "http://www.w3.org/2000/svg", svg = document.createElementNS(ns, "svg"), dot = document.createElementNS(ns, "circle");
      svg.setAttribute("viewBox", "0 0 14 14"); svg.setAttribute("aria-hidden", "true");
      for (const [name, v] of [["cx", 7], ["cy", 7], ["r", 6], ["class", look.get(value) || "cx"]]) dot.setAttribute(name, v);
      svg.append(dot);
      entry.append(svg, ` ${titleOf(by, value)} `, element("b", seen.get(value).toLocaleString("en")));
      legend.append(entry);
    }
  };

  // The list of seats: all that a click on a dot does, with the keyboard.
  const heads = ["person", "route", "contest", "stage", "votes", ...Object.keys(data.attributes)].filter((name) => roll[name]);
  let order = null, down = false;
  const MOST = 300;
  const list = () => {
    const body = $("body").value, words = $("find").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const dots = new Set([...room().querySelectorAll("[data-m]")].map((dot) => +dot.dataset.m));
    const text = (i) => heads.map((name) => `${roll[name][i] ?? ""} ${titleOf(name, roll[name][i]) ?? ""}`).join(" ").toLowerCase();
    let rows = roll.mandate.map((_, i) => i).filter((i) => dots.has(roll.mandate[i]));
    if (words.length) rows = rows.filter((i) => { const all = text(i); return words.every((word) => all.includes(word)); });
    if (order) rows.sort((a, b) => compare(roll[order][a], roll[order][b]) * (down ? -1 : 1));
    $("found").textContent = `${rows.length.toLocaleString("en")} of ${dots.size.toLocaleString("en")} seats in ${data.bodies[body]}` + (rows.length > MOST ? `; the first ${MOST} are shown` : "");
    const tbody = $("seats").tBodies[0];
    tbody.replaceChildren(...rows.slice(0, MOST).map((i) => {
      const row = element("tr");
      heads.forEach((name, j) => {
        const cell = element("td", undefined, typeof roll[name][i] === "number" ? "n" : "");
        const said = typeof roll[name][i] === "number" ? roll[name][i].toLocaleString("en") : roll[name][i] ? titleOf(name, roll[name][i]) : "";
        if (j === 0) {
          const open = element("button", said);
          open.type = "button";
          open.addEventListener("click", () => { show(roll.mandate[i], true); row.classList.add("on"); back = open; });
          cell.append(open);
        } else cell.textContent = said;
        row.append(cell);
      });
      return row;
    }));
  };
  let back = null;
  const compare = (a, b) => a == null ? 1 : b == null ? -1 : typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
  $("seats").tHead.rows[0].append(...heads.map((name) => {
    const head = element("th"), press = element("button", data.attributes[name] ? data.attributes[name].title : name);
    head.scope = "col"; press.type = "button";
    press.addEventListener("click", () => {
      down = order === name && !down; order = name;
      [...head.parentNode.cells].forEach((each) => each.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      list();
    });
    head.append(press);
    return head;
  }));

  // Seats by mouse and by keyboard: one stop for the tab key, arrows from seat to seat.
  for (const figure of document.querySelectorAll(".room")) {
    const svg = figure.querySelector("svg"), dots = [...svg.querySelectorAll("[data-m]")];
    let at = -1;
    svg.setAttribute("tabindex", "0");
    svg.setAttribute("role", "listbox");
    for (const dot of dots) {
      const row = place.get(+dot.dataset.m);
      dot.id = `seat-${dot.dataset.m}`;
      dot.setAttribute("role", "option");
      dot.setAttribute("aria-label", `${roll.person[row]}, ${titleOf("contest", roll.contest[row])}`);
    }
    svg.addEventListener("click", (event) => { if (event.target.dataset.m) { at = dots.indexOf(event.target); back = svg; show(+event.target.dataset.m); } });
    svg.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1, PageDown: 50, PageUp: -50, Home: -Infinity, End: Infinity }[event.key];
      if (step === undefined && event.key !== "Enter") return;
      event.preventDefault();
      if (event.key === "Enter") { if (at >= 0) { back = svg; $("seat").focus(); } return; }
      at = Math.min(Math.max((at < 0 && step === 1 ? -1 : at) + step, 0), dots.length - 1);
      show(+dots[at].dataset.m);
    });
  }
  $("seat").addEventListener("keydown", (event) => { if (event.key === "Escape" && back) back.focus(); });

  // Data to take along.
  const csv = (name) => {
    const names = Object.keys(data.tables[name]), columns = names.map((each) => column(name, each));
    const cell = (value) => value == null ? "" : /[",\n\r]/.test(value = String(value)) ? `"${value.replaceAll('"', '""')}"` : value;
    return [names.join(","), ...(columns[0] || []).map((_, i) => columns.map((each) => cell(each[i])).join(","))].join("\r\n") + "\r\n";
  };
  document.querySelectorAll("button[data-table]").forEach((button) => button.addEventListener("click", () => {
    const link = element("a");
    link.href = URL.createObjectURL(new Blob([csv(button.dataset.table)], { type: "text/csv" }));
    link.download = `${button.dataset.table}.csv`;
    link.click();
  }));

  // A workbook is a zip of a few small texts; the browser compresses.
  const CRC = Uint32Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n >>> 0; });
  const crc = (all) => { let c = -1; for (const b of all) c = CRC[(c ^ b) & 255] ^ (c >>> 8); return (c ^ -1) >>> 0; };
  const numbers = (...pairs) => { const out = []; for (const [n, size] of pairs) for (let i = 0; i < size; i++) out.push((n >>> (8 * i)) & 255); return Uint8Array.from(out); };
  const zip = async (parts) => {
    const out = [], index = [];
    let at = 0;
    for (const [name, text] of parts) {
      const plain = new TextEncoder().encode(text), label = new TextEncoder().encode(name);
      const small = new Uint8Array(await new Response(new Blob([plain]).stream().pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer());
      const told = [[20, 2], [0, 2], [8, 2], [0, 2], [33, 2], [crc(plain), 4], [small.length, 4], [plain.length, 4], [label.length, 2], [0, 2]];
      out.push(numbers([0x04034b50, 4], ...told), label, small);
      index.push(numbers([0x02014b50, 4], [20, 2], ...told, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), label);
      at += 30 + label.length + small.length;
    }
    const size = index.reduce((sum, each) => sum + each.length, 0);
    return new Blob([...out, ...index, numbers([0x06054b50, 4], [0, 2], [0, 2], [parts.length, 2], [parts.length, 2], [size, 4], [at, 4], [0, 2])]);
  };
  const xml = (text) => String(text).replace(/[<>&"]/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[^\t\n\r\x20-\ud7ff\ue000-\u{10ffff}]/gu, "");
  const sheet = (rows) => `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows.map((row) =>
    `<row>${row.map((v) => v == null ? "<c/>" : typeof v === "number" ? `<c><v>${v}</v></c>` : `<c t="inlineStr"><is><t xml:space="preserve">${xml(v)}</t></is></c>`).join("")}</row>`).join("")}</sheetData></worksheet>`;
  $("workbook").addEventListener("click", async () => {
    const names = Object.keys(data.tables), pack = "http://schemas.openxmlformats.org/package/2006", office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const sheets = names.map((name) => {
      const heads = Object.keys(data.tables[name]), columns = heads.map((each) => column(name, each));
      return [heads, ...(columns[0] || []).map((_, i) => columns.map((each) => each[i]))];
    });
    sheets.unshift([["about"], [document.querySelector(".label").textContent]]);
    names.unshift("about");
    const type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    const blob = await zip([
      ["[Content_Types].xml", `<Types xmlns="${pack}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="${type}.worksheet+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/></Types>`],
      ["_rels/.rels", `<Relationships xmlns="${pack}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
      ["xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><sheets>${names.map((name, i) => `<sheet name="${xml(name)}" sheetId="${i + 1}" r:id="r${i + 1}"/>`).join("")}</sheets></workbook>`],
      ["xl/_rels/workbook.xml.rels", `<Relationships xmlns="${pack}/relationships">${names.map((_, i) => `<Relationship Id="r${i + 1}" Type="${office}/worksheet" Target="worksheets/s${i + 1}.xml"/>`).join("")}</Relationships>`],
      ...sheets.map((rows, i) => [`xl/worksheets/s${i + 1}.xml`, sheet(rows)]),
    ]);
    const link = element("a");
    link.href = URL.createObjectURL(blob);
    link.download = "run.xlsx";
    link.click();
  });

  // Tables that sort.
  const number = (text) => { const n = parseFloat(text.replaceAll(",", "")); return isNaN(n) ? null : n; };
  document.querySelectorAll("table.sort, figure table").forEach((table) => {
    [...table.tHead.rows[0].cells].forEach((head, j) => {
      const press = element("button", head.textContent);
      press.type = "button";
      head.replaceChildren(press);
      press.addEventListener("click", () => {
        const fall = head.getAttribute("aria-sort") === "ascending";
        [...head.parentNode.cells].forEach((each) => each.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", fall ? "descending" : "ascending");
        const key = (row) => number(row.cells[j].textContent) ?? row.cells[j].textContent;
        const rows = [...table.tBodies[0].rows].sort((a, b) => compare(key(a), key(b)) * (fall ? -1 : 1));
        table.tBodies[0].append(...rows);
      });
    });
  });

  // Letters that this machine has no font for are told of, never a silent box: they look like a letter that nobody has.
  const pen = element("canvas").getContext("2d", { willReadFrequently: true });
  const looks = (letter) => {
    pen.clearRect(0, 0, 40, 40);
    pen.font = `24px ${getComputedStyle(document.querySelector("svg .h")).fontFamily}`;
    pen.fillText(letter, 4, 30);
    return pen.getImageData(0, 0, 40, 40).data.join();
  };
  const text = document.title + document.querySelector("main").textContent + roll.person.join(""), nobody = looks("\u0378");
  $("fonts").textContent = JSON.parse($("fonts").dataset.scripts).filter(([, first, last]) => {
    const letter = [...text].find((each) => each.codePointAt(0) >= first && each.codePointAt(0) <= last);
    return letter && looks(letter) === nobody;
  }).map(([name, , , font]) => `${name} letters: this machine has no font for them. Install one, such as ${font}.`).join(" ");

  const renew = () => {
    document.querySelectorAll(".room").forEach((each) => { each.hidden = each.dataset.body !== $("body").value; });
    colour();
    list();
  };
  $("body").addEventListener("change", renew);
  $("by").addEventListener("change", colour);
  $("find").addEventListener("input", list);
  // The legend below the room takes the place of the one in the picture.
  document.querySelectorAll(".room .own").forEach((own) => {
    const svg = own.closest("svg"), box = svg.viewBox.baseVal, label = [...svg.querySelectorAll(":scope > text.s")].pop();
    const freed = Math.ceil(own.querySelectorAll("circle").length / 3) * 18;
    label.setAttribute("y", +label.getAttribute("y") - freed);
    svg.setAttribute("height", box.height - freed);
    svg.setAttribute("viewBox", `0 0 ${box.width} ${box.height - freed}`);
    own.remove();
  });
  // Nothing stays folded on paper.
  addEventListener("beforeprint", () => document.querySelectorAll("details:not([open])").forEach((each) => { each.open = true; each.dataset.folded = ""; }));
  addEventListener("afterprint", () => document.querySelectorAll("details[data-folded]").forEach((each) => { each.open = false; delete each.dataset.folded; }));
  renew();
  document.documentElement.dataset.ready = "yes";
})();
