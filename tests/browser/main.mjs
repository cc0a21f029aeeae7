// @ts-check
// What readers meet, in a browser: the example site, built, served with its own
// headers, and used.
//
// usage: node [--test-name-pattern=keyboard] tests/browser/main.mjs
//
// It needs Chromium, Java and the packages of tests/npm; scripts/test gets them.
// What it makes stays in target/browser: pictures, prints, the sites.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { Browser, chromium } from "./browser.mjs";
import { hostile } from "./hostile.mjs";
import { RULES, focused, hiddenText, running, violations, wide } from "./page.mjs";
import { PLACE, kinds, moved, serve } from "./site.mjs";

const NPM = process.env.TRUSTPRESS_NPM ?? "target/npm";

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

test("every page is valid HTML", () => isValid(site.folder));

test("axe finds nothing, in light and in dark", async () => {
  const wrong = [];
  for (const scheme of /** @type {const} */ (["light", "dark"])) {
    await page.look({ scheme });
    for (const path of chosen) {
      await page.open(site.home + path);
      wrong.push(...(await barriers()).map((what) => `${path} in ${scheme}: ${what}`));
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

test("the search suggests pages, forgives mistakes, and is used by keyboard", async () => {
  await page.look({});
  await page.open(site.home);
  assert.ok(!page.requests.some((url) => url.includes("/search/")), "nothing is fetched before");
  const box = "[role='combobox']";
  const ask = async (/** @type {string} */ asked, /** @type {RegExp} */ expected) => {
    await page.run((box) => document.querySelector(box).select(), box);
    await page.type(asked);
    await page.until((first) => {
      const option = document.querySelector("[role='option']");
      return new RegExp(first).test(option?.textContent ?? "");
    }, expected.source);
  };
  await page.click(box);
  await ask("encr", /^Encryption Policy/);
  await ask("incidnet respons", /^Incident Response Policy/);
  await ask("A.8.24", /^(Secrets and Keys|Encryption Policy)/);
  await page.press("Escape");
  assert.equal(await page.run((box) => document.querySelector(box).ariaExpanded, box), "false");

  await ask("encryption", /^Encryption Policy/);
  await page.press("ArrowDown");
  const active = await page.run((box) => {
    const id = document.querySelector(box).getAttribute("aria-activedescendant");
    return document.getElementById(id)?.ariaSelected;
  }, box);
  assert.equal(active, "true");
  await page.loaded(() => page.press("Enter"));
  assert.match(await page.run(() => location.pathname), /encryption/);
  assert.deepEqual(page.problems, []);

  await page.click(box);
  await page.type("access");
  await page.loaded(() => page.press("Enter"));
  assert.equal(await page.run(() => location.pathname + location.search), "/search/?q=access");
  await page.until(() => document.querySelector("main output").value.endsWith("found"));
  const found = await page.run(() => {
    const links = [...document.querySelectorAll("main header ~ ol.listing > li > a")];
    return links.map((link) => link.textContent);
  });
  assert.equal(found[0], "Access Control Policy");
  assert.ok(found.length >= 3, `${found}`);
  await page.run(() => document.querySelector("main input").focus());
  await page.loaded(async () => {
    await page.press("Enter");
    await page.press("Enter");
  });
  assert.equal(await page.run(() => location.pathname), "/policies/access-control/");
  assert.deepEqual(page.problems, []);
});

test("the library is filtered and sorted, and the address keeps it", async () => {
  await page.look({});
  await page.open(`${site.home}library/`);
  const titles = () =>
    page.run(() => [...document.querySelectorAll("tr[data-id]")]
      .filter((row) => row.checkVisibility())
      .map((row) => row.getAttribute("data-id")));
  const all = await titles();
  await page.click("main input");
  await page.type("head of it policy");
  const some = await titles();
  assert.ok(some.length > 0 && some.length < all.length, `${some}`);
  const said = await page.run(() => document.querySelector("main output").value);
  assert.equal(said, `${some.length} of ${all.length} documents`);

  // By keyboard, from the box on.
  const isReached = () => document.activeElement?.matches("th:nth-child(6) button");
  for (let step = 0; step < 12 && !(await page.run(isReached)); step++) await page.press("Tab");
  await page.press("Enter");
  await page.press("Enter");
  const dates = () =>
    page.run(() => [...document.querySelectorAll("tr[data-id]")]
      .filter((row) => row.checkVisibility())
      .map((row) => row.querySelector("td:nth-child(6) time").dateTime));
  const sorted = await dates();
  assert.deepEqual(sorted, [...sorted].sort().reverse());
  const address = await page.run(() => location.href);
  await page.open("about:blank");
  await page.open(address);
  assert.deepEqual(await dates(), sorted);
  assert.deepEqual(page.problems, []);
});

test("a choice of colours and width is remembered, before the next page is drawn", async () => {
  await page.look({ scheme: "light" });
  await page.open(site.home);
  const back = () => page.run(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await back();
  await page.click("[name='theme'][value='dark']");
  const dark = await back();
  assert.notEqual(dark, light);
  const measure = () => page.run(() => getComputedStyle(document.documentElement).getPropertyValue("--measure"));
  const narrow = await measure();
  await page.click("[name='width'][value='wide']");
  assert.notEqual(await measure(), narrow);
  await page.open(`${site.home}library/`);
  assert.equal(await back(), dark);
  assert.notEqual(await measure(), narrow);
  const checked = await page.run(() => document.querySelector("[value='dark']").checked);
  assert.ok(checked);
  await page.click("[name='theme'][value='']");
  await page.click("[name='width'][value='']");
  assert.equal(await back(), light);
  assert.equal(await measure(), narrow);
  assert.deepEqual(page.problems, []);
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

test("below another path everything is found", async (t) => {
  const base = "/trust/";
  const other = await serve(await moved(base, "moved"), base);
  t.after(other.stop);
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
  await page.click("[role='combobox']");
  await page.type("encryption");
  await page.until(() => document.querySelector("[role='option']"));
  await page.press("ArrowDown");
  await page.loaded(() => page.press("Enter"));
  assert.match(await page.run(() => location.pathname), /^\/trust\/.*encryption/);
  assert.deepEqual(page.problems, []);
});

test("with the index of every word the search finds what only a text says", async (t) => {
  const base = "/trust/";
  const more = '\n[search]\nindex = "full-text"\n';
  const other = await serve(await moved(base, "full-text", more), base, ["search"]);
  t.after(other.stop);
  await page.look({});
  await page.open(`${other.home}search/`);
  assert.ok(!page.requests.some((url) => url.includes("pagefind")), "nothing is fetched before");
  const ask = async (/** @type {string} */ asked) => {
    await page.run(() => document.querySelector("main input").select());
    await page.run(() => (document.querySelector("main output").value = ""));
    await page.type(asked);
    await page.until(() => document.querySelector("main output").value.endsWith("found"));
    return page.run(() => [...document.querySelectorAll("main ol.listing > li")].map((line) => ({
      href: line.querySelector("a").pathname,
      title: line.querySelector("a").textContent,
      marks: [...line.querySelectorAll("mark")].map((mark) => mark.textContent),
    })));
  };
  const [shredder] = await ask("shredder");
  assert.equal(shredder.href, `${base}handbook/working-remotely/`);
  assert.match(shredder.marks.join(), /shredder/);
  assert.deepEqual(await barriers(), []);
  const [encryption, ...others] = await ask("encryption");
  assert.equal(encryption.title, "Encryption Policy");
  assert.ok(others.some(({ marks }) => marks.length > 0), "texts come after titles");
  const all = [encryption, ...others].map(({ href }) => href);
  assert.ok(!all.some((href) => /\/(v|diff|history)\//.test(href)), `only what is in force: ${all}`);
  const [mistyped] = await ask("incidnet respons");
  assert.equal(mistyped.title, "Incident Response Policy");

  await ask("shredder");
  await page.run(() => document.querySelector("main input").focus());
  await page.loaded(async () => {
    await page.press("Enter");
    await page.press("Enter");
  });
  assert.equal(await page.run(() => location.pathname), `${base}handbook/working-remotely/`);
  assert.deepEqual(page.problems, []);
  const elsewhere = page.requests.filter((url) => !url.startsWith(other.home));
  assert.deepEqual(elsewhere, []);
});

test("a hostile site stays safe and usable", async (t) => {
  const other = await serve(await hostile(join(PLACE, "hostile")), "/");
  t.after(other.stop);
  await page.look({ width: 320, height: 640 });
  const wrong = [];
  for (const path of other.pages.keys()) {
    await page.open(other.home + path);
    const known = [other.home, "data:"];
    const elsewhere = page.requests.filter((url) => !known.some((it) => url.startsWith(it)));
    const found = [
      ...page.problems,
      ...elsewhere.map((url) => `asks for ${url}`),
      ...(await page.run(wide)),
      ...(await page.run(running)),
      ...(await barriers()),
    ];
    wrong.push(...found.map((what) => `${path}: ${what}`));
  }
  assert.deepEqual(wrong, []);

  await page.open(`${other.home}table/`);
  const [shown, whole] = await page.run(() => {
    const box = document.querySelector(".table-scroll");
    return [box.clientWidth, box.scrollWidth];
  });
  assert.ok(shown < 320 && whole > 1000, `a table of ${whole} pixels in a box of ${shown}`);

  // The suggestions are made by scripts, of the same texts.
  await page.open(other.home);
  await page.click("[role='combobox']");
  for (const asked of ["onerror", "donaudampfschiff", "ycilop"]) {
    await page.run(() => document.querySelector("[role='combobox']").select());
    await page.type(asked);
    await page.until(() => document.querySelector("[role='option']"));
    assert.deepEqual(await page.run(running), [], asked);
    assert.deepEqual(await page.run(wide), [], asked);
  }
  assert.deepEqual(page.problems, []);
  isValid(other.folder);
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

/** @returns {Promise<string[]>} What axe holds against the open page. */
async function barriers() {
  await page.evaluate(await readFile(join(NPM, "node_modules/axe-core/axe.min.js"), "utf8"));
  return page.run(violations, RULES);
}

/** @param {string} folder Of a site in which the Nu checker finds no error. */
function isValid(folder) {
  const jar = join(NPM, "node_modules/vnu-jar/build/dist/vnu.jar");
  const how = ["--errors-only", "--skip-non-html", "--stdout", folder];
  const { status, stdout, error } = spawnSync("java", ["-jar", jar, ...how], { encoding: "utf8" });
  assert.equal(error, undefined, "Java runs the Nu checker");
  assert.equal(stdout, "");
  assert.equal(status, 0);
}

/** @param {string} path */
function named(path) {
  return path.replace(/\/$/, "").replaceAll("/", "_") || "home";
}
