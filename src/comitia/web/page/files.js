// A study as a file, a link, a command.
import { $, el } from "./dom.js";
import { post } from "./api.js";
import { toLink } from "./study.js";

const download = (text, name, type) => {
  const link = el("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

const dialog = (title, ...inside) => {
  $("dialog").replaceChildren(el("h2", { id: "dialog-h", text: title }), ...inside.filter(Boolean), el("div", { className: "tools" }, el("button", { type: "button", text: "Close", onclick: () => $("dialog").close() })));
  $("dialog").showModal();
};

// `open(study)` is asked to show a study; `finished()` names the job whose comparison the page shows whole, if it does.
export const files = (state, guarded, { open, say, finished }) => {
  $("open").addEventListener("click", () => $("file").click());
  const read = guarded(async (file) => open((await post("/api/study", { text: await file.text() })).study));
  $("file").addEventListener("change", async () => {
    const [file] = $("file").files;
    if (file) await read(file);
    $("file").value = "";
  });
  $("save").addEventListener("click", guarded(async () => download((await post("/api/command", { study: state.study })).file, "comparison.yaml", "text/yaml")));
  $("copy").addEventListener("click", guarded(async () => {
    const link = location.origin + location.pathname + (await toLink(state.study));
    try { await navigator.clipboard.writeText(link); say("The link is copied."); } catch { dialog("Link", el("pre", { tabIndex: 0, text: link })); }
  }));
  $("command").addEventListener("click", guarded(async () => {
    const told = await post("/api/command", { study: state.study }), job = finished();
    const beside = told.line.includes("study.yaml") ? el("p", {}, "Both read a file, study.yaml: ",
      el("button", { type: "button", className: "link", text: "take it along", onclick: () => download(told.file, "study.yaml", "text/yaml") })) : null;
    dialog("The same without this page", el("h3", { text: "In a terminal" }), el("pre", { tabIndex: 0, text: told.line }),
      el("h3", { text: "In Python" }), el("pre", { tabIndex: 0, text: told.python }), beside,
      el("p", { className: "note", text: job ? "Both give, byte for byte, what this page shows." : "Both give, byte for byte, what this page will show when it has run." }),
      job ? el("p", {}, el("a", { href: `/api/runs/${job}/comparison.json`, download: "", text: "comparison.json, as this page has it" })) : null);
  }));
  return read;
};

// A file that is dropped anywhere: a scenario is opened, other files are ballots. The browser would go to it.
export const drops = (ballots, read) => {
  const held = (event) => event.dataTransfer?.types.includes("Files") && !$("dialog").querySelector("pre");
  window.addEventListener("dragover", (event) => { if (held(event)) event.preventDefault(); });
  window.addEventListener("drop", (event) => {
    if (!held(event)) return;
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (!file) return;
    if (!$("dialog").open && /\.ya?ml$/i.test(file.name)) { read(file); return; }
    if (!$("dialog").open) ballots.open();
    ballots.dropped(file);
  });
};
