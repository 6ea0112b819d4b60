// The page: what is compared, a room for each law, and what is told of all of them side by side.
import { $, drawn, el, number, options } from "./dom.js";
import { get, listen, post } from "./api.js";
import { isChanged, key, letter, ofLink, toLink } from "./study.js";
import { Kept, Seats, choose, colour, legend, road, walk } from "./seats.js";
import { Editor, faultsOf } from "./rules.js";
import { Ballots } from "./ballots.js";

const state = {
  catalogue: null,
  study: null, // as it stands in the form
  shown: null, // the study that the figures are of
  comparison: null,
  pictures: null,
  sentences: [],
  rooms: new Map(), // by key of study and law
  told: new Map(), // how a changed law differs, by its JSON
  job: null,
  hush: null, // stops listening
  body: new Map(), // the body shown of a law, by place
  chosen: null, // the seat whose road is shown: { law, mandate }
};
let back = null; // where Escape leads from the road

// ── What is said of what was done ──

const say = (text) => { $("status").textContent = text; };
const fail = (why) => $("faults").replaceChildren(...faultsOf(why.faults ?? [{ message: String(why.message ?? why) }]));
const guarded = (work) => async (...given) => {
  try { $("faults").replaceChildren(); return await work(...given); } catch (why) { fail(why); }
};
const busy = (is) => {
  $("stop").hidden = $("progress").hidden = !is;
};

// ── The form ──

const plain = (law) => ({ constitution: law.constitution, set: law.set ?? [], ...(law.text === undefined || law.text === null ? {} : { text: law.text }) });
const normal = (study) => ({ society: study.society, by: study.by, seed: study.seed, runs: study.runs, set: study.set ?? [], laws: study.laws.map(plain) });

const fill = () => {
  const { study, catalogue } = state;
  const societies = catalogue.societies.map((each) => [each.name, each.title]);
  options($("society"), societies.some(([name]) => name === study.society) ? societies : [[study.society, study.society], ...societies], study.society);
  const society = catalogue.societies.find((each) => each.name === study.society);
  const attributes = (society?.attributes ?? [{ name: study.by, title: study.by }]).map((each) => [each.name, each.title]);
  options($("by"), attributes, study.by);
  $("seed").value = study.seed;
  $("runs").value = study.runs;
  $("runs").max = catalogue.limits.runs;
  options($("add"), [["", "choose …"], ...catalogue.laws.map((law) => [law.name, law.short || law.title])], "");
};

const renew = (change) => {
  state.study = { ...state.study, ...change };
  fill();
  laws();
  const same = JSON.stringify(state.study) === JSON.stringify(state.shown);
  if (!state.job) say(same ? done() : "Changed: press Run.");
};

const done = () => {
  const { comparison } = state;
  return comparison ? `${number(comparison.runs)} runs of each law, simulated, from seed ${comparison.seed}` : "";
};

// ── One card for each law ──

const nameOf = (i) => Object.keys(state.comparison?.laws ?? {})[i];
const isShown = (i) => state.shown && JSON.stringify({ ...state.study, laws: [state.study.laws[i]] }) === JSON.stringify({ ...state.shown, laws: [state.shown.laws[i]] });
const toldOf = (i) => (isShown(i) ? state.comparison?.laws[nameOf(i)] : undefined);
const roomOf = (i) => state.rooms.get(key(state.study, state.study.laws[i]));
const titleOf = (law) => {
  const known = state.catalogue.laws.find((each) => each.name === law.constitution);
  return known ? known.short || known.title : law.constitution;
};

const laws = () => {
  const { study } = state;
  $("laws").replaceChildren(...study.laws.map((law, i) => card(law, i)));
  options($("list-law"), study.laws.map((law, i) => [String(i), `${letter(i)}: ${titleOf(law)}${isChanged(law) ? ", changed" : ""}`]), $("list-law").value || "0");
  paint();
};

