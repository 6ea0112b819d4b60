// Seats that tell their road: a run as its tables keep it, colours, a legend, a list that finds and sorts.
import { el, number } from "./dom.js";

const DISTINCT = 16;
const MOST = 300;

export const columns = (table) =>
  Object.fromEntries(Object.entries(table).map(([name, held]) => [name, held && held.of ? held.at.map((i) => held.of[i]) : held]));

export class Kept {
  constructor(data) {
    this.data = data;
    this.roll = columns(data.tables.roll);
    this.place = new Map(this.roll.mandate.map((mandate, i) => [mandate, i]));
    const { contest, title } = data.tables.contests ? columns(data.tables.contests) : {};
    this.contests = new Map((contest ?? []).map((name, i) => [name, title[i]]));
    this.heads = ["person", "route", "contest", "stage", "votes", ...Object.keys(data.attributes)].filter((name) => this.roll[name]);
  }

  title(name, value) {
    if (name === "contest") return this.contests.get(value) ?? value;
    const attribute = this.data.attributes[name];
    const at = attribute ? attribute.values.indexOf(value) : -1;
    return at < 0 ? value ?? "not known" : attribute.titles[at];
  }

  known(at) {
    return Object.keys(this.data.attributes)
      .filter((name) => this.roll[name] && this.roll[name][at] && this.roll[name][at] !== "none")
      .map((name) => this.title(name, this.roll[name][at]));
  }

  // A seat in a line, for those who hear it.
  line(mandate) {
    const at = this.place.get(mandate);
    return [...this.known(at), this.title("contest", this.roll.contest?.[at]), this.roll.person[at]].filter(Boolean).join(", ");
  }

  look(by) {
    return new Map(this.data.attributes[by].values.map((value, i) => [value, i < DISTINCT ? `c${i}` : "cx"]));
  }
}

// The road of a mandate, leg by leg, as headings and steps with their articles.
export const road = (kept, mandate) => {
  const told = [];
  const { roll, data } = kept;
  for (let at = kept.place.get(mandate), first = true; at !== undefined; first = false) {
    told.push(el("h3", { text: `${first ? "" : "which rests on: "}${data.bodies[roll.body[at]]}, mandate ${roll.mandate[at]}` }));
    told.push(el("p", { text: roll.person[at] }), el("p", { className: "note", text: kept.known(at).join(", ") }));
    let next;
    const steps = el("ol");
    for (const step of data.roads[at]) {
      if (typeof step === "number") { next = step; continue; }
      const [text, article, stop, deciders] = step;
      const item = el("li", {}, `${text} `, el("cite", { text: article }));
      if (stop !== null && deciders !== null)
        item.append(el("div", { className: "note", text: `${number(stop)} of ${number(deciders)} marking otherwise would have stopped it.` }));
      steps.append(item);
    }
    told.push(steps);
    at = next === undefined ? undefined : kept.place.get(next);
  }
  return told;
};

// Colours the dots of a drawing by an attribute; how many seats each value has, in the order of the values.
export const colour = (drawing, kept, by) => {
  const look = kept.look(by), values = kept.roll[by], seen = new Map();
  for (const dot of drawing.querySelectorAll("[data-m]")) {
    const value = values[kept.place.get(+dot.dataset.m)];
    dot.setAttribute("class", (look.get(value) || "cx") + (dot.classList.contains("on") ? " on" : ""));
    seen.set(value, (seen.get(value) || 0) + 1);
  }
  return new Map([...kept.data.attributes[by].values, null, undefined].filter((value) => seen.has(value)).map((value) => [value, seen.get(value)]));
};

// What the colours mean, with the seats of each; where `pick` is given each entry can be pressed.
export const legend = (kept, by, seen, pick) => {
  const look = kept.look(by), ns = "http://www.w3.org/2000/svg";
  const entries = [...seen].map(([value, seats]) => {
    const mark = document.createElementNS(ns, "svg"), dot = document.createElementNS(ns, "circle");
    mark.setAttribute("viewBox", "0 0 14 14");
    mark.setAttribute("aria-hidden", "true");
    for (const [name, v] of [["cx", 7], ["cy", 7], ["r", 6], ["class", look.get(value) || "cx"]]) dot.setAttribute(name, v);
    mark.append(dot);
    const inside = [mark, ` ${kept.title(by, value)} `, el("b", { text: number(seats) })];
    return pick && value ? el("button", { type: "button", onclick: () => pick(value) }, ...inside) : el("span", {}, ...inside);
  });
  return [el("strong", { text: `${kept.data.attributes[by].title}: ` }), ...entries];
};

