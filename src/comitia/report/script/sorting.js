// Tables that sort by the head that is pressed.
import { el } from "./dom.js";
import { compare } from "./seats.js";

const value = (text) => { const n = parseFloat(text.replaceAll(",", "")); return isNaN(n) ? null : n; };

export const sortable = (table) => {
  [...table.tHead.rows[0].cells].forEach((head, j) => {
    const sort = () => {
      const fall = head.getAttribute("aria-sort") === "ascending";
      [...head.parentNode.cells].forEach((each) => each.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", fall ? "descending" : "ascending");
      const key = (row) => value(row.cells[j].textContent) ?? row.cells[j].textContent;
      const rows = [...table.tBodies[0].rows].sort((a, b) => compare(key(a), key(b)) * (fall ? -1 : 1));
      table.tBodies[0].append(...rows);
    };
    head.replaceChildren(el("button", { type: "button", text: head.textContent, onclick: sort }));
  });
};
