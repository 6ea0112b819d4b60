// What is told of all laws side by side: the answer, the pictures, and how the laws differ.
import { $, drawn, el, number } from "./dom.js";
import { post } from "./api.js";
import { offer } from "./cards.js";
import { letter } from "./study.js";

export const answer = ({ comparison, sentences }) => {
  $("sentences").replaceChildren(...sentences.filter((each) => each.length).map((each) => el("p", { text: each[0] })));
  $("made").textContent = comparison ? `comitia ${comparison.comitia}; ${comparison.society}, SHA-256 ${comparison.society_sha256.slice(0, 16)}…` : "";
};

const kind = () => document.querySelector('input[name="kind"]:checked').value;

// A picture in the place of another: what was unfolded stays so, and what had the focus has it again.
const put = (place, markup) => {
  const before = place.querySelector("details"), open = before?.open, inside = before?.contains(document.activeElement);
  place.replaceChildren(drawn(markup));
  const table = place.querySelector("details");
  if (table && open) table.open = true;
  if (inside) table?.querySelector("summary").focus({ preventScroll: true });
};

export const pictures = (state) => {
  if (!state.pictures) return;
  put($("who"), state.pictures[kind()] ?? "<p>There is none.</p>");
  const groups = Object.entries(state.comparison.titles).filter(([value]) => state.pictures.lost?.[value]);
  const chosen = groups.some(([value]) => value === $("group").value) ? $("group").value : largest(state);
  offer($("group"), groups, chosen);
  $("group").parentNode.hidden = !groups.length;
  put($("lost"), state.pictures.lost?.[chosen] ?? "<p>There are no gates: nobody stands for election under these laws.</p>");
};

const largest = ({ comparison }) => {
  const [law] = Object.values(comparison.laws), shares = law.bodies[law.main[0]]?.composition[comparison.by] ?? {};
  return Object.keys(shares).reduce((a, b) => (shares[b].society > (shares[a]?.society ?? -1) ? b : a), "");
};

export const lost = (state, value) => {
  $("group").value = value;
  pictures(state);
  $("lost-h").focus();
  $("lost-h").scrollIntoView({ block: "start" });
};

// titled: the name of each law. What is unfolded of the same two laws stays so.
let told = "";
export const differ = (laws, titled, guarded) => {
  const made = JSON.stringify([laws, titled]);
  if (made === told) return;
  told = made;
  const [first, ...others] = laws;
  $("differ").replaceChildren(...others.map((law, i) => {
    const fold = el("details", {}, el("summary", { text: `A ${titled[0]} and ${letter(i + 1)} ${titled[i + 1]}` }));
    fold.addEventListener("toggle", guarded(async () => {
      if (!fold.open || fold.children.length > 1) return;
      fold.append(...difference(await post("/api/changes", { from: first, to: law }), letter(i + 1)));
    }));
    return fold;
  }));
  if (!others.length) $("differ").replaceChildren(el("p", { className: "note", text: "There is one law. Add another, or change a rule." }));
};

const difference = (told, other) => {
  const side = (each) => (each ? [each.text, " ", el("cite", { text: each.article ?? "" })] : ["–"]);
  return [
    el("p", { text: `${number(told.count)} ${told.count === 1 ? "rule differs" : "rules differ"}.` }),
    ...(told.count ? [el("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": `Differences of A and ${other}` }, el("table", {},
      el("thead", {}, el("tr", {}, el("th", { scope: "col", text: "A" }), el("th", { scope: "col", text: other }))),
      el("tbody", {}, ...told.differences.map((each) => el("tr", {}, el("td", {}, ...side(each.first)), el("td", {}, ...side(each.second)))))))] : []),
  ];
};