// Seats by mouse and by keyboard: one stop for the tab key, arrows from seat to seat, Enter to the road. `mark` begins
// the ids of the seats, so that they differ from drawing to drawing.
export const walk = (svg, kept, mark, show, enter) => {
  const dots = [...svg.querySelectorAll("[data-m]")];
  let at = -1;
  svg.setAttribute("tabindex", "0");
  svg.setAttribute("role", "listbox");
  for (const dot of dots) {
    dot.id = `${mark}-${dot.dataset.m}`;
    dot.setAttribute("role", "option");
    dot.setAttribute("aria-label", kept.line(+dot.dataset.m));
  }
  svg.addEventListener("click", (event) => {
    const dot = event.target.closest("[data-m]");
    if (dot) { at = dots.indexOf(dot); show(+dot.dataset.m); }
  });
  svg.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, PageDown: 50, PageUp: -50, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined && event.key !== "Enter") return;
    event.preventDefault();
    if (event.key === "Enter") { if (at >= 0) enter(); return; }
    at = Math.min(Math.max((at < 0 && step === 1 ? -1 : at) + step, 0), dots.length - 1);
    show(+dots[at].dataset.m);
  });
};

// Marks the seats of a mandate within a place, above their neighbours, and no others.
export const choose = (place, mandate) => {
  for (const each of place.querySelectorAll("[data-m].on")) { each.classList.remove("on"); each.removeAttribute("aria-selected"); }
  for (const each of mandate === null ? [] : place.querySelectorAll(`[data-m="${mandate}"]`)) {
    each.classList.add("on");
    each.setAttribute("aria-selected", "true");
    each.closest("svg").setAttribute("aria-activedescendant", each.id);
    each.parentNode.append(each);
  }
};

export const compare = (a, b) =>
  a == null ? 1 : b == null ? -1 : typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));

// The list of seats does all that a click on a dot does. `open(mandate, button, row)` is told which seat was asked for.
export class Seats {
  constructor(table, found, open) {
    Object.assign(this, { table, found, open, order: null, down: false, words: [] });
  }

  show(kept, dots, where) {
    Object.assign(this, { kept, dots, where });
    const { data } = kept;
    this.table.tHead.rows[0].replaceChildren(...kept.heads.map((name) => {
      const press = el("button", { type: "button", text: data.attributes[name]?.title ?? name, onclick: () => this.sort(name) });
      const sorted = this.order === name ? (this.down ? "descending" : "ascending") : undefined;
      return el("th", { scope: "col", "aria-sort": sorted }, press);
    }));
    this.fill();
  }

  sort(name) {
    this.down = this.order === name && !this.down;
    this.order = name;
    this.kept.heads.forEach((head, i) => {
      const cell = this.table.tHead.rows[0].cells[i];
      if (head === name) cell.setAttribute("aria-sort", this.down ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    });
    this.fill();
  }

  find(text) {
    this.words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
    this.fill();
  }

  said(name, i) {
    const value = this.kept.roll[name][i];
    return typeof value === "number" ? number(value) : value ? this.kept.title(name, value) : "";
  }

  fill() {
    if (!this.kept) return;
    const { kept, dots } = this, { roll, heads } = kept;
    const text = (i) => heads.map((name) => `${roll[name][i] ?? ""} ${this.said(name, i)}`).join(" ").toLowerCase();
    let rows = roll.mandate.map((_, i) => i).filter((i) => dots.has(roll.mandate[i]));
    if (this.words.length) rows = rows.filter((i) => { const all = text(i); return this.words.every((word) => all.includes(word)); });
    if (this.order) rows.sort((a, b) => compare(roll[this.order][a], roll[this.order][b]) * (this.down ? -1 : 1));
    const cut = rows.length > MOST ? `; the first ${MOST} are shown` : "";
    this.found.textContent = `${number(rows.length)} of ${number(dots.size)} seats in ${this.where}${cut}`;
    this.table.tBodies[0].replaceChildren(...rows.slice(0, MOST).map((i) => this.row(i)));
  }

  row(i) {
    const { roll, heads } = this.kept, row = el("tr");
    row.append(...heads.map((name, j) => {
      const cell = el("td", { className: typeof roll[name][i] === "number" ? "n" : "" });
      if (j > 0) cell.textContent = this.said(name, i);
      else cell.append(el("button", { type: "button", text: this.said(name, i), onclick: (event) => this.open(roll.mandate[i], event.currentTarget, row) }));
      return cell;
    }));
    return row;
  }
}
