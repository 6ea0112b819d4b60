// A card for each law. It is built anew only where it shows another room, so that what is open or has the focus stays
// so while a run tells news; figures and sentences are put into the card that is there.
import { drawn, el } from "./dom.js";
import { Kept, choose, colour, legend, walk } from "./seats.js";

const SAME = ["letter", "title", "changed", "room", "body", "alone", "running"];

// The options of a select, put in only where they are others, since that closes a list that is open.
const held = new WeakMap();
export const offer = (select, pairs, chosen) => {
  const made = JSON.stringify(pairs);
  if (held.get(select) !== made) select.replaceChildren(...pairs.map(([value, text]) => el("option", { value, text })));
  held.set(select, made);
  select.value = chosen;
};

export const keptOf = (room) => (room.kept ??= new Kept(room.data));

export class Cards {
  // `asked` says what to do: change(i), remove(i), body(i, id), seat(i, mandate, svg), road(), pointed().
  constructor(place, asked) {
    Object.assign(this, { place, asked, cards: [] });
  }

  // A view: letter, title, changed, room, body, alone, running; sentence, rows of figures, base of downloads.
  show(views) {
    for (const gone of this.cards.splice(views.length)) gone.place.remove();
    views.forEach((view, i) => {
      const old = this.cards[i];
      if (!old || SAME.some((name) => old.view[name] !== view[name])) this.cards[i] = this.built(view, i, old);
      this.renew(this.cards[i], view);
    });
  }

  built(view, i, old) {
    const { asked } = this;
    const place = el("article", { className: "law", tabIndex: -1, "aria-label": `Law ${view.letter}` });
    const said = el("p", { className: "note changed" }), made = { view, place, said };
    place.append(el("h3", {}, el("b", { text: view.letter }), view.title, view.changed ? ", changed" : ""), said);
    const tools = el("div", { className: "tools" });
    if (view.room) {
      const body = el("select", { className: "body", "data-part": "body", "aria-label": `Body of law ${view.letter}` });
      offer(body, view.room.bodies.map((each) => [each.id, each.title]), view.body?.id);
      body.addEventListener("change", () => asked.body(i, body.value));
      tools.append(body);
    }
    tools.append(el("button", { type: "button", "data-part": "change", text: "Change a rule", "aria-label": `Change a rule of law ${view.letter}`, onclick: () => asked.change(i) }));
    if (!view.alone) tools.append(el("button", { type: "button", "data-part": "remove", text: "Remove", "aria-label": `Remove law ${view.letter}`, onclick: () => asked.remove(i) }));
    place.append(tools);
    if (view.body) this.seats(made, i, old);
    else place.append(el("p", { className: "empty", text: view.running ? "Running …" : "Not run yet: press Run." }));
    this.put(place, old?.place);
    return made;
  }

  seats(made, i, old) {
    const { view, place } = made, { room, body } = view;
    const seats = el("div", { className: "seats" }), ways = bare(seats, body.svg), svg = seats.querySelector("svg");
    svg.dataset.part = "seats";
    svg.setAttribute("aria-label", `Seats of ${body.title}, law ${view.letter}. Arrow keys go from seat to seat, Enter to the road.`);
    made.figures = el("dl", { className: "facts" });
    made.links = el("p", { className: "tools links" });
    made.more = el("details", { open: Boolean(old?.more?.open) }, el("summary", { "data-part": "more", text: "Figures and data" }), made.figures, made.links);
    place.append(seats, el("p", { className: "legend" }), el("p", { className: "note", text: `One simulated run is drawn, seed ${room.seed}. ${ways}` }), made.more);
    if (!room.data) return;
    walk(svg, keptOf(room), `seat-${i}`, (mandate) => this.asked.seat(i, mandate, svg), this.asked.road);
    svg.addEventListener("click", (event) => { if (event.target.closest("[data-m]")) this.asked.pointed(); });
  }

  // Where the card before had the focus, its successor has it at the same part.
  put(place, before) {
    const focused = document.activeElement;
    if (!before) { this.place.append(place); return; }
    const part = focused === before ? "" : before.contains(focused) ? focused.closest("[data-part]")?.dataset.part : null;
    before.replaceWith(place);
    if (part === "") place.focus();
    else if (part !== null) (place.querySelector(`[data-part="${part}"]`) ?? place).focus({ preventScroll: true });
  }

  renew(card, view) {
    card.view = view;
    card.said.hidden = !view.sentence;
    if (card.said.textContent !== view.sentence) card.said.textContent = view.sentence;
    if (!card.more) return;
    const made = JSON.stringify([view.rows, view.base]);
    if (card.made === made) return;
    card.made = made;
    card.figures.replaceChildren(...view.rows.flatMap(([what, text]) => [el("dt", { text: what }), el("dd", { text })]));
    const links = [["run.json", "run.json"], ["report", "report.html"], ["archive", "archive.zip"], ["roll.csv", "tables/roll.csv"], ["contests.csv", "tables/contests.csv"]];
    card.links.replaceChildren(...(view.base ? ["Take along: ", ...links.map(([text, path]) => el("a", { href: `${view.base}/${path}`, download: "", text }))] : ["Press Run to take data, report and archive along."]));
  }

  // All columns in the colours of one attribute; `pick` is asked for the group that is pressed in a legend.
  colour(by, pick) {
    for (const card of this.cards) {
      const { room } = card.view;
      if (!room?.data?.attributes[by] || !card.view.body || (card.by === by && card.picks === Boolean(pick))) continue;
      Object.assign(card, { by, picks: Boolean(pick) });
      const kept = keptOf(room), seen = colour(card.place.querySelector(".seats"), kept, by);
      card.place.querySelector(".legend").replaceChildren(...legend(kept, by, seen, pick));
    }
  }

  // Marks the seat whose road is shown; the same number in another room is another seat.
  mark(chosen) {
    this.cards.forEach((card, i) => choose(card.place, chosen?.law === i && chosen.room === card.view.room ? chosen.mandate : null));
  }

  dots(i) {
    return new Set([...this.cards[i].place.querySelectorAll("[data-m]")].map((dot) => +dot.dataset.m));
  }

  focus(i, part) {
    const place = this.cards[i]?.place;
    (place?.querySelector(`[data-part="${part}"]`) ?? place)?.focus();
  }
}

// The drawing without the words around it, which the card says itself; the ways in, from the left, as words.
const bare = (place, markup) => {
  place.append(drawn(markup));
  const svg = place.querySelector("svg"), group = svg.querySelector("g[transform]");
  for (const own of place.querySelectorAll(".own, defs, svg > text, svg > title, svg > desc")) own.remove();
  svg.removeAttribute("aria-labelledby");
  const chairs = [...group.querySelectorAll("circle + text")].filter((text) => !text.classList.contains("b"));
  const seats = [...group.querySelectorAll("circle")];
  const ways = [...group.querySelectorAll("text")].filter((text) => !chairs.includes(text) || seats.at(-1) === text.previousElementSibling);
  const words = ways.map((text, i) => (i > 1 && text.classList.contains("b") ? ", " : i ? " " : "") + text.textContent).join("");
  for (const text of ways) text.remove();
  group.removeAttribute("transform");
  const radius = Number(seats.at(-1)?.getAttribute("r") ?? 0);
  const low = Math.max(0, ...seats.map((seat) => Number(seat.getAttribute("cy")))) + radius + 4;
  svg.setAttribute("viewBox", `0 -4 ${svg.viewBox.baseVal.width} ${low + 4}`);
  svg.setAttribute("height", low + 4);
  return words;
};
