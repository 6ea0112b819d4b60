// The page: what is compared, a room for each law, and what is told of all of them side by side.
import { $, el, number } from "./dom.js";
import { get, listen, post } from "./api.js";
import { isChanged, key, letter, normal, ofLink, plain, toLink } from "./study.js";
import { Seats, road } from "./seats.js";
import { Editor, faultsOf } from "./rules.js";
import { Ballots } from "./ballots.js";
import { Cards, keptOf, offer } from "./cards.js";
import { answer, differ, lost, pictures } from "./side.js";
import { drops, files } from "./files.js";

const ROOMS = 24; // how many are kept of laws that are not compared any more
const state = {
  catalogue: null,
  study: null, // as it stands in the form
  shown: null, // the study that the figures are of
  comparison: null,
  pictures: null,
  sentences: [],
  rooms: new Map(), // by key of study and law
  told: new Map(), // how a changed law differs, by its JSON
  job: null, // under way
  id: null, // the job that the figures are of
  whole: false, // whether it was done to its end
  hush: null, // stops listening
  body: new Map(), // the body shown of a law, by its JSON
  chosen: null, // the seat whose road is shown: { law, room, mandate, from }
};

// ── What is said of what was done ──

const say = (text) => { if ($("status").textContent !== text) $("status").textContent = text; };
const fail = (why) => $("faults").replaceChildren(...faultsOf(why.faults ?? [{ message: String(why.message ?? why) }]));
const guarded = (work) => async (...given) => {
  try { $("faults").replaceChildren(); return await work(...given); } catch (why) { fail(why); }
};
const busy = (is) => {
  if (!is && document.activeElement === $("stop")) $("run").focus();
  $("stop").hidden = $("progress").hidden = !is;
  document.documentElement.dataset.running = is ? "yes" : "no";
};
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// ── The form ──

const fill = () => {
  const { study, catalogue } = state;
  const societies = catalogue.societies.map((each) => [each.name, each.title]);
  offer($("society"), societies.some(([name]) => name === study.society) ? societies : [[study.society, study.society], ...societies], study.society);
  const society = catalogue.societies.find((each) => each.name === study.society);
  const attributes = (society?.attributes ?? []).map((each) => [each.name, each.title]);
  offer($("by"), attributes.some(([name]) => name === study.by) ? attributes : [[study.by, study.by], ...attributes], study.by);
  if (document.activeElement !== $("seed") || +$("seed").value !== study.seed) $("seed").value = study.seed;
  if (document.activeElement !== $("runs") || +$("runs").value !== study.runs) $("runs").value = study.runs;
  $("runs").max = catalogue.limits.runs;
};

const renew = (change) => {
  state.study = { ...state.study, ...change };
  fill();
  laws();
  if (!state.job) say(same(state.study, state.shown) ? done() : "Changed: press Run.");
};

const done = () => {
  const { comparison } = state;
  return comparison ? `${number(comparison.runs)} runs of each law, simulated, from seed ${comparison.seed}` : "";
};

// ── One card for each law ──

const roomOf = (i) => state.rooms.get(key(state.study, state.study.laws[i]));
// Where a law stands in what the figures are of; -1 if they are of something else.
const placeOf = (i) => {
  const { study, shown } = state;
  if (!shown || !same({ ...study, laws: [], runs: 0 }, { ...shown, laws: [], runs: 0 })) return -1;
  const law = JSON.stringify(study.laws[i]);
  return same(study.laws[i], shown.laws[i]) ? i : shown.laws.findIndex((each) => JSON.stringify(each) === law);
};
const toldOf = (i) => Object.values(state.comparison?.laws ?? {})[placeOf(i)];
const titleOf = (law) => {
  const known = state.catalogue.laws.find((each) => each.name === law.constitution);
  return known ? known.short || known.title : law.constitution;
};
const titled = () => state.study.laws.map((law) => `${titleOf(law)}${isChanged(law) ? ", changed" : ""}`);

const laws = () => {
  const { study } = state;
  cards.show(study.laws.map(view));
  const names = titled(), of = $("list-law").value;
  offer($("list-law"), names.map((name, i) => [String(i), `${letter(i)}: ${name}`]), +of < names.length ? of || "0" : "0");
  differ(study.laws, names, guarded);
  paint();
};

const view = (law, i) => ({
  letter: letter(i), title: titleOf(law), changed: isChanged(law), room: roomOf(i), body: shownBody(i), alone: state.study.laws.length < 2,
  running: Boolean(state.job) && !roomOf(i), sentence: isChanged(law) ? changed(law) : "", rows: figures(i),
  base: state.id && placeOf(i) >= 0 ? `/api/runs/${state.id}/laws/${placeOf(i)}` : null,
});

const shownBody = (i) => {
  const room = roomOf(i);
  if (!room) return null;
  const wanted = state.body.get(JSON.stringify(state.study.laws[i])) ?? toldOf(i)?.main[0];
  return room.bodies.find((each) => each.id === wanted) ?? room.bodies[0];
};

