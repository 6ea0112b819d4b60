// The report of a comparison: tables that sort, the shares of every run to take along.
import { $ } from "./dom.js";
import { unfoldOnPaper, unpacked } from "./held.js";
import { columns } from "./seats.js";
import { sortable } from "./sorting.js";
import { csv, save, workbook } from "./workbook.js";

const held = columns((await unpacked()).tables.shares);
const names = Object.keys(held), all = Object.values(held);

$("csv").addEventListener("click", () => save(new Blob([csv(names, all)], { type: "text/csv" }), "shares.csv"));
$("workbook").addEventListener("click", async () => {
  const rows = [names, ...(all[0] || []).map((_, i) => all.map((each) => each[i]))];
  save(await workbook([["about", [["about"], [document.querySelector(".label").textContent]]], ["shares", rows]]), "comparison.xlsx");
});
document.querySelectorAll("table.sort, figure table").forEach(sortable);
unfoldOnPaper();
document.documentElement.dataset.ready = "yes";
