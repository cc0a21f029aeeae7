const BEGUN = 0.7;
export const WORDS = /[\p{L}\p{N}]+(?:[._-][\p{L}\p{N}]+)*/gu;
export function plain(text) {
return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
function nearly(typed, word, most) {
if (word.length < typed.length - most) return false;
const [a, b] = typed;
if (word[0] !== a && word[1] !== b && word[0] !== b && word[1] !== a) return false;
const columns = Math.min(word.length, typed.length + most);
let before = [];
let row = Array.from({ length: columns + 1 }, (_, at) => at);
for (let i = 1; i <= typed.length; i++) {
const next = [i];
for (let j = 1; j <= columns; j++) {
const same = typed[i - 1] === word[j - 1] ? 0 : 1;
next[j] = Math.min(row[j - 1] + same, row[j] + 1, next[j - 1] + 1);
const swapped = i > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1];
if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1);
}
if (Math.min(...next) > most) return false;
[before, row] = [row, next];
}
return Math.min(...row.slice(-2 * most - 1)) <= most;
}
export function finder(address = "") {
let index;
return async (asked, most) => {
index ??= fetch(address).then(async (response) => new Index(await response.text()));
return (await index).find(plain(asked).match(WORDS) ?? [], most);
};
}
class Index {
constructor(text) {
this.entries = JSON.parse(text).entries;
const entries = JSON.parse(plain(text)).entries;
this.pages = entries.map(({ title, terms = [], headings = [], lead = "" }) => [
{ text: title, worth: 8 },
{ text: terms.join(" "), worth: 6 },
{ text: headings.map((heading) => [heading].flat()[0]).join(" "), worth: 4 },
{ text: lead, worth: 1 },
]);
this.words = [...new Set(this.pages.flat().flatMap(({ text }) => text.match(WORDS) ?? []))];
}
find(typed, most) {
if (typed.length === 0) return [];
const meant = typed.map((word) => this.#meant(word));
const scores = this.pages.map((page, at) => {
const worths = meant.map((words) => Math.max(0, ...words.map((word) => worth(page, word))));
return { at, score: worths.includes(0) ? 0 : worths.reduce((sum, worth) => sum + worth) };
});
const found = scores.filter(({ score }) => score).sort((a, b) => b.score - a.score);
return found.slice(0, most).map(({ at }) => {
const entry = this.entries[at];
return { entry, heading: best(entry, typed) };
});
}
#meant(typed) {
const most = typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2;
if (!most || this.pages.some((page) => worth(page, typed))) return [typed];
return this.words.filter((word) => nearly(typed, word, most));
}
}
function worth(page, word) {
for (const { text, worth } of page) {
let at = text.indexOf(word);
while (at > 0 && isLetter(text[at - 1])) at = text.indexOf(word, at + 1);
if (at < 0) continue;
return worth * (isLetter(text[at + word.length]) ? BEGUN : 1) + (at ? 0 : 1);
}
return 0;
}
function isLetter(letter = "") {
return /[\p{L}\p{N}]/u.test(letter);
}
function best({ title, href, headings = [] }, typed) {
const count = (text) =>
typed.filter((word) => worth([{ text: plain(text), worth: 1 }], word)).length;
let most = count(title);
let found;
for (const heading of headings) {
const [text, anchor = text.toLowerCase().replaceAll(" ", "-")] = [heading].flat();
if (count(text) <= most) continue;
most = count(text);
found = { title: text, href: `${href}#${anchor}` };
}
return found;
}
export function line({ entry, heading }) {
const places = [entry.place, heading && entry.title];
const item = document.createElement("li");
item.append(
make("a", heading ?? entry),
" ",
make("small", { title: places.filter(Boolean).join(" / ") }),
make("p", { title: entry.lead ?? "" }),
);
return item;
}
function make(name, { title, href }) {
const element = document.createElement(name);
element.textContent = title;
if (href) element.setAttribute("href", href);
return element;
}
