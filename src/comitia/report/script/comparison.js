// The report of a comparison: tables that sort, the shares of every run to take along.
import { $ } from "./dom.js";
import { columns } from "./seats.js";
import { sortable } from "./sorting.js";
import { csv, save, workbook } from "./workbook.js";

const bytes = Uint8Array.from(atob($("data").textContent.trim()), (c) => c.charCodeAt(0));
const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
const held = columns(JSON.parse(await new Response(stream).text()).tables.shares);
const names = Object.keys(held), all = Object.values(held);

$("csv").addEventListener("click", () => save(new Blob([csv(names, all)], { type: "text/csv" }), "shares.csv"));
$("workbook").addEventListener("click", async () => {
  const rows = [names, ...(all[0] || []).map((_, i) => all.map((each) => each[i]))];
  save(await workbook([["about", [["about"], [document.querySelector(".label").textContent]]], ["shares", rows]]), "comparison.xlsx");
});
document.querySelectorAll("table.sort, figure table").forEach(sortable);
// Nothing stays folded on paper.
addEventListener("beforeprint", () => document.querySelectorAll("details:not([open])").forEach((each) => { each.open = true; each.dataset.folded = ""; }));
addEventListener("afterprint", () => document.querySelectorAll("details[data-folded]").forEach((each) => { each.open = false; delete each.dataset.folded; }));
document.documentElement.dataset.ready = "yes";
