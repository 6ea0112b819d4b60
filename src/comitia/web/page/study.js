// A study as a link: `#s=` and its JSON, deflated, in base64 for addresses; the same as comitia.run.study.
const through = async (bytes, stream) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());

export const toLink = async (study) => {
  const packed = await through(new TextEncoder().encode(JSON.stringify(study)), new CompressionStream("deflate-raw"));
  const text = Array.from(packed, (byte) => String.fromCharCode(byte)).join("");
  return `#s=${btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
};

export const ofLink = async (link) => {
  const held = link.slice(link.indexOf("#s=") + 3).replaceAll("-", "+").replaceAll("_", "/");
  const packed = Uint8Array.from(atob(held), (letter) => letter.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(await through(packed, new DecompressionStream("deflate-raw"))));
};

export const letter = (i) => String.fromCharCode(65 + i);

// What a room depends on: two laws with the same key have the same run.
export const key = (study, law) => JSON.stringify([study.society, study.seed, study.set, law]);

export const isChanged = (law) => law.set.length > 0 || law.text !== undefined;

// A study with all its keys in their order, so that studies can be held against each other as text.
export const plain = (law) => ({ constitution: law.constitution, set: law.set ?? [], ...(law.text === undefined || law.text === null ? {} : { text: law.text }) });
export const normal = (study) => ({ society: study.society, by: study.by, seed: study.seed, runs: study.runs, set: study.set ?? [], laws: study.laws.map(plain) });
