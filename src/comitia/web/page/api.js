// The server's answers. What it refuses becomes an error that carries its faults.
export class Refused extends Error {
  constructor(faults) {
    super(faults.map((fault) => fault.message).join(" "));
    this.faults = faults;
  }
}

const answer = async (response) => {
  const told = await response.json().catch(() => ({}));
  if (response.ok) return told;
  throw new Refused(told.faults ?? [{ message: `The server answered ${response.status}.` }]);
};

const asked = async (path, options) => {
  try {
    return await fetch(path, options);
  } catch (lost) {
    if (lost.name === "AbortError") throw lost;
    throw new Refused([{ message: "The server does not answer.", mend: "Is `comitia serve` still running?" }]);
  }
};

export const get = async (path) => answer(await asked(path));
export const text = async (path, signal) => {
  const response = await asked(path, { signal });
  return response.ok ? response.text() : answer(response);
};
export const post = async (path, body, signal) =>
  answer(await asked(path, { method: "POST", signal, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }));
export const send = async (path, bytes) =>
  answer(await asked(path, { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: bytes }));

const TRIES = 4;

// What a job tells while it runs; gives a function that stops listening.
export const listen = (id, told) => {
  const source = new EventSource(`/api/runs/${id}/events`);
  const last = new Set(["done", "stopped", "failed"]);
  let missed = 0;
  for (const name of ["room", "comparison", ...last])
    source.addEventListener(name, (event) => {
      missed = 0;
      if (last.has(name)) source.close();
      told(name, JSON.parse(event.data));
    });
  source.addEventListener("error", () => {
    // The browser tries again by itself, and is told everything anew; a server that has ended does not come back.
    if (source.readyState !== EventSource.CLOSED && ++missed < TRIES) return;
    source.close();
    told("failed", { faults: [{ message: "The server does not answer any more.", mend: "Is `comitia serve` still running? Then press Run." }] });
  });
  return () => source.close();
};