const card = (law, i) => {
  const room = roomOf(i), body = shownBody(i);
  const heading = el("h3", {}, el("b", { text: letter(i) }), titleOf(law), isChanged(law) ? ", changed" : "");
  const made = el("article", { className: "law", "aria-label": `Law ${letter(i)}` }, heading);
  if (isChanged(law)) made.append(el("p", { className: "note changed", text: changed(law) }));
  const choose = el("select", { className: "body", "aria-label": `Body of law ${letter(i)}` });
  if (room) options(choose, room.bodies.map((each) => [each.id, each.title]), body?.id);
  choose.addEventListener("change", () => { state.body.set(i, choose.value); laws(); });
  const change = el("button", { type: "button", text: "Change a rule", onclick: guarded(() => editor.open(`${letter(i)} ${titleOf(law)}`, law)) });
  const remove = el("button", { type: "button", text: "Remove", "aria-label": `Remove law ${letter(i)}`, hidden: state.study.laws.length < 2, onclick: () => drop(i) });
  made.append(el("div", { className: "tools" }, room ? choose : null, change, remove));
  if (!body) {
    made.append(el("p", { className: "empty", text: state.job ? "Running …" : "Not run yet: press Run." }));
    return made;
  }
  const seats = el("div", { className: "seats" });
  const ways = bare(seats, body.svg);
  const svg = seats.querySelector("svg");
  svg.setAttribute("aria-label", `Seats of ${body.title}, law ${letter(i)}. Arrow keys go from seat to seat, Enter to the road.`);
  made.append(seats, el("p", { className: "legend" }), el("p", { className: "note", text: ways }), facts(i, body));
  if (room.data) walk(svg, keptOf(room), `seat-${i}`, (mandate) => show(i, mandate, svg), () => $("seat").focus());
  return made;
};

// The drawing without the words around it, which the card says itself; the ways in, from the left, as words.
const bare = (place, markup) => {
  place.append(drawn(markup));
  const svg = place.querySelector("svg"), group = svg.querySelector("g[transform]");
  for (const own of place.querySelectorAll(".own, defs, svg > text, svg > title, svg > desc")) own.remove();
  svg.removeAttribute("aria-labelledby");
  const chairs = [...group.querySelectorAll("circle + text")].filter((text) => !text.classList.contains("b"));
  const seats = [...group.querySelectorAll("circle")];
  const ways = [...group.querySelectorAll("text")].filter((text) => !chairs.includes(text) || seats.at(-1) === text.previousElementSibling);
  const words = ways.map((text) => text.textContent).join(" ");
  for (const text of ways) text.remove();
  group.removeAttribute("transform");
  const radius = Number(seats.at(-1)?.getAttribute("r") ?? 0);
  const low = Math.max(0, ...seats.map((seat) => Number(seat.getAttribute("cy")))) + radius + 4;
  svg.setAttribute("viewBox", `0 -4 ${svg.viewBox.baseVal.width} ${low + 4}`);
  svg.setAttribute("height", low + 4);
  return words;
};

const shownBody = (i) => {
  const room = roomOf(i);
  if (!room) return null;
  const wanted = state.body.get(i) ?? toldOf(i)?.main[0];
  return room.bodies.find((each) => each.id === wanted) ?? room.bodies[0];
};

const facts = (i, body) => {
  const told = toldOf(i), found = told?.measures[body.id] ?? {};
  const per = (value, digits = 3) => (value === null || value === undefined ? "cannot be told" : `${Number((100 * value).toPrecision(digits))}%`);
  const rows = told ? [
    ["Rose index", found.rose === undefined ? "–" : found.rose.toFixed(0)],
    ["Elections from citizen to seat", found.distance === undefined || found.distance === null ? "cannot be told" : Number(found.distance.toPrecision(3))],
    ["Seats without a vote of citizens", per(found.not_elected_by_citizens)],
    ["Smallest share that carries a majority", `${found.control_share_bound === "at most" ? "at most " : ""}${per(found.control_share, 2)}`],
  ] : [];
  const more = el("details", {}, el("summary", { text: `One simulated run is drawn, seed ${roomOf(i).seed}. Figures and data` }),
    el("dl", { className: "facts" }, ...rows.flatMap(([what, text]) => [el("dt", { text: what }), el("dd", { text })])));
  if (state.id && isShown(i)) {
    const base = `/api/runs/${state.id}/laws/${i}`;
    const links = [["run.json", "run.json"], ["report", "report.html"], ["archive", "archive.zip"], ["roll.csv", "tables/roll.csv"], ["contests.csv", "tables/contests.csv"]];
    more.append(el("p", { className: "tools" }, "Take along: ", ...links.map(([text, path]) => el("a", { href: `${base}/${path}`, download: "", text }))));
  }
  return more;
};

