// @ts-check

import { WORDS, line, plain } from "./finder.js";

/** How many texts are listed. */
const LISTED = 20;

/** How long the reader is left to type, in milliseconds. */
const PAUSE = 150;

/** How often something was asked. */
let asks = 0;

/**
 * Adds the pages in whose text something is to those that were found by their
 * outline. Where the texts cannot be searched, the list stays as it is.
 *
 * @param {HTMLElement} list In an element whose `data-full-text` says where
 *   pagefind is.
 * @param {import("./finder.js").Match[]} found What is in the list.
 * @param {string} asked
 * @returns {Promise<boolean>} Whether nothing else was asked meanwhile.
 */
export async function addTexts(list, found, asked) {
  const ask = ++asks;
  const isLatest = () => ask === asks;
  const address = list.closest("[data-full-text]")?.getAttribute("data-full-text");
  if (!asked || !address) return true;
  try {
    const { debouncedSearch, options } = await import(address);
    await options({ excerptEllipsis: "…" });
    const results = (await debouncedSearch(asked, {}, PAUSE))?.results ?? [];
    if (!isLatest()) return false;
    const all = results.slice(0, LISTED).map((/** @type {any} */ result) => result.data());
    const texts = await Promise.all(all);
    if (!isLatest()) return false;
    show(list, found, texts, plain(asked).match(WORDS) ?? []);
  } catch (error) {
    console.warn("the texts cannot be searched", error);
  }
  return isLatest();
}

/**
 * Shows texts after the pages that were found by their outline. Some of those may be
 * guesses, by another word than the one that was asked: they go if a text has it.
 *
 * @param {Element} list
 * @param {import("./finder.js").Match[]} found
 * @param {any[]} texts https://pagefind.app/docs/api/
 * @param {string[]} words
 */
function show(list, found, texts, words) {
  const has = (/** @type {string} */ text) => {
    const all = plain(text);
    return words.every((word) => all.includes(word));
  };
  const isKnown = texts.some(({ content }) => has(content));
  const sure = found.filter(({ entry }) => !isKnown || has(JSON.stringify(entry)));
  if (sure.length < found.length) list.replaceChildren(...sure.map(line));
  const known = sure.map(({ entry }) => entry.href);
  list.append(...texts.filter(({ url }) => !known.includes(url)).map(item));
}

/**
 * Shows the part of a page that has most of what was asked.
 *
 * @param {any} text
 */
function item({ meta, url, sub_results: parts }) {
  const best = parts.reduce((a, b) => (b.locations.length > a.locations.length ? b : a));
  const heading = best.anchor && { title: best.title, href: best.url };
  const shown = line({ entry: { title: meta.title, href: url }, heading });
  shown.querySelector("p")?.replaceChildren(...marked(best.excerpt));
  return shown;
}

/**
 * Returns the nodes of an excerpt: in its text `<` is written `&lt;`, so that every
 * tag is one of pagefind's marks.
 *
 * @param {string} excerpt
 */
function marked(excerpt) {
  return excerpt.split(/<\/?mark>/).map((part, at) => {
    const text = part.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    if (at % 2 === 0) return text;
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
}
