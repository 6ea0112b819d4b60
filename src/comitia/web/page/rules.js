// The rules of a law as sentences with controls, or as text with live faults. Whatever is changed makes another law
// beside the one that is edited, and is told in a sentence before it runs.
import { $, el, options } from "./dom.js";
import { post } from "./api.js";

const PAUSE = 350;

// A setting goes to the end of the list. Older ones of the same place are left out, but for those before an item was
// taken out of a list: positions were others then.
export const withSetting = (set, path, value) => {
  const pathOf = (line) => line.slice(0, line.indexOf("="));
  const removed = set.findLastIndex((line) => /\.\d+=$/.test(line));
  const kept = set.filter((line, i) => i <= removed || !(pathOf(line) === path || pathOf(line).startsWith(`${path}.`)));
  return [...kept, `${path}=${value}`];
};

// A fault of a setting has no line: its file is the setting itself.
export const faultsOf = (faults) =>
  faults.map((fault) => {
    const line = fault.line && !fault.file?.startsWith("--set") ? el("b", { text: `line ${fault.line}: ` }) : null;
    const mend = fault.mend ? el("div", { className: "note", text: fault.mend }) : null;
    return el("div", { className: "fault" }, line, fault.message ?? "", fault.article ? " " : null, fault.article ? el("cite", { text: fault.article }) : null, mend);
  });

// Does what changes a place; what had the focus has it again, with what was being typed there.
const keeping = (place, change) => {
  const name = (each) => `${each.tagName} ${each.dataset.path ?? each.getAttribute("aria-label") ?? each.textContent}`;
  const alike = (one) => [...place.querySelectorAll(one.tagName)].filter((each) => name(each) === name(one));
  const before = place.contains(document.activeElement) ? document.activeElement : null;
  const nth = before ? alike(before).indexOf(before) : -1, typed = before?.tagName === "INPUT" ? before.value : null;
  change();
  if (!before || before.isConnected) return;
  const after = alike(before)[nth];
  after?.focus({ preventScroll: true });
  if (after && typed !== null && after.type !== "checkbox" && after.type !== "radio") after.value = typed;
};

const shown = new WeakMap();
const afresh = (place, what, make) => {
  const made = JSON.stringify(what);
  if (shown.get(place) === made) return;
  shown.set(place, made);
  keeping(place, () => place.replaceChildren(...make()));
};