const drop = (i) => {
  state.body.clear();
  renew({ laws: state.study.laws.filter((_, j) => j !== i) });
  $("laws").querySelector("button")?.focus();
};

// How a changed law differs from the one that it began as, in a sentence.
const changed = (law) => {
  const id = JSON.stringify(law);
  if (!state.told.has(id)) {
    state.told.set(id, "…");
    post("/api/changes", { from: { constitution: law.constitution, set: [] }, to: law })
      .then((changes) => state.told.set(id, changes.sentence), () => state.told.set(id, law.text === undefined ? law.set.join("; ") : "Its text was written here."))
      .then(laws);
  }
  return state.told.get(id);
};

// ── Colours, legend, roads ──

const paint = () => {
  const rooms = state.study.laws.map((_, i) => roomOf(i)).filter((room) => room?.data);
  const attributes = rooms.length ? Object.entries(rooms[0].data.attributes).map(([name, each]) => [name, each.title]) : [];
  const by = attributes.some(([name]) => name === $("colour").value) ? $("colour").value : state.study.by;
  options($("colour"), attributes, by);
  document.querySelectorAll(".law").forEach((place, i) => {
    const room = roomOf(i);
    if (!room?.data || !room.data.attributes[by]) return;
    const kept = keptOf(room);
    const seen = colour(place.querySelector(".seats"), kept, by);
    place.querySelector(".legend").replaceChildren(...legend(kept, by, seen, by === state.comparison?.by ? lost : null));
  });
  mark();
  list();
};

const keptOf = (room) => (room.kept ??= new Kept(room.data));

const mark = () => {
  const { chosen } = state;
  document.querySelectorAll("tr.on").forEach((each) => each.classList.remove("on"));
  document.querySelectorAll(".law").forEach((place, i) => choose(place, chosen?.law === i ? chosen.mandate : null));
};

const show = (law, mandate, from, focus) => {
  const room = roomOf(law), kept = keptOf(room);
  state.chosen = { law, mandate };
  mark();
  back = from;
  $("seat").replaceChildren(el("p", { className: "note", text: `Law ${letter(law)}: ${titleOf(state.study.laws[law])}, seed ${room.seed}` }), ...road(kept, mandate));
  if (focus) $("seat").focus();
};

// ── The list of seats ──

const seats = new Seats($("seats"), $("found"), (mandate, from, row) => {
  show(+$("list-law").value, mandate, from, true);
  row.classList.add("on");
});

const list = () => {
  const i = Math.min(+$("list-law").value || 0, state.study.laws.length - 1);
  const room = roomOf(i), place = document.querySelectorAll(".law")[i];
  if (!room?.data || !place) return;
  const dots = new Set([...place.querySelectorAll("[data-m]")].map((dot) => +dot.dataset.m));
  seats.show(keptOf(room), dots, `${shownBody(i).title}, law ${letter(i)}`);
};

// ── Side by side ──

const kind = () => document.querySelector('input[name="kind"]:checked').value;

const pictures = () => {
  if (!state.pictures) return;
  const put = (place, markup) => {
    const open = place.querySelector("details")?.open;
    place.replaceChildren(drawn(markup ?? "<p>There is none.</p>"));
    const table = place.querySelector("details");
    if (table && open) table.open = true;
  };
  put($("who"), state.pictures[kind()]);
  const groups = Object.entries(state.comparison.titles).filter(([value]) => state.pictures.lost?.[value]);
  const chosen = groups.some(([value]) => value === $("group").value) ? $("group").value : largest();
  options($("group"), groups, chosen);
  put($("lost"), state.pictures.lost?.[chosen]);
};

const largest = () => {
  const [law] = Object.values(state.comparison.laws), shares = law.bodies[law.main[0]].composition[state.comparison.by];
  return Object.keys(shares).reduce((a, b) => (shares[b].society > shares[a].society ? b : a));
};

const lost = (value) => {
  options($("group"), [...$("group").options].map((each) => [each.value, each.text]), value);
  pictures();
  $("lost-h").focus();
  $("lost-h").scrollIntoView({ block: "start" });
};

