// @ts-check
// What writers meet, in a browser: a preview of a copy of the example site.
//
// usage: node [--test-name-pattern=overlay] tests/browser/preview.mjs
//
// It needs Chromium and the packages of tests/npm; scripts/test gets them.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, beforeEach, test } from "node:test";

import { Browser, chromium } from "./browser.mjs";
import { RULES, violations } from "./page.mjs";
import { PLACE } from "./site.mjs";

const NPM = process.env.TRUSTPRESS_NPM ?? "target/npm";
const ROOT = join(PLACE, "preview");
const DOCUMENT = join(ROOT, "content/policies/access-control.md");
const STYLE = join(ROOT, "themes/own/css/components/badge.css");
const PATH = "policies/access-control/";

const command = chromium();
if (!command) throw new Error("no Chromium: install it, or name it in TRUSTPRESS_CHROMIUM");

/** @type {Browser} */
let browser;
/** @type {import("./browser.mjs").Page} */
let page;
/** @type {Awaited<ReturnType<typeof serve>>} */
let preview;
/** @type {string} The document as the example has it. */
let text;

before(async () => {
  preview = await serve();
  text = await readFile(DOCUMENT, "utf8");
  browser = await Browser.start(/** @type {string} */ (command));
  page = await browser.page();
});

after(async () => {
  preview.stop();
  await browser.stop();
});

beforeEach(async () => {
  await writeFile(DOCUMENT, text);
  await page.look({});
  await page.open(preview.home + PATH);
  // Until the document is as it was, and the preview has looked at all of it.
  await page.until(() => performance.now() > 500 && document.querySelector("trustpress-preview"));
  await page.run(() => Reflect.set(window, "isSame", true));
});

/** Starts the preview; it listens when this is over. */
async function serve() {
  await rm(ROOT, { recursive: true, force: true });
  await mkdir(ROOT, { recursive: true });
  for (const part of ["content", "archive"]) {
    await cp(part, join(ROOT, part), { recursive: true });
  }
  const example = await readFile("site.toml", "utf8");
  // Git would say of every file that it does not know it.
  const config = example.replace("[site]", '[site]\ntheme = "own"').replace('git = "advisory"', 'git = "off"');
  await writeFile(join(ROOT, "site.toml"), config);
  await mkdir(join(STYLE, ".."), { recursive: true });
  await cp("themes/default/css/components/badge.css", STYLE);
  const how = ["run", "--quiet", "--locked", "--", "--root", ROOT, "serve", "--port", "0"];
  const child = spawn("cargo", how, { stdio: ["ignore", "ignore", "pipe"] });
  for await (const line of createInterface(child.stderr)) {
    const address = /\bat (http:\S*)/.exec(line);
    if (address?.[1]) return { home: address[1], stop: () => child.kill("SIGINT") };
  }
  throw new Error("the preview did not start");
}

/** Whether the page is still the one that was opened. */
const isSame = () => page.run(() => Reflect.has(window, "isSame"));

/** Waits until the page shows a text. @type {(said: string) => Promise<void>} */
const says = (said) =>
  page.until((said) => document.querySelector("main")?.innerText.includes(said), said);

/** The page's content, as it was made. */
const content = () => page.run(() => document.querySelector("main")?.innerHTML);

/** Changes the document, and waits until the page says so. */
async function write(/** @type {string} */ changed, /** @type {string} */ said) {
  await writeFile(DOCUMENT, changed);
  await says(said);
}

test("a changed text is exchanged while the page stays", async () => {
  const edits = /** @type {[string, string][]} */ ([
    ["at the end", `${text}\n\nA first change.\n`],
    ["a word of it", `${text}\n\nA second change.\n`],
    ["in the middle", text.replace("## Scope", "A third change, with **emphasis**.\n\n## Scope")],
    ["a list and code", `${text}\n\n- one\n- two\n\n\`\`\`toml\na = 1\n\`\`\`\n\nA fourth change.\n`],
    ["a table", `${text}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nA fifth change.\n`],
    ["a heading", text.replace("## Scope", "## A sixth change\n\nText.\n\n## Scope")],
  ]);
  await page.run(() => document.querySelector(".masthead input")?.focus({ preventScroll: true }));
  await page.type("typed");
  await page.run(() => scrollTo({ top: 400, behavior: "instant" }));
  for (const [what, changed] of edits) {
    await write(changed, /** @type {string[]} */ (/A \w+ change/.exec(changed))[0]);
    assert.ok(await isSame(), `${what}: the page was loaded again`);
    const exchanged = await content();
    const other = await browser.page();
    await other.open(preview.home + PATH);
    const loaded = await other.run(() => document.querySelector("main")?.innerHTML);
    await other.close();
    assert.equal(exchanged, loaded, `${what}: the page is not what a new one is`);
  }
  assert.equal(await page.run(() => document.activeElement?.value), "typed");
  assert.equal(await page.run(() => scrollY), 400);
  assert.deepEqual(page.problems, []);
});

