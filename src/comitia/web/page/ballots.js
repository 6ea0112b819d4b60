// Real ballots: dropped or pasted, looked at first, then counted.
import { $, el, number, options } from "./dom.js";
import { send } from "./api.js";
import { faultsOf } from "./rules.js";

const MANY = 40;
// Which papers a form of file can hold; rules for others are not offered.
const PAPERS = { rankings: ["ranking"], approvals: ["approval", "names", "single-choice"], points: ["points"] };

export class Ballots {
  constructor(dialog, rules, limit) {
    Object.assign(this, { dialog, rules, limit });
  }

  open() {
    const rule = el("select", { id: "rule" });
    options(rule, [["", "choose …"], ...this.rules.map((each) => [each.id, each.title])], "");
    const pasted = el("textarea", { id: "pasted", spellcheck: false, placeholder: "BLT, PrefLib, ABIF, or a table from a spreadsheet" });
    const pick = el("input", { type: "file", id: "ballot-file", className: "plain", onchange: () => pick.files[0] && this.dropped(pick.files[0]) });
    const drop = el("div", { className: "drop" }, el("label", { htmlFor: "ballot-file", text: "A file of ballots, dropped here or chosen: " }), pick,
      el("label", { htmlFor: "pasted", className: "line", text: "or pasted:" }), pasted);
    drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
    drop.addEventListener("dragleave", () => drop.classList.remove("over"));
    drop.addEventListener("drop", () => drop.classList.remove("over"));
    pasted.addEventListener("input", () => { pick.value = ""; this.file = null; this.place.replaceChildren(); });
    this.place = el("div", { "aria-live": "polite" });
    this.rule = rule;
    this.seats = el("input", { type: "number", min: 1, step: 1, id: "ballot-seats" });
    this.seed = el("input", { type: "number", min: 0, step: 1, id: "ballot-seed" });
    const look = el("button", { type: "button", className: "main", text: "Look at them first", onclick: () => {
      if (this.file) this.preflight();
      else if (pasted.value.trim()) this.take(new File([pasted.value], "pasted"));
      else this.place.replaceChildren(...faultsOf([{ message: "There are no ballots yet.", mend: "Drop a file, choose one, or paste." }]));
    } });
    Object.assign(this, { file: null, filled: "", pasted });
    rule.addEventListener("change", () => this.file && this.preflight());
    this.dialog.replaceChildren(
      el("h2", { id: "dialog-h", text: "Count ballots" }),
      el("p", { text: "They stay on this machine. First you see what was read; only then are they counted." }),
      drop,
      el("div", { className: "tools" }, el("label", {}, "Rule ", rule), el("label", {}, "Seats ", this.seats), el("label", {}, "Seed of lots ", this.seed), look,
        el("button", { type: "button", text: "Close", onclick: () => this.dialog.close() })),
      this.place,
    );
    this.dialog.showModal();
  }

  // A file takes the place of what was pasted, and its seats that of the seats of the file before.
  dropped(file) {
    this.pasted.value = "";
    this.take(file);
  }

  take(file) {
    if (this.seats.value === this.filled) this.seats.value = "";
    this.file = file;
    this.preflight();
  }

  async ask(what) {
    if (this.file.size > this.limit) throw Object.assign(new Error(), { faults: [{ message: `The file has more than ${number(this.limit)} bytes.`, mend: "Use `comitia count` in a terminal." }] });
    const query = new URLSearchParams({ file: this.file.name.replace(/[/\\]/g, " ").slice(-60) || "ballots" });
    if (this.rule.value) query.set("rule", this.rule.value);
    if (this.seats.value) query.set("seats", this.seats.value);
    if (what === "count" && this.seed.value) query.set("seed", this.seed.value);
    return send(`/api/ballots/${what}?${query}`, this.file);
  }

  async preflight() {
    const { file } = this;
    this.place.replaceChildren(el("p", { className: "note", text: "Reading …" }));
    try {
      const made = await this.ask("preflight");
      if (file !== this.file) return;
      if (!this.seats.value && made.seats) this.seats.value = this.filled = String(made.seats);
      for (const option of this.rule.options) {
        const paper = this.rules.find((each) => each.id === option.value)?.paper;
        option.disabled = Boolean(paper && PAPERS[made.form] && !PAPERS[made.form].includes(paper));
      }
      this.place.replaceChildren(...this.read(made));
    } catch (refused) {
      this.place.replaceChildren(...faultsOf(refused.faults ?? [{ message: String(refused) }]));
    }
  }