const answer = () => {
  $("sentences").replaceChildren(...state.sentences.map((each) => el("p", { text: each[0] })));
  $("made").textContent = state.comparison ? `comitia ${state.comparison.comitia}; ${state.comparison.society}, SHA-256 ${state.comparison.society_sha256.slice(0, 16)}…` : "";
};

const differ = () => {
  const [first, ...others] = state.study.laws;
  $("differ").replaceChildren(...others.map((law, i) => {
    const fold = el("details", {}, el("summary", { text: `A ${titleOf(first)} and ${letter(i + 1)} ${titleOf(law)}${isChanged(law) ? ", changed" : ""}` }));
    fold.addEventListener("toggle", guarded(async () => {
      if (!fold.open || fold.children.length > 1) return;
      const told = await post("/api/changes", { from: first, to: law });
      const side = (each) => (each ? [each.text, " ", el("cite", { text: each.article ?? "" })] : ["–"]);
      fold.append(el("p", { text: `${number(told.count)} ${told.count === 1 ? "rule differs" : "rules differ"}.` }),
        el("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": `Differences of A and ${letter(i + 1)}` }, el("table", {},
          el("thead", {}, el("tr", {}, el("th", { scope: "col", text: "A" }), el("th", { scope: "col", text: letter(i + 1) }))),
          el("tbody", {}, ...told.differences.map((each) => el("tr", {}, el("td", {}, ...side(each.first)), el("td", {}, ...side(each.second))))))));
    }));
    return fold;
  }));
  if (!others.length) $("differ").replaceChildren(el("p", { className: "note", text: "There is one law. Add another, or change a rule." }));
};

// ── Running ──

const run = async () => {
  state.hush?.();
  const study = state.study;
  history.replaceState(null, "", await toLink(study));
  say("Starting …");
  const have = study.laws.map((_, i) => i).filter((i) => roomOf(i));
  const { id } = await post("/api/runs", { study, have });
  state.job = state.id = id;
  busy(true);
  laws();
  state.hush = listen(id, (what, told) => heard[what](told, study));
};

const heard = {
  room: ({ law, room }, study) => {
    state.rooms.set(key(study, study.laws[law]), room);
    laws();
  },
  comparison: (told, study) => {
    Object.assign(state, { shown: study, comparison: told.comparison, pictures: told.pictures, sentences: told.sentences });
    $("progress").max = told.runs ?? told.runs_done;
    $("progress").value = told.runs_done;
    say(`${number(told.runs_done)} of ${number(told.runs ?? told.runs_done)} runs of each law`);
    answer();
    laws();
    pictures();
  },
  done: () => ended(done()),
  stopped: ({ runs_done }) => ended(`Stopped after ${number(runs_done)} runs of each law; what was done is kept.`),
  failed: ({ faults }) => { ended("It did not end well."); fail({ faults }); },
};

const ended = (text) => {
  state.job = null;
  busy(false);
  say(text);
  laws();
  differ();
};

// ── The editor ──

const editor = new Editor($("rules"), guarded(async (law, changes) => {
  if (state.study.laws.length >= state.catalogue.limits.laws)
    throw { faults: [{ message: `No more than ${state.catalogue.limits.laws} laws stand side by side.`, mend: "Remove one first." }] };
  state.told.set(JSON.stringify(plain(law)), changes.sentence);
  editor.close();
  renew({ laws: [...state.study.laws, plain(law)] });
  await run();
  document.querySelectorAll(".law")[state.study.laws.length - 1]?.scrollIntoView({ block: "center" });
}), () => $("room-h").scrollIntoView());

// ── Files, links, commands ──