export class Editor {
  // `beside(law, sentence)` is asked to put the changed law beside the others and to run; `closed(law)` is told which
  // law it was that could be changed.
  constructor(place, beside, closed) {
    Object.assign(this, { place, beside, closed, shown: new Set(), mode: "sentences" });
    // Escape closes it, but throws nothing away that was written.
    $("editor").addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.same()) this.close();
    });
  }

  same() {
    return JSON.stringify(this.law) === JSON.stringify(this.base);
  }

  async open(label, law) {
    Object.assign(this, { label, base: law, law: structuredClone(law), shown: new Set(), mode: "sentences", turn: 0, gone: "" });
    $("editor-h").textContent = `Change a rule of ${label}`;
    this.place.replaceChildren(el("p", { className: "note", text: "Reading the law …" }));
    $("editor").hidden = false;
    $("editor-h").focus();
    this.told = await post("/api/law", { law: this.law });
    this.source = law.text ?? this.told.text;
    this.paint();
  }

  close() {
    $("editor").hidden = true;
    this.asking = this.turn = null;
    this.closed(this.base);
  }

  async switch(mode) {
    const { law } = this;
    if (mode === "sentences") {
      try {
        this.told = await post("/api/law", { law });
      } catch {
        $("editor").querySelector('input[value="text"]').checked = true; // the faults are shown
        return;
      }
    }
    if (law !== this.law) return;
    this.mode = mode;
    this.paint();
    $("editor").querySelector(`input[value="${mode}"]`).focus();
  }

  paint() {
    const modes = el("fieldset", { className: "tools" }, el("legend", { className: "out", text: "Edit as" }),
      ...[["sentences", "sentences with controls"], ["text", "text"]].map(([mode, text]) =>
        el("label", {}, el("input", { type: "radio", name: "mode", value: mode, checked: this.mode === mode, onchange: () => this.switch(mode) }), ` ${text}`)));
    this.words = el("div", { role: "status" });
    this.ends = el("div");
    const body = this.mode === "sentences" ? this.sentences() : this.text();
    this.place.replaceChildren(el("p", { text: `${this.label} itself stays as it is: what you change becomes another law beside it.` }), modes, body, el("div", { className: "draft" }, this.words, this.ends));
    this.tell();
  }

  // ── As text ──

  text() {
    const area = el("textarea", { id: "law-text", spellcheck: false, value: this.law.text ?? this.source, "aria-describedby": "law-faults" });
    this.area = area;
    let waiting;
    area.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { this.law = { ...this.law, text: area.value }; this.tell(); }, PAUSE);
    });
    const also = this.law.set.length ? el("p", { className: "note", text: `On top of this text is set: ${this.law.set.join("; ")}` }) : null;
    return el("div", {}, el("label", { htmlFor: "law-text", text: "The law, in full" }), also, area);
  }

  goTo(line) {
    const lines = this.area.value.split("\n"), start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    this.area.focus();
    this.area.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
    this.area.scrollTop = (line - 6) * 18.85;
  }

  // ── As sentences ──

  sentences() {
    const { told } = this, parts = [];
    if (told.choices?.length)
      parts.push(this.fold("choices", "Points that the law leaves open", told.choices.map((choice) =>
        el("div", {}, el("h4", { text: choice.question }), this.sentence({ ...choice, text: choice.answer })))));
    for (const entry of told.entries) {
      const inside = [this.list([entry.sentence, ...(entry.where ?? [])])];
      for (const way of entry.ways ?? []) {
        inside.push(el("h4", { text: way.title }), this.list([way.sentence]));
        if (way.like) inside.push(el("p", { className: "note", text: `The same rules as ${way.like}.` }));
        for (const passage of way.passages ?? []) {
          inside.push(el("p", {}, el("b", { text: passage.question }), passage.like ? ` as for ${passage.like}` : ""));
          inside.push(this.list(passage.sentences));
        }
      }
      if (entry.tenure?.length) inside.push(el("h4", { text: "Tenure" }), this.list(entry.tenure));
      parts.push(this.fold(entry.id, entry.seats ? `${entry.title} (${entry.seats.toLocaleString("en")})` : entry.title, inside));
    }
    for (const [name, title] of [["powers", "Powers"], ["organisations", "Organisations"], ["ties", "Ties"], ["provisions", "Other provisions"]])
      if (told[name]?.length) parts.push(this.fold(`part ${name}`, title, [this.list(told[name])]));
    return el("div", {}, ...parts);
  }

  // What is folded is laid out when it is opened: a long law has thousands of controls.
  fold(id, title, inside) {
    const fold = el("details", { open: this.shown.has(id) }, el("summary", { text: title }), ...inside);
    fold.addEventListener("toggle", () => (fold.open ? this.shown.add(id) : this.shown.delete(id)));
    return fold;
  }

  list(sentences) {
    return el("ul", {}, ...sentences.map((each) => el("li", {}, this.sentence(each))));
  }

  sentence(said) {
    const line = el("div", {}, `${said.text} `, el("cite", { text: [...new Set([said.article, said.certainty].filter(Boolean))].join("; ") }));
    if (!said.controls?.length) return line;
    const id = `change ${said.path}`;
    const change = el("button", { type: "button", className: "link", text: "change", "aria-label": `change: ${said.text}`, "aria-expanded": String(this.shown.has(id)) });
    line.append(" ", change);
    const put = () => line.append(el("div", { className: "controls" }, ...said.controls.map((control) => this.control(control))));
    if (this.shown.has(id)) put();
    change.addEventListener("click", () => {
      const open = line.querySelector(".controls");
      if (open) { open.remove(); this.shown.delete(id); } else { put(); this.shown.add(id); }
      change.setAttribute("aria-expanded", String(!open));
    });
    return line;
  }

  control(control) {
    const set = (value) => this.set(control.path, value);
    const help = control.help || undefined;
    if (control.kind === "remove") return el("button", { type: "button", text: control.label, title: help, onclick: () => this.without(control.path) });
    const name = { "data-path": control.path, title: help };
    let field;
    if (control.kind === "choice") {
      field = el("select", name);
      const pairs = typeof control.options === "number" ? this.told.options[control.options] : control.options;
      options(field, control.may_be_empty ? [["", "–"], ...pairs] : pairs, control.value);
      field.addEventListener("change", () => set(field.value));
    } else if (control.kind === "flag") {
      field = el("input", { type: "checkbox", checked: control.value === "true", ...name });
      field.addEventListener("change", () => set(String(field.checked)));
    } else {
      const whole = control.kind === "number" ? { type: "number", step: 1, min: control.least, max: control.most } : { type: "text", size: Math.max(6, control.value.length + 1) };
      field = el("input", { ...whole, value: control.value, ...name });
      let last = control.value;
      const commit = () => {
        const value = field.value.trim();
        if (value === last || (value === "" && !control.may_be_empty)) return;
        last = value;
        set(value);
      };
      for (const event of ["change", "blur"]) field.addEventListener(event, commit);
    }
    return el("label", {}, control.label, field);
  }

  // A rule goes with all that hangs on it, and the sentence says what that is.
  async without(path) {
    const { turn, law } = this;
    const found = await post("/api/without", { law, path }).catch(() => ({ set: withSetting(law.set, path, ""), sentence: "" }));
    if (turn === this.turn && law === this.law) await this.become(found.set, found.sentence);
  }

  set(path, value) {
    return this.become(withSetting(this.law.set, path, value), "");
  }

  // The law with these settings; `gone` says what else was taken out.
  async become(set, gone) {
    this.law = { ...this.law, set };
    this.gone = gone;
    const turn = ++this.turn;
    this.tell();
    try {
      const told = await post("/api/law", { law: this.law });
      if (turn !== this.turn || this.mode !== "sentences") return;
      this.told = told;
      keeping(this.place, () => this.place.children[2].replaceWith(this.sentences()));
    } catch { /* the law has faults, and they are shown */ }
  }

  // ── What was changed ──

  async tell() {
    const asked = (this.asking = {}), law = this.law;
    if (this.same()) {
      this.put(null, []);
      return;
    }
    let said = null, wrong = null;
    const put = () => { if (asked === this.asking) this.put(said, wrong); };
    const faults = (refused) => refused.faults ?? [{ message: String(refused) }];
    put();
    // The sentence comes at once; the check of a law with many open points takes longer.
    await Promise.all([
      post("/api/changes", { from: this.base, to: law }).then((changes) => { said = changes; put(); }, () => {}),
      post("/api/check", { law }).then((checked) => { wrong = checked.faults; put(); }, (refused) => { wrong = faults(refused); put(); }),
    ]);
  }

  // What was changed and whether it can run, and what can be done. Put in only where it is other, so that it is read
  // out once and keeps the focus.
  put(said, wrong) {
    const same = this.same(), can = Boolean(said) && !wrong?.length;
    const words = same ? "Nothing is changed yet." : wrong === null ? "Being checked …" : wrong.length ? `This law cannot run yet: ${wrong.length} ${wrong.length === 1 ? "fault" : "faults"}.` : "Checked: no faults.";
    const change = said ? [el("p", { className: "change" }, el("b", { text: `${this.label.split(" ")[0]}, changed: ` }), said.sentence.replace(/^.*?, changed: /, ""))] : [];
    this.ready = { law: this.law, said };
    const gone = this.gone ? [el("p", { className: "note", text: this.gone })] : [];
    afresh(this.words, [words, said?.sentence, this.gone], () => [...change, ...gone, el("p", { className: "note", id: "law-faults", text: words })]);
    afresh(this.ends, [same, can, wrong], () => {
      const run = el("button", { type: "button", className: "main", text: "Put beside and run", onclick: () => this.beside(this.ready.law, this.ready.said) });
      const undo = el("button", { type: "button", text: "Undo all", onclick: () => this.open(this.label, this.base) });
      const close = el("button", { type: "button", text: "Close", onclick: () => this.close() });
      return [...this.clickable((wrong ?? []).slice(0, 12)), el("div", { className: "tools" }, can ? run : null, same ? null : undo, close)];
    });
  }

  clickable(faults) {
    const shown = faultsOf(faults);
    if (this.mode !== "text") {
      faults.forEach(({ settings }, i) => settings?.forEach((setting) => {
        const [path, value] = [setting.slice(0, setting.indexOf("=")), setting.slice(setting.indexOf("=") + 1)];
        shown[i].append(el("button", { type: "button", text: `Make it ${value}`, "data-path": path, onclick: () => this.set(path, value) }));
      }));
      return shown;
    }
    return shown.map((each, i) => {
      const { line } = faults[i];
      if (line) each.append(el("button", { type: "button", className: "link", text: `to line ${line}`, onclick: () => this.goTo(line) }));
      return each;
    });
  }
}
