// Tables to take along, made in the browser: CSV, and a workbook, which is a zip of a few small texts.
const CRC = Uint32Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n >>> 0; });
const crc = (all) => { let c = -1; for (const b of all) c = CRC[(c ^ b) & 255] ^ (c >>> 8); return (c ^ -1) >>> 0; };
const numbers = (...pairs) => { const out = []; for (const [n, size] of pairs) for (let i = 0; i < size; i++) out.push((n >>> (8 * i)) & 255); return Uint8Array.from(out); };
const zip = async (parts) => {
  const out = [], index = [];
  let at = 0;
  for (const [name, text] of parts) {
    const plain = new TextEncoder().encode(text), label = new TextEncoder().encode(name);
    const small = new Uint8Array(await new Response(new Blob([plain]).stream().pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer());
    const told = [[20, 2], [0, 2], [8, 2], [0, 2], [33, 2], [crc(plain), 4], [small.length, 4], [plain.length, 4], [label.length, 2], [0, 2]];
    out.push(numbers([0x04034b50, 4], ...told), label, small);
    index.push(numbers([0x02014b50, 4], [20, 2], ...told, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), label);
    at += 30 + label.length + small.length;
  }
  const size = index.reduce((sum, each) => sum + each.length, 0);
  return new Blob([...out, ...index, numbers([0x06054b50, 4], [0, 2], [0, 2], [parts.length, 2], [parts.length, 2], [size, 4], [at, 4], [0, 2])]);
};
const xml = (text) => String(text).replace(/[<>&"]/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[^\t\n\r\x20-\ud7ff\ue000-\u{10ffff}]/gu, "");
const sheet = (rows) => `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows.map((row) =>
  `<row>${row.map((v) => v == null ? "<c/>" : typeof v === "number" ? `<c><v>${v}</v></c>` : `<c t="inlineStr"><is><t xml:space="preserve">${xml(v)}</t></is></c>`).join("")}</row>`).join("")}</sheetData></worksheet>`;

export const csv = (names, columns) => {
  const cell = (value) => value == null ? "" : /[",\n\r]/.test(value = String(value)) ? `"${value.replaceAll('"', '""')}"` : value;
  return [names.join(","), ...(columns[0] || []).map((_, i) => columns.map((each) => cell(each[i])).join(","))].join("\r\n") + "\r\n";
};

// Sheets are pairs of a name and rows.
export const workbook = (pages) => {
  const names = pages.map(([name]) => name), sheets = pages.map(([, rows]) => rows);
  const pack = "http://schemas.openxmlformats.org/package/2006", office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  return zip([
    ["[Content_Types].xml", `<Types xmlns="${pack}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="${type}.worksheet+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/></Types>`],
    ["_rels/.rels", `<Relationships xmlns="${pack}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ["xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><sheets>${names.map((name, i) => `<sheet name="${xml(name)}" sheetId="${i + 1}" r:id="r${i + 1}"/>`).join("")}</sheets></workbook>`],
    ["xl/_rels/workbook.xml.rels", `<Relationships xmlns="${pack}/relationships">${names.map((_, i) => `<Relationship Id="r${i + 1}" Type="${office}/worksheet" Target="worksheets/s${i + 1}.xml"/>`).join("")}</Relationships>`],
    ...sheets.map((rows, i) => [`xl/worksheets/s${i + 1}.xml`, sheet(rows)]),
  ]);
};

export const save = (blob, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
};