const figures = (i) => {
  const told = toldOf(i), body = shownBody(i), found = told?.measures[body?.id] ?? {};
  const share = (value, digits = 3) => (value === null || value === undefined ? "cannot be told" : `${Number((100 * value).toPrecision(digits))}%`);
  return told ? [
    ["Rose index", found.rose === undefined ? "–" : found.rose.toFixed(0)],
    ["Elections from citizen to seat", found.distance === undefined || found.distance === null ? "cannot be told" : Number(found.distance.toPrecision(3))],
    ["Seats without a vote of citizens", share(found.not_elected_by_citizens)],
    ["Smallest share that carries a majority", `${found.control_share_bound === "at most" ? "at most " : ""}${share(found.control_share, 2)}`],
  ] : [];
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

let editing = 0; // which law's rules are open
const cards = new Cards($("laws"), {
  change: guarded((i) => {
    editing = i;
    return editor.open(`${letter(i)} ${titled()[i]}`, state.study.laws[i]);
  }),
  remove: (i) => {
    const { chosen } = state;
    if (chosen?.law === i) forget();
    else if (chosen && chosen.law > i) chosen.law -= 1;
    renew({ laws: state.study.laws.filter((_, j) => j !== i) });
    cards.focus(Math.min(i, state.study.laws.length - 1), "change");
  },
  body: (i, id) => { state.body.set(JSON.stringify(state.study.laws[i]), id); laws(); },
  seat: (i, mandate, svg) => show(i, mandate, svg),
  road: () => $("seat").focus(),
  pointed: () => $("seat").scrollIntoView({ block: "nearest" }),
});

// ── Colours, roads, the list of seats ──

const paint = () => {
  tint();
  list();
};

const tint = () => {
  const rooms = state.study.laws.map((_, i) => roomOf(i)).filter((room) => room?.data);
  const attributes = rooms.length ? Object.entries(rooms[0].data.attributes).map(([name, each]) => [name, each.title]) : [];
  const by = attributes.some(([name]) => name === $("colour").value) ? $("colour").value : state.study.by;
  offer($("colour"), attributes, by);
  cards.colour(by, by === state.comparison?.by && Object.keys(state.pictures?.lost ?? {}).length ? (value) => lost(state, value) : null);
  cards.mark(state.chosen);
};

const show = (law, mandate, from, focus) => {
  const room = roomOf(law);
  state.chosen = { law, room, mandate, from };
  document.querySelectorAll("tr.on").forEach((each) => each.classList.remove("on"));
  cards.mark(state.chosen);
  $("seat").replaceChildren(el("p", { className: "note", text: `Law ${letter(law)}: ${titled()[law]}, seed ${room.seed}` }), ...road(keptOf(room), mandate));
  $("seat").scrollTop = 0;
  if (focus) $("seat").focus();
};

const unread = [...$("seat").childNodes];
const forget = () => {
  state.chosen = null;
  $("seat").replaceChildren(...unread);
};

const seats = new Seats($("seats"), $("found"), (mandate, from, row) => {
  show(+$("list-law").value, mandate, from, true);
  row.classList.add("on");
});

let listed = [];
const list = () => {
  const i = Math.min(+$("list-law").value || 0, state.study.laws.length - 1), room = roomOf(i), body = shownBody(i);
  const where = room?.data ? `${body.title}, law ${letter(i)}` : "";
  if (listed[0] === room && listed[1] === where) return;
  listed = [room, where];
  if (room?.data) seats.show(keptOf(room), cards.dots(i), where);
  else {
    $("seats").tBodies[0].replaceChildren();
    $("found").textContent = `Law ${letter(i)} is not run yet.`;
  }
};

// ── Running ──

let turn = 0;
const run = async () => {
  document.documentElement.dataset.running = "yes";
  const study = state.study, mine = ++turn, link = await toLink(study);
  // rooms that are here need not be drawn again
  const have = study.laws.map((_, i) => i).filter((i) => roomOf(i)?.data);
  say("Starting …");
  let id;
  try {
    ({ id } = await post("/api/runs", { study, have }));
  } catch (refused) {
    if (mine === turn) { busy(Boolean(state.job)); say("It could not be started."); }
    throw refused;
  }
  if (mine !== turn) return;
  state.hush?.();
  history.replaceState(null, "", link);
  state.job = id;
  busy(true);
  $("progress").removeAttribute("value");
  laws();
  state.hush = listen(id, (what, told) => heard[what](told, study, id));
};

const heard = {
  room: ({ law, room }, study) => {
    const place = key(study, study.laws[law]);
    if (!state.rooms.get(place)?.data) state.rooms.set(place, room); // first as it is drawn, then whole
    const needed = new Set(state.study.laws.map((each) => key(state.study, each)));
    for (const old of [...state.rooms.keys()].slice(0, Math.max(0, state.rooms.size - ROOMS))) if (!needed.has(old)) state.rooms.delete(old);
    laws();
  },
  comparison: (told, study, id) => {
    Object.assign(state, { shown: study, id, whole: false, comparison: told.comparison, pictures: told.pictures, sentences: told.sentences });
    $("progress").max = told.runs ?? told.runs_done;
    $("progress").value = told.runs_done;
    say(`${number(told.runs_done)} of ${number(told.runs ?? told.runs_done)} runs of each law`);
    answer(state);
    laws();
    pictures(state);
  },
  done: () => { state.whole = true; ended(same(state.study, state.shown) ? done() : `${done()}. Changed since: press Run.`); },
  stopped: ({ runs_done }) => ended(`Stopped after ${number(runs_done)} runs of each law; what was done is kept.`),
  failed: ({ faults }) => { ended("It did not end well."); fail({ faults }); },
};

const ended = (text) => {
  state.job = null;
  busy(false);
  say(text);
  laws();
};

// ── The editor ──

const editor = new Editor($("rules"), guarded(async (law, changes) => {
  if (state.study.laws.length >= state.catalogue.limits.laws)
    throw { faults: [{ message: `No more than ${state.catalogue.limits.laws} laws stand side by side.`, mend: "Remove one first." }] };
  state.told.set(JSON.stringify(plain(law)), changes.sentence);
  editor.close();
  renew({ laws: [...state.study.laws, plain(law)] });
  cards.focus(state.study.laws.length - 1, "card");
  await run();
}), (base) => {
  const { laws: compared } = state.study, at = same(compared[editing], base) ? editing : compared.findIndex((law) => same(law, base));
  if (at >= 0) cards.focus(at, "change");
});

// ── Files, links, commands ──

const take = (study) => {
  state.body.clear();
  forget();
  state.study = normal(study);
  fill();
  laws();
};

const read = files(state, guarded, {
  say,
  open: async (study) => { take(study); await run(); },
  finished: () => (state.whole && same(state.study, state.shown) ? state.id : null),
});

const linked = async () => {
  try {
    take(await ofLink(location.hash));
  } catch {
    throw { faults: [{ message: "The link holds no comparison.", mend: "Copy it whole, from “#s=” to its end." }] };
  }
  await run();
};

// ── Events ──

const numbers = () => {
  const [seed, runs] = ["seed", "runs"].map((id) => ($(id).checkValidity() ? +$(id).value : state.study[id]));
  if (seed !== state.study.seed || runs !== state.study.runs) renew({ seed, runs });
};
$("setup").addEventListener("submit", (event) => { event.preventDefault(); numbers(); guarded(run)(); });
$("stop").addEventListener("click", guarded(async () => { say("Stopping …"); await post(`/api/runs/${state.job}/stop`, {}); }));
$("society").addEventListener("change", () => {
  const society = state.catalogue.societies.find((each) => each.name === $("society").value);
  const by = society.attributes.some((each) => each.name === state.study.by) ? state.study.by : society.attributes[0].name;
  renew({ society: society.name, by });
});
$("by").addEventListener("change", () => renew({ by: $("by").value }));
for (const id of ["seed", "runs"]) $(id).addEventListener("change", numbers);
$("colour").addEventListener("change", tint);
$("list-law").addEventListener("change", list);
$("find").addEventListener("input", () => seats.find($("find").value));
$("adding").addEventListener("submit", (event) => {
  event.preventDefault();
  const name = $("add").value;
  if (!name) return;
  if (state.study.laws.length >= state.catalogue.limits.laws) fail({ message: `No more than ${state.catalogue.limits.laws} laws stand side by side.` });
  else renew({ laws: [...state.study.laws, { constitution: name, set: [] }] });
  $("add").value = "";
});
$("kinds").addEventListener("change", () => pictures(state));
$("group").addEventListener("change", () => pictures(state));
$("seat").addEventListener("keydown", (event) => {
  const { chosen } = state;
  if (event.key !== "Escape" || !chosen) return;
  if (chosen.from?.isConnected) chosen.from.focus();
  else cards.focus(chosen.law, "seats");
});
window.addEventListener("hashchange", () => { if (location.hash.startsWith("#s=")) guarded(linked)(); });

// ── The beginning: a finished result, or what the link asks for ──

const shipped = (first) => {
  take(first.study);
  for (const [i, room] of first.rooms.entries()) state.rooms.set(key(state.study, state.study.laws[i]), room);
  heard.comparison(first, state.study, null);
  ended(done());
};

const begin = async () => {
  const asked = location.hash.startsWith("#s="), [catalogue, first] = await Promise.all([get("/api/catalogue"), asked ? null : get("/api/first")]);
  state.catalogue = catalogue;
  offer($("add"), [["", "choose …"], ...catalogue.laws.map((law) => [law.name, law.short || law.title])], "");
  const ballots = new Ballots($("dialog"), catalogue.rules, catalogue.limits.bytes.ballots);
  $("ballots").addEventListener("click", () => ballots.open());
  drops(ballots, read);
  if (first) shipped(first);
  else {
    try { await linked(); } catch (why) {
      fail(why);
      if (!state.study) shipped(await get("/api/first"));
    }
  }
  document.documentElement.dataset.ready = "yes";
};

guarded(begin)();
