// Elements by their ids, and new ones; words are always put in as text.
export const $ = (id) => document.getElementById(id);

export const el = (tag, given = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "text") made.textContent = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && name !== "list" && name !== "form") made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

// Markup that the server drew. It escaped every word; there is no script in it, and the page's policy runs none.
export const drawn = (markup) => {
  const held = document.createElement("template");
  held.innerHTML = markup;
  return held.content;
};

export const number = (value) => value.toLocaleString("en");

export const options = (select, pairs, chosen) => {
  select.replaceChildren(...pairs.map(([value, text]) => el("option", { value, text, selected: value === chosen })));
};
