export function filter(part) {
const box = part.querySelector("[hidden]");
const input = part.querySelector("input");
const output = part.querySelector("output");
const table = part.querySelector("table");
if (!(box instanceof HTMLElement) || !input || !output || !table) return;
const groups = [...table.tBodies].map((body) => ({ body, rows: [...body.rows] }));
const isTitle = (row) => row.cells.length === 1;
const rows = groups.flatMap((group) => group.rows).filter((row) => !isTitle(row));
const texts = new Map(rows.map((row) => [row, row.innerText.toLowerCase()]));
const heads = [...(table.tHead?.rows[0].cells ?? [])];
const state = new URLSearchParams(location.hash.slice(1));
const apply = () => {
const words = (state.get("q") ?? "").toLowerCase().split(/\s+/);
for (const [row, text] of texts) row.hidden = !words.every((word) => text.includes(word));
sort();
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
const set = (name, value) => {
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
const next = { ascending: `${key(head)} down`, descending: "" };
set("sort", next[head.ariaSort ?? ""] ?? key(head));
});
}
input.addEventListener("input", () => set("q", input.value.trim()));
input.value = state.get("q") ?? "";
box.hidden = false;
apply();
}
function key(head) {
return (head.textContent ?? "").trim().toLowerCase().replaceAll(" ", "-");
}
function compare(a, b) {
const [one, other] = [a, b].map((cell) => cell.querySelector("time")?.dateTime ?? cell.innerText.trim());
if (!one || !other) return one ? -1 : other ? 1 : 0;
return one.localeCompare(other, document.documentElement.lang, { numeric: true });
}