const download = (text, name, type) => {
  const link = el("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
};

const dialog = (title, ...inside) => {
  $("dialog").replaceChildren(el("h2", { id: "dialog-h", text: title }), ...inside.filter(Boolean), el("div", { className: "tools" }, el("button", { type: "button", text: "Close", onclick: () => $("dialog").close() })));
  $("dialog").showModal();
};

const take = (study) => {
  state.body.clear();
  state.chosen = null;
  state.study = normal(study);
  fill();
  laws();
};

$("open").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", guarded(async () => {
  const [file] = $("file").files;
  $("file").value = "";
  if (!file) return;
  take((await post("/api/study", { text: await file.text() })).study);
  await run();
}));
$("save").addEventListener("click", guarded(async () => download((await post("/api/command", { study: state.study })).file, "comparison.yaml", "text/yaml")));
$("copy").addEventListener("click", guarded(async () => {
  const link = location.origin + location.pathname + (await toLink(state.study));
  try { await navigator.clipboard.writeText(link); say("The link is copied."); } catch { dialog("Link", el("pre", { tabIndex: 0, text: link })); }
}));
$("command").addEventListener("click", guarded(async () => {
  const told = await post("/api/command", { study: state.study });
  dialog("The same without this page", el("h3", { text: "In a terminal" }), el("pre", { tabIndex: 0, text: told.line }),
    el("h3", { text: "In Python" }), el("pre", { tabIndex: 0, text: told.python }),
    el("p", { className: "note", text: "Both give, byte for byte, what this page shows." }),
    state.id ? el("p", {}, el("a", { href: `/api/runs/${state.id}/comparison.json`, download: "", text: "comparison.json, as this page has it" })) : null);
}));

// ── Events ──

$("setup").addEventListener("submit", (event) => { event.preventDefault(); guarded(run)(); });
$("stop").addEventListener("click", guarded(async () => { say("Stopping …"); await post(`/api/runs/${state.job}/stop`, {}); }));
$("society").addEventListener("change", () => {
  const society = state.catalogue.societies.find((each) => each.name === $("society").value);
  const by = society.attributes.some((each) => each.name === state.study.by) ? state.study.by : society.attributes[0].name;
  renew({ society: society.name, by });
});
$("by").addEventListener("change", () => renew({ by: $("by").value }));
for (const id of ["seed", "runs"]) $(id).addEventListener("change", () => { if ($(id).checkValidity()) renew({ [id]: +$(id).value }); });
$("colour").addEventListener("change", paint);
$("list-law").addEventListener("change", list);
$("find").addEventListener("input", () => seats.find($("find").value));
$("add").addEventListener("change", () => {
  const name = $("add").value;
  if (!name) return;
  if (state.study.laws.length >= state.catalogue.limits.laws) fail({ message: `No more than ${state.catalogue.limits.laws} laws stand side by side.` });
  else renew({ laws: [...state.study.laws, { constitution: name, set: [] }] });
  $("add").value = "";
});
$("kinds").addEventListener("change", pictures);
$("group").addEventListener("change", pictures);
$("seat").addEventListener("keydown", (event) => { if (event.key === "Escape" && back?.isConnected) back.focus(); });
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !$("editor").hidden && !$("dialog").open && $("editor").contains(document.activeElement)) editor.close();
});

// ── The beginning: a finished result, or what the link asks for ──

const begin = async () => {
  const [catalogue, first] = await Promise.all([get("/api/catalogue"), location.hash.startsWith("#s=") ? null : get("/api/first")]);
  state.catalogue = catalogue;
  $("hatches").append(...drawnHatches());
  const ballots = new Ballots($("dialog"), catalogue.rules, catalogue.limits.bytes.ballots);
  $("ballots").addEventListener("click", () => ballots.open());
  if (first) {
    take(first.study);
    for (const [i, room] of first.rooms.entries()) state.rooms.set(key(state.study, state.study.laws[i]), room);
    heard.comparison(first, state.study);
    ended(done());
  } else {
    take(await ofLink(location.hash).catch(() => { throw { faults: [{ message: "The link holds no comparison.", mend: "Copy it whole, from “#s=” to its end." }] }; }));
    await run();
  }
  document.documentElement.dataset.ready = "yes";
};

// Two grounds of eight colours each: the second has stripes.
const drawnHatches = () => {
  const ns = "http://www.w3.org/2000/svg";
  return Array.from({ length: 8 }, (_, i) => {
    const pattern = document.createElementNS(ns, "pattern"), bar = document.createElementNS(ns, "rect");
    for (const [name, value] of Object.entries({ id: `h${i}`, width: 4, height: 4, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" })) pattern.setAttribute(name, value);
    for (const [name, value] of Object.entries({ class: `c${i}`, width: 2.4, height: 4 })) bar.setAttribute(name, value);
    pattern.append(bar);
    return pattern;
  });
};

guarded(begin)();
