// @ts-check

/**
 * Filters the rows of a table as the reader types, and sorts them where a
 * heading is pressed. The address keeps both.
 *
 * Without JavaScript the table is complete and its box stays hidden.
 *
 * @param {HTMLElement} part Holds a hidden box with an `input` and an `output`,
 *   and the table; a cell that is sorted by something else than its text says
 *   so in a `time`.
 */
export function filter(part) {
  const box = part.querySelector("[hidden]");
  const input = part.querySelector("input");
  const output = part.querySelector("output");
  const table = part.querySelector("table");
  if (!(box instanceof HTMLElement) || !input || !output || !table) return;

  const groups = [...table.tBodies].map((body) => ({ body, rows: [...body.rows] }));
  const isTitle = (/** @type {HTMLTableRowElement} */ row) => row.cells.length === 1;
  const rows = groups.flatMap((group) => group.rows).filter((row) => !isTitle(row));
  const texts = new Map(rows.map((row) => [row, row.innerText.toLowerCase()]));
  const heads = [...(table.tHead?.rows[0].cells ?? [])];
  const state = new URLSearchParams(location.hash.slice(1));

  const apply = () => {
    const words = (state.get("q") ?? "").toLowerCase().split(/\s+/);
    for (const [row, text] of texts) row.hidden = !words.every((word) => text.includes(word));
    sort();
    // The title of a group whose documents are hidden, or no longer below it.
    for (const { body, rows } of groups) {
      const isEmpty = [...body.rows].every((row) => isTitle(row) || row.hidden);
      for (const row of rows.filter(isTitle)) row.hidden = isEmpty || state.has("sort");
    }
    const shown = rows.filter((row) => !row.hidden).length;
    output.value = shown < rows.length ? `${shown} of ${rows.length} documents` : "";
  };
  const sort = () => {
    const [name, way] = (state.get("sort") ?? "").split(" ");
    for (const { body, rows } of groups) body.append(...rows);
    heads.forEach((head, at) => {
      head.ariaSort = null;
      if (key(head) !== name) return;
      const sign = way ? -1 : 1;
      head.ariaSort = way ? "descending" : "ascending";
      groups[0].body.append(...[...rows].sort((a, b) => sign * compare(a.cells[at], b.cells[at])));
    });
  };
  const set = (/** @type {string} */ name, /** @type {string} */ value) => {
    if (value) state.set(name, value);
    else state.delete(name);
    history.replaceState(null, "", state.size ? `#${state}` : location.pathname);
    apply();
  };

  for (const head of heads) {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      /** @type {Record<string, string>} */
      const next = { ascending: `${key(head)} down`, descending: "" };
      set("sort", next[head.ariaSort ?? ""] ?? key(head));
    });
  }
  input.addEventListener("input", () => set("q", input.value.trim()));
  input.value = state.get("q") ?? "";
  box.hidden = false;
  apply();
}

/** @param {HTMLElement} head @returns {string} What a column is called in the address. */
function key(head) {
  return (head.textContent ?? "").trim().toLowerCase().replaceAll(" ", "-");
}

/** @type {(a: HTMLTableCellElement, b: HTMLTableCellElement) => number} */
function compare(a, b) {
  const [one, other] = [a, b].map((cell) => cell.querySelector("time")?.dateTime ?? cell.innerText.trim());
  // What is not known stands at the end.
  if (!one || !other) return one ? -1 : other ? 1 : 0;
  return one.localeCompare(other, document.documentElement.lang, { numeric: true });
}
