// @ts-check
// The example site, built and on a host; and which of its pages there are.

import { execFileSync } from "node:child_process";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { host } from "./host.mjs";

/** Where everything that the tests make is kept. */
export const PLACE = "target/browser";

/** The day of the example's last release, so that every run sees the same pages. */
const DAY = "2026-11-21";

/** A page that was made by the theme, not a redirect. */
const IS_PAGE = /<main /;

/**
 * Builds the site below `root`, whatever is found in it, and serves it.
 *
 * @param {string} root The folder of `site.toml`.
 * @param {string} base The path of its address.
 * @param {string[]} [features] Of the program that builds it.
 */
export async function serve(root, base, features = []) {
  const folder = join(PLACE, "sites", root.replaceAll("/", "-") + base.replaceAll("/", "-"));
  const run = ["run", "--quiet", "--locked", "--features", features.join()];
  const build = ["--root", root, "build", "--output", folder, "--as-of", DAY, "--fail-on", "off"];
  execFileSync("cargo", [...run, "--", ...build], { stdio: ["ignore", "ignore", "inherit"] });
  const { home, stop } = await host(folder, base);
  /** @type {Map<string, string>} */
  const pages = new Map();
  for (const name of (await readdir(folder, { recursive: true })).sort()) {
    if (!name.endsWith(".html")) continue;
    const html = await readFile(join(folder, name), "utf8");
    if (IS_PAGE.test(html)) pages.set(name.replace(/(^|\/)index\.html$/, "$1"), html);
  }
  return { folder, home, stop, pages };
}

/**
 * Copies the example and moves it below another path.
 *
 * @param {string} base
 * @param {string} name What the copy is called.
 * @param {string} [more] What its `site.toml` says besides.
 */
export async function moved(base, name, more = "") {
  const root = join(PLACE, name);
  await rm(root, { recursive: true, force: true });
  await mkdir(root, { recursive: true });
  for (const part of ["content", "archive"]) {
    await cp(part, join(root, part), { recursive: true });
  }
  const config = await readFile("site.toml", "utf8");
  const address = /^base_url = "(https:\/\/[^/"]+)\/?"/m;
  if (!address.test(config)) throw new Error("site.toml has no base_url to move");
  await writeFile(join(root, "site.toml"), config.replace(address, `base_url = "$1${base}"`) + more);
  return root;
}

/**
 * Chooses a few pages in which everything occurs that occurs on any: every
 * class, every kind of document, every part of the site. A new sort of page is
 * chosen because it has something that no other page has.
 *
 * @param {Map<string, string>} pages
 * @returns {string[]}
 */
export function kinds(pages) {
  const parts = new Map([...pages].map(([path, html]) => [path, partsOf(path, html)]));
  const left = new Set([...parts.values()].flatMap((all) => [...all]));
  const chosen = [];
  while (left.size > 0) {
    const gain = (/** @type {string} */ path) =>
      [...(parts.get(path) ?? [])].filter((part) => left.has(part)).length;
    const best = [...parts.keys()].reduce((a, b) => (gain(b) > gain(a) ? b : a));
    chosen.push(best);
    for (const part of parts.get(best) ?? []) left.delete(part);
  }
  return chosen.sort();
}

/**
 * @param {string} path
 * @param {string} html
 */
function partsOf(path, html) {
  const parts = new Set([`at ${path.split("/")[0]}`]);
  const below = /\/(v|history|diff|changes)\//.exec(path.replace(/\/v\/[^/]+\/changes\//, "/changes/"));
  if (below) parts.add(`below ${below[1]}`);
  for (const [, classes] of html.matchAll(/ class="([^"]*)"/g)) {
    for (const name of classes.split(" ")) if (!name.startsWith("hl-")) parts.add(`.${name}`);
  }
  for (const [found] of html.matchAll(/ data-(kind|state|enhance)="[^"]*"/g)) parts.add(found);
  return parts;
}
