// The report's own behaviour: one room at a time, its seats and their road, data to take along.
import { $, el } from "./dom.js";
import { unfoldOnPaper, unpacked } from "./held.js";
import { Kept, Seats, choose, colour, columns, legend, road, walk } from "./seats.js";
import { sortable } from "./sorting.js";
import { csv, save, workbook } from "./workbook.js";

const data = await unpacked();
const kept = new Kept(data);
let back = null; // where Escape leads from the road

// ── One seat: who holds it and by what road ──

const show = (mandate, from, focus) => {
  document.querySelectorAll("tr.on").forEach((each) => each.classList.remove("on"));
  choose(document, mandate);
  back = from;
  $("seat").dataset.mandate = mandate;
  $("seat").replaceChildren(...road(kept, mandate));
  if (focus) $("seat").focus();
};
$("seat").addEventListener("keydown", (event) => { if (event.key === "Escape" && back) back.focus(); });

// ── The room: colours by any attribute, in the drawing, in words and in the legend ──

const room = () => document.querySelector(`.room[data-body="${$("body").value}"]`);
const paint = () => {
  const by = $("by").value, svg = room().querySelector("svg"), seen = colour(svg, kept, by);
  const [says, ...more] = [...svg.querySelectorAll(":scope > text.s")].slice(0, -1), words = svg.querySelector("desc");
  words.textContent = words.textContent.replace(/coloured by .*\.$/, `coloured by ${data.attributes[by].title.toLowerCase()}.`);
  says.textContent = words.textContent;
  more.forEach((each) => each.remove());
  $("legend").replaceChildren(...legend(kept, by, seen));
};
for (const figure of document.querySelectorAll(".room")) {
  const svg = figure.querySelector("svg");
  walk(svg, kept, "seat", (mandate) => show(mandate, svg), () => $("seat").focus());
}
// The legend below the room takes the place of the one in the picture.
for (const own of document.querySelectorAll(".room .own")) {
  const svg = own.closest("svg"), box = svg.viewBox.baseVal, label = [...svg.querySelectorAll(":scope > text.s")].pop();
  const freed = Math.ceil(own.querySelectorAll("circle").length / 3) * 18;
  label.setAttribute("y", +label.getAttribute("y") - freed);
  svg.setAttribute("height", box.height - freed);
  svg.setAttribute("viewBox", `0 0 ${box.width} ${box.height - freed}`);
  own.remove();
}

// ── The list ──

const seats = new Seats($("seats"), $("found"), (mandate, from, row) => {
  show(mandate, from, true);
  row.classList.add("on");
});
const list = () => {
  const dots = new Set([...room().querySelectorAll("[data-m]")].map((dot) => +dot.dataset.m));
  seats.show(kept, dots, data.bodies[$("body").value]);
};
const renew = () => {
  document.querySelectorAll(".room").forEach((each) => { each.hidden = each.dataset.body !== $("body").value; });
  paint();
  list();
};
$("body").addEventListener("change", renew);
$("by").addEventListener("change", paint);
$("find").addEventListener("input", () => seats.find($("find").value));

// ── Data to take along, tables that sort ──

const table = (name) => columns(data.tables[name]);
for (const button of document.querySelectorAll("button[data-table]"))
  button.addEventListener("click", () => {
    const held = table(button.dataset.table);
    save(new Blob([csv(Object.keys(held), Object.values(held))], { type: "text/csv" }), `${button.dataset.table}.csv`);
  });
$("workbook").addEventListener("click", async () => {
  const pages = Object.keys(data.tables).map((name) => {
    const held = table(name), all = Object.values(held);
    return [name, [Object.keys(held), ...(all[0] || []).map((_, i) => all.map((each) => each[i]))]];
  });
  save(await workbook([["about", [["about"], [document.querySelector(".label").textContent]]], ...pages]), "run.xlsx");
});
document.querySelectorAll("table.sort, figure table").forEach(sortable);

// ── Letters without a font ──

// Letters that this machine has no font for are told of, never a silent box: they look like a letter that nobody has.
const pen = el("canvas").getContext("2d", { willReadFrequently: true });
const looks = (letter) => {
  pen.clearRect(0, 0, 40, 40);
  pen.font = `24px ${getComputedStyle(document.querySelector("svg .h")).fontFamily}`;
  pen.fillText(letter, 4, 30);
  return pen.getImageData(0, 0, 40, 40).data.join();
};
const text = document.title + document.querySelector("main").textContent + kept.roll.person.join(""), nobody = looks("\u0378");
$("fonts").textContent = JSON.parse($("fonts").dataset.scripts).filter(([, first, last]) => {
  const letter = [...text].find((each) => each.codePointAt(0) >= first && each.codePointAt(0) <= last);
  return letter && looks(letter) === nobody;
}).map(([name, , , font]) => `${name} letters: this machine has no font for them. Install one, such as ${font}.`).join(" ");

unfoldOnPaper();
renew();
document.documentElement.dataset.ready = "yes";