test("what a script holds on to is loaded again, in its place", async () => {
  await page.run(() => {
    scrollTo({ top: 200, behavior: "instant" });
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
  await write(text.replace(/^title: .*$/m, "title: Another Title"), "Another Title");
  assert.ok(!(await isSame()));
  await page.until(() => scrollY === 200);
  await page.until(() => [...document.querySelectorAll("details")].every((it) => it.open));
  assert.deepEqual(page.problems, []);
});

test("a part that a script has altered is loaded again", async () => {
  await page.run(() => document.querySelector("main h2 + p")?.append("altered"));
  const place = text.indexOf("\n\n", text.indexOf("\n## ") + 5);
  await write(`${text.slice(0, place)}\n\nNew here:${text.slice(place).trimStart()}`, "New here:");
  assert.ok(!(await isSame()));
  assert.ok(!(await content())?.includes("altered"));
});

test("the overlay says what is wrong, and goes when it is mended", async () => {
  const axe = await readFile(join(NPM, "node_modules/axe-core/axe.min.js"), "utf8");
  await write(`${text}\n\nSee [the rules](no-such-rules.md).\n`, "See the rules");
  const shown = (/** @type {string} */ selector) => {
    const root = document.querySelector("trustpress-preview")?.shadowRoot;
    return root?.querySelector(selector)?.checkVisibility() ?? false;
  };
  await page.until(shown, ".panel li.error");
  const panel = () =>
    page.run(() => document.querySelector("trustpress-preview")?.shadowRoot?.querySelector(".panel")?.innerText);
  const said = await panel();
  assert.match(said, /no-such-rules\.md/);
  assert.match(said, /content\/policies\/access-control\.md:\d+:\d+/);
  assert.match(said, /link-page-missing/);

  // Axe brings a style that the policy forbids.
  assert.deepEqual(page.problems, []);
  const wrong = [];
  for (const isOpen of [true, false]) {
    for (const scheme of /** @type {const} */ (["light", "dark"])) {
      await page.look({ scheme });
      await page.evaluate(axe);
      const found = await page.run(violations, RULES);
      wrong.push(...found.map((what) => `${isOpen ? "open" : "closed"}, ${scheme}: ${what}`));
    }
    if (!isOpen) break;
    await page.run(() => document.querySelector("trustpress-preview")?.shadowRoot?.querySelector(".panel")?.focus());
    await page.press("Escape");
    await page.until(shown, ".pill");
  }
  assert.deepEqual(wrong, []);
  await page.press("Enter");
  await page.until(shown, ".panel");

  await writeFile(DOCUMENT, text);
  await page.until(() => {
    const root = document.querySelector("trustpress-preview")?.shadowRoot;
    return !root?.querySelector(".panel")?.checkVisibility() && !root?.querySelector(".pill")?.checkVisibility();
  });
});

test("a template that fails leaves the last good page, and the page follows when it is mended", async () => {
  const template = join(ROOT, "templates/document.html");
  await mkdir(join(ROOT, "templates"), { recursive: true });
  await writeFile(template, '{% extends "theme/document.html" %}\n{% block main %}{{ page.titel }}{% endblock %}');
  await page.until(() => {
    const root = document.querySelector("trustpress-preview")?.shadowRoot;
    return root?.querySelector(".failure pre")?.textContent?.includes("titel");
  });
  assert.ok(await isSame());
  await rm(join(ROOT, "templates"), { recursive: true });
  await page.until(() => !document.querySelector("trustpress-preview")?.shadowRoot?.querySelector(".failure"));
  assert.ok(await isSame());
  assert.deepEqual(page.problems, []);
});

test("a style sheet is swapped in place", async () => {
  const size = () => page.run(() => getComputedStyle(document.body).tabSize);
  const before = await size();
  const style = await readFile(STYLE, "utf8");
  await writeFile(STYLE, `${style}\nbody { tab-size: 3; }\n`);
  await page.until(() => getComputedStyle(document.body).tabSize === "3");
  assert.ok(await isSame());
  await writeFile(STYLE, style);
  await page.until((before) => getComputedStyle(document.body).tabSize === before, before);
  // The old one goes when the new one is there.
  await page.until(() => document.querySelectorAll('link[rel="stylesheet"]').length === 1);
  assert.deepEqual(page.problems, []);
});
