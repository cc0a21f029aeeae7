// @ts-check

/**
 * A page as the index has it. A heading is a text whose anchor is made from its
 * words, or a text and its anchor.
 *
 * @typedef {object} Entry
 * @property {string} title
 * @property {string} href
 * @property {string} [place] The section that it is in.
 * @property {string} [lead] What it says, in a sentence or two.
 * @property {(string | [string, string])[]} [headings]
 * @property {string[]} [terms] Ids, controls, tags and former names.
 */

/**
 * @typedef {object} Match
 * @property {Entry} entry
 * @property {{title: string, href: string} | undefined} heading The heading that
 *   says more of what was asked than the title does.
 */

/** How much of a word's worth is left where only its beginning was typed. */
const BEGUN = 0.7;

/** A word: `CC6.1` and `post-mortem` are one each. */
export const WORDS = /[\p{L}\p{N}]+(?:[._-][\p{L}\p{N}]+)*/gu;

/**
 * Returns a text in lower case and without accents. It stays JSON if it was:
 * no character becomes a quotation mark by NFD.
 *
 * @param {string} text
 */
export function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * Returns whether a word, or its beginning, becomes another one by at most
 * `most` letters changed, left out, added, or swapped with their neighbour.
 *
 * @param {string} typed
 * @param {string} word
 * @param {number} most
 */
function nearly(typed, word, most) {
  // Hardly anybody gets both of the first two letters wrong; most words end here.
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

/**
 * Returns a search of an index, which is fetched when first something is asked.
 *
 * @param {string | undefined} address
 * @returns {(asked: string, most: number) => Promise<Match[]>} Finds the pages
 *   that have every word of what was asked, the best first.
 */
export function finder(address = "") {
  /** @type {Promise<Index> | undefined} */
  let index;
  return async (asked, most) => {
    index ??= fetch(address).then(async (response) => new Index(await response.text()));
    return (await index).find(plain(asked).match(WORDS) ?? [], most);
  };
}

class Index {
  /** @param {string} text */
  constructor(text) {
    this.entries = JSON.parse(text).entries;
    /** @type {Entry[]} */
    const entries = JSON.parse(plain(text)).entries;
    /** The texts of each page with what a word is worth there, from the most. */
    this.pages = entries.map(({ title, terms = [], headings = [], lead = "" }) => [
      { text: title, worth: 8 },
      { text: terms.join(" "), worth: 6 },
      { text: headings.map((heading) => [heading].flat()[0]).join(" "), worth: 4 },
      { text: lead, worth: 1 },
    ]);
    /** Every word there is, by the time that one is typed that is not. @type {string[]} */
    this.words = [...new Set(this.pages.flat().flatMap(({ text }) => text.match(WORDS) ?? []))];
  }

  /**
   * @param {string[]} typed
   * @param {number} most
   */
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

  /**
   * Returns the words that somebody means. What is spelled as typed is meant:
   * only what is nowhere is taken for a mistake.
   *
   * @param {string} typed
   */
  #meant(typed) {
    const most = typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2;
    if (!most || this.pages.some((page) => worth(page, typed))) return [typed];
    return this.words.filter((word) => nearly(typed, word, most));
  }
}

/**
 * Returns what it is worth that a page has a word, or one that begins with it; a
 * little more where a text begins with it.
 *
 * @param {Index["pages"][number]} page
 * @param {string} word
 */
function worth(page, word) {
  for (const { text, worth } of page) {
    let at = text.indexOf(word);
    while (at > 0 && isLetter(text[at - 1])) at = text.indexOf(word, at + 1);
    if (at < 0) continue;
    return worth * (isLetter(text[at + word.length]) ? BEGUN : 1) + (at ? 0 : 1);
  }
  return 0;
}

/** @param {string | undefined} letter */
function isLetter(letter = "") {
  return /[\p{L}\p{N}]/u.test(letter);
}

/**
 * Returns the heading of a page that has the most of what was typed, if the
 * title has less of it.
 *
 * @param {Entry} entry
 * @param {string[]} typed
 */
function best({ title, href, headings = [] }, typed) {
  const count = (/** @type {string} */ text) =>
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

/**
 * Shows a page that was found: its title, or the heading that was asked for,
 * where that is, and what it says.
 *
 * @param {Match} match
 */
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

/** @type {(name: string, what: {title: string, href?: string}) => Element} */
function make(name, { title, href }) {
  const element = document.createElement(name);
  element.textContent = title;
  if (href) element.setAttribute("href", href);
  return element;
}
