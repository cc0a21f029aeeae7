// @ts-check
// What readers meet, in a browser: the example site, built, served with its own
// headers, and used.
//
// usage: node tests/browser/main.mjs [--test-name-pattern=keyboard]
//
// It needs Chromium, Java and the packages of tests/npm; scripts/test gets them.
// What it makes stays in target/browser: pictures, prints, the sites.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Browser, chromium } from "./browser.mjs";
import { focused, hiddenText, wide } from "./page.mjs";
import { PLACE, kinds, moved, serve } from "./site.mjs";

const NPM = process.env.TRUSTPRESS_NPM ?? "target/npm";

/** What axe judges by: WCAG 2.2 AA, and what its authors hold to be good. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The widths of pictures: a desk and a phone. */
const WIDTHS = [1280, 390];

/** More focusable elements than any page has on the way through it. */
const LONG_WALK = 400;

const command = chromium();
if (!command) throw new Error("no Chromium: install it, or name it in TRUSTPRESS_CHROMIUM");

/** @type {Browser} */
let browser;
/** @type {import("./browser.mjs").Page} */
let page;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
/** @type {string[]} */
let chosen;

before(async () => {
  await mkdir(PLACE, { recursive: true });
  site = await serve(".", "/");
  chosen = kinds(site.pages);
  browser = await Browser.start(command);
  page = await browser.page();
});

after(async () => {
  site.stop();
  await browser.stop();
});

test("every page fits a narrow screen, and asks for nothing that it must not have", async () => {
  await page.look({ width: 320, height: 640 });
  const wrong = [];
  for (const path of site.pages.keys()) {
    await page.open(site.home + path);
    wrong.push(...page.problems.map((problem) => `${path}: ${problem}`));
    const elsewhere = page.requests.filter((url) => !url.startsWith(site.home));
    wrong.push(...elsewhere.map((url) => `${path}: asks for ${url}`));
    wrong.push(...(await page.run(wide)).map((what) => `${path}: ${what}`));
  }
  assert.deepEqual(wrong, []);
});

test("every page is valid HTML", () => {
  const jar = join(NPM, "node_modules/vnu-jar/build/dist/vnu.jar");
  const how = ["--errors-only", "--skip-non-html", "--stdout", site.folder];
  const { status, stdout, error } = spawnSync("java", ["-jar", jar, ...how], { encoding: "utf8" });
  assert.equal(error, undefined, "Java runs the Nu checker");
  assert.equal(stdout, "");
  assert.equal(status, 0);
});

test("axe finds nothing, in light and in dark", async () => {
  const axe = await readFile(join(NPM, "node_modules/axe-core/axe.min.js"), "utf8");
  const wrong = [];
  for (const scheme of /** @type {const} */ (["light", "dark"])) {
    await page.look({ scheme });
    for (const path of chosen) {
      await page.open(site.home + path);
      await page.evaluate(axe);
      const found = await page.run(async (rules) => {
        const { violations } = await Reflect.get(window, "axe").run({ runOnly: rules });
        return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
      }, RULES);
      wrong.push(...found.map((what) => `${path} in ${scheme}: ${what}`));
    }
  }
  assert.deepEqual(wrong, []);
});

test("without scripts everything can be read, and nothing is offered that does not work", async () => {
  await page.look({ scripts: false });
  const wrong = [];
  for (const path of chosen) {
    await page.open(site.home + path);
    wrong.push(...(await page.run(hiddenText)).map((what) => `${path}: ${what}`));
  }
  assert.deepEqual(wrong, []);
});

test("the keyboard reaches everything, in order, and the focus can be seen", async () => {
  await page.look({});
  for (const path of chosen) {
    await page.open(site.home + path);
    const order = [];
    for (let step = 0; step < LONG_WALK; step++) {
      await page.press("Tab");
      const at = await page.run(focused);
      // Beyond the last one the browser's own controls come, or the first again.
      if (at === null || at.place === order[0]) break;
      assert.equal(at.problem, null, `${path}: ${at.what}`);
      order.push(at.place);
    }
    assert.ok(order.length > 3 && order.length < LONG_WALK, `${path}: ${order.length} steps`);
    const sorted = [...order].sort((a, b) => a - b);
    assert.deepEqual(order, sorted, `${path}: out of order`);

    await page.open(site.home + path);
    await page.press("Tab");
    await page.press("Enter");
    const main = await page.run(() => document.activeElement?.tagName);
    assert.equal(main, "MAIN", `${path}: the skip link leads to the content`);
  }
});

test("links lead from page to page", async () => {
  await page.look({});
  await page.open(site.home);
  const follow = async (/** @type {string} */ selector, /** @type {RegExp} */ to) => {
    await page.loaded(() => page.click(selector));
    assert.match(await page.run(() => location.pathname), to, selector);
    assert.deepEqual(page.problems, [], selector);
  };
  await follow(".masthead a[href='/library/']", /^\/library\/$/);
  await follow("tr[data-id='encryption'] a", /^\/policies\/encryption\/$/);
  await follow(".facts a", /^\/policies\/encryption\/history\/$/);
  await follow(".timeline a", /^\/policies\/encryption\/v\/[0-9.]+\/$/);
  await follow(".breadcrumbs li:last-child a", /^\/policies\/encryption\/$/);
  await follow(".sequence a[rel='next']", /^\/policies\/(?!encryption)/);
  await follow(".brand", /^\/$/);
});

test("a page prints as a document", async () => {
  await page.look({});
  await mkdir(join(PLACE, "print"), { recursive: true });
  for (const path of chosen) {
    await page.open(site.home + path);
    const pdf = await page.print();
    assert.match(pdf.subarray(0, 8).toString("latin1"), /^%PDF-1/, path);
    await writeFile(join(PLACE, "print", `${named(path)}.pdf`), pdf);
  }
});

test("below another path everything is found", async () => {
  const base = "/trust/";
  const other = await serve(await moved(base), base);
  await page.look({});
  const wrong = [];
  for (const path of kinds(other.pages)) {
    await page.open(other.home + path);
    wrong.push(...page.problems.map((problem) => `${path}: ${problem}`));
    const elsewhere = page.requests.filter((url) => !url.startsWith(other.home));
    wrong.push(...elsewhere.map((url) => `${path}: asks for ${url}`));
  }
  assert.deepEqual(wrong, []);
  await page.open(other.home);
  await page.loaded(() => page.click(".masthead nav a"));
  assert.match(await page.run(() => location.pathname), /^\/trust\/./);
  other.stop();
});

test("each kind of page has its picture", async () => {
  const folder = join(PLACE, "pictures");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const scheme of /** @type {const} */ (["light", "dark"])) {
    for (const width of WIDTHS) {
      await page.look({ width, scheme });
      for (const path of chosen) {
        await page.open(site.home + path);
        const picture = await page.picture();
        await writeFile(join(folder, `${named(path)}-${width}-${scheme}.png`), picture);
      }
    }
  }
});

/** @param {string} path */
function named(path) {
  return path.replace(/\/$/, "").replaceAll("/", "_") || "home";
}