  read(made) {
    const odd = { blank: "blank", overvotes: "with an overvote", skipped: "with a rank skipped", repeated: "with a name twice", equal: "with equal ranks" };
    const seen = Object.entries(odd).filter(([name]) => made.seen?.[name]).map(([name, words]) => `${number(made.seen[name])} ${words}`);
    const facts = [
      ["Form", `${made.form} (${made.format})`], ["Contest", made.title || "–"],
      ["Papers", number(made.papers ?? made.votes ?? 0)], ["Odd papers", seen.join("; ") || "none"],
      ["Candidates", number(made.candidates.length)], ["Columns not read", made.unread?.join(", ") || "none"],
    ];
    const people = el("table", {}, el("caption", { text: "Candidates as read" }), el("thead", {}, el("tr", {}, el("th", { scope: "col", text: "name" }), el("th", { scope: "col", className: "n", text: made.form === "rankings" ? "first preferences" : "votes" }))),
      el("tbody", {}, ...made.candidates.slice(0, MANY).map((each) => el("tr", {}, el("td", { text: each.name }), el("td", { className: "n", text: number(each.votes) })))));
    const strange = (made.not_listed ?? []).map((each) => ({ message: `“${each.name}” is not on the list of candidates.`, line: each.line, mend: each.nearest ? `Nearest on the list: ${each.nearest}` : undefined }));
    const count = el("button", { type: "button", className: "main", text: "This is right: count", onclick: () => this.count() });
    const last = !made.passes ? el("p", { className: "fault", text: "This cannot be counted as it is." })
      : this.rule.value ? el("div", { className: "tools" }, count) : el("p", { text: "Is this right? Then choose a rule above." });
    return [
      el("h3", { text: "What was read" }), el("dl", { className: "facts" }, ...facts.flatMap(([what, text]) => [el("dt", { text: what }), el("dd", { text })])),
      ...faultsOf([...strange, ...(made.faults ?? [])].slice(0, MANY)),
      el("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": "Candidates as read" }, people),
      last,
    ];
  }

  async count() {
    const place = el("div");
    this.place.querySelector("#sheet")?.remove();
    place.id = "sheet";
    this.place.append(place);
    try {
      place.append(...this.sheet(await this.ask("count")));
    } catch (refused) {
      place.append(...faultsOf(refused.faults ?? [{ message: String(refused) }]));
    }
    place.scrollIntoView({ block: "nearest" });
  }

  sheet(made) {
    const { rounds, candidates } = made;
    const figure = (value) => (value === null || value === undefined ? "" : value.toLocaleString("en", { maximumFractionDigits: 9 }));
    const fate = (name) => {
      const of = (what) => rounds.find((round) => round[what].includes(name))?.round;
      return of("elected") ? `elected, round ${of("elected")}` : of("excluded") ? `excluded, round ${of("excluded")}` : made.winners.includes(name) ? "elected" : "";
    };
    const below = [["Not transferable", "exhausted"], ["Lost by rounding", "lost"], ["Quota", "quota"]].filter(([, key]) => rounds.some((round) => round[key]));
    const head = ["candidate", ...rounds.map((round) => `round ${round.round}`), "outcome"];
    const rows = [
      ...candidates.map((name) => [name, ...rounds.map((round) => figure(round.totals[name])), fate(name)]),
      ...below.map(([title, key]) => [title, ...rounds.map((round) => figure(round[key])), ""]),
    ];
    const cells = (row) => row.map((text, i) => i ? el("td", { className: i < row.length - 1 ? "n" : "", text }) : el("th", { scope: "row", text }));
    const table = el("table", {}, el("caption", { text: `${made.rule.title}, ${made.seats} ${made.seats === 1 ? "seat" : "seats"}; SHA-256 of the ballots ${made.file.sha256.slice(0, 16)}…` }),
      el("thead", {}, el("tr", {}, ...head.map((text, i) => el("th", { scope: "col", className: i && i < head.length - 1 ? "n" : "", text })))),
      el("tbody", {}, ...rows.map((row) => el("tr", {}, ...cells(row)))));
    const ties = made.draws.map((draw) => el("p", { text: `Tie in round ${draw.round} between ${draw.among.join(", ")}: ${draw.taken.length ? `by lot ${draw.taken.join(", ")}` : "the rule takes none of them"}.` }));
    if (made.draws.some((draw) => draw.taken.length)) ties.push(el("p", { className: "note", text: `Lots were drawn from seed ${made.seed}.` }));
    const words = rounds.flatMap((round) => (round.words ?? []).map((step) => el("li", {}, `${step.text} `, el("cite", { text: step.article ?? "" }))));
    const going = made.goes_on.length ? `To the second vote go ${made.goes_on.join(", ")}` : "Nobody is elected";
    const open = made.vacant ? [el("p", { text: `${number(made.vacant)} ${made.vacant === 1 ? "seat stays" : "seats stay"} open.` })] : [];
    return [
      el("h3", { text: made.winners.length ? `Elected: ${made.winners.join(", ")}` : going }), ...open, ...ties,
      el("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": "Count sheet" }, table),
      ...(words.length ? [el("details", {}, el("summary", { text: "Step by step, with the articles" }), el("ol", {}, ...words))] : []),
    ];
  }
}
