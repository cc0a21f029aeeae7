// @ts-check
// Headless Chromium, spoken to by the DevTools protocol over a pair of pipes:
// no port, no library.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where Chromium may be, the reader's own choice first. */
const NAMES = [
  process.env.TRUSTPRESS_CHROMIUM ?? "",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** How long a page may take to do what is waited for, in milliseconds. */
const PATIENCE = 20_000;

/**
 * How a page is shown.
 *
 * @typedef {object} Look
 * @property {number} [width] Of the window, in pixels.
 * @property {number} [height]
 * @property {"light" | "dark"} [scheme] What the system prefers.
 * @property {boolean} [scripts] Whether scripts run.
 */

/** @returns {string | undefined} The command that starts Chromium. */
export function chromium() {
  return NAMES.find((name) => name && spawnSync(name, ["--version"]).status === 0);
}

/** One running browser. */
export class Browser {
  /** @type {Map<number, {resolve: (result: any) => void, reject: (error: Error) => void}>} */
  #waiting = new Map();
  /** @type {Map<string, (method: string, params: any) => void>} */
  #sessions = new Map();
  #last = 0;
  #rest = "";

  /**
   * @param {import("node:child_process").ChildProcess} process
   * @param {string} profile
   */
  constructor(process, profile) {
    this.process = process;
    this.profile = profile;
    const [, , , to, from] = process.stdio;
    this.to = /** @type {import("node:stream").Writable} */ (to);
    /** @type {import("node:stream").Readable} */ (from)
      .setEncoding("utf8")
      .on("data", (part) => this.#hear(part));
  }

  /** @param {string} command */
  static async start(command) {
    const profile = await mkdtemp(join(tmpdir(), "trustpress-browser-"));
    const flags = [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--hide-scrollbars",
      "--no-first-run",
      "--disable-background-networking",
      "--remote-debugging-pipe",
      `--user-data-dir=${profile}`,
    ];
    const stdio = /** @type {const} */ (["ignore", "ignore", "ignore", "pipe", "pipe"]);
    return new Browser(spawn(command, flags, { stdio: [...stdio] }), profile);
  }

  /** @returns {Promise<Page>} A new, empty page. */
  async page() {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const attach = { targetId, flatten: true };
    const { sessionId } = await this.send("Target.attachToTarget", attach);
    const page = new Page(this, sessionId, targetId);
    this.#sessions.set(sessionId, (method, params) => page.hear(method, params));
    for (const domain of ["Page", "Runtime", "Log", "Network", "Audits"]) {
      await page.send(`${domain}.enable`);
    }
    return page;
  }

  /**
   * @param {string} method
   * @param {object} [params]
   * @param {string} [sessionId]
   * @returns {Promise<any>}
   */
  send(method, params = {}, sessionId) {
    const id = ++this.#last;
    this.to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  async stop() {
    const ended = once(this.process, "exit");
    await this.send("Browser.close");
    await ended;
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** @param {string} part */
  #hear(part) {
    const messages = (this.#rest + part).split("\0");
    this.#rest = messages.pop() ?? "";
    for (const text of messages) {
      const { id, error, result, method, params, sessionId } = JSON.parse(text);
      if (id === undefined) {
        this.#sessions.get(sessionId)?.(method, params);
        continue;
      }
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting?.reject(new Error(error.message));
      else waiting?.resolve(result);
    }
  }
}

/** One tab. */
export class Page {
  /** What went wrong since the page was opened. @type {string[]} */
  problems = [];
  /** What was fetched since. @type {string[]} */
  requests = [];
  /** @type {Map<string, () => void>} */
  #once = new Map();

  /**
   * @param {Browser} browser
   * @param {string} session
   * @param {string} target
   */
  constructor(browser, session, target) {
    this.browser = browser;
    this.session = session;
    this.target = target;
  }

  async close() {
    await this.browser.send("Target.closeTarget", { targetId: this.target });
  }

  /**
   * @param {string} method
   * @param {object} [params]
   */
  send(method, params) {
    return this.browser.send(method, params, this.session);
  }

  /**
   * @param {string} method
   * @param {any} params
   */
  hear(method, params) {
    this.#once.get(method)?.();
    if (method === "Network.requestWillBeSent") {
      this.requests.push(params.request.url);
    } else if (method === "Runtime.exceptionThrown") {
      const { exception, text } = params.exceptionDetails;
      this.problems.push(exception?.description ?? text);
    } else if (method === "Log.entryAdded" && params.entry.level !== "verbose") {
      this.problems.push(`${params.entry.text} ${params.entry.url ?? ""}`);
    } else if (method === "Page.javascriptDialogOpening") {
      this.problems.push(`a dialog says ${params.message}`);
      this.send("Page.handleJavaScriptDialog", { accept: false });
    } else if (method === "Audits.issueAdded") {
      this.problems.push(JSON.stringify(params.issue));
    }
  }

  /**
   * Says how pages are shown from now on.
   *
   * @param {Look} look
   */
  async look({ width = 1280, height = 900, scheme = "light", scripts = true }) {
    const size = { width, height, deviceScaleFactor: 1, mobile: false };
    const features = [
      { name: "prefers-color-scheme", value: scheme },
      { name: "prefers-reduced-motion", value: "reduce" },
    ];
    await this.send("Emulation.setDeviceMetricsOverride", size);
    await this.send("Emulation.setEmulatedMedia", { media: "", features });
    await this.send("Emulation.setScriptExecutionDisabled", { value: !scripts });
  }

  /**
   * Opens an address and waits until it has loaded.
   *
   * @param {string} url
   */
  async open(url) {
    this.problems = [];
    this.requests = [];
    await this.loaded(() => this.send("Page.navigate", { url }));
  }

  /**
   * Does something that leads to another page, and waits for it.
   *
   * @param {() => Promise<unknown>} act
   */
  async loaded(act) {
    const loaded = this.#event("Page.loadEventFired");
    await act();
    await loaded;
  }

  /**
   * Runs a function in the page and returns what it returns.
   *
   * @template T
   * @param {(...given: any[]) => T} body
   * @param {...unknown} given
   * @returns {Promise<Awaited<T>>}
   */
  async run(body, ...given) {
    return this.evaluate(`(${body})(...${JSON.stringify(given)})`);
  }

  /** @param {string} expression */
  async evaluate(expression) {
    const how = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", how);
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  }

  /**
   * Waits until a function returns something true in the page, or in the one that
   * takes its place meanwhile.
   *
   * @param {(...given: any[]) => unknown} body
   * @param {...unknown} given
   */
  async until(body, ...given) {
    const end = Date.now() + PATIENCE;
    const asked = () => this.run(body, ...given).catch((/** @type {Error} */ error) => {
      if (error.message !== "Inspected target navigated or closed") throw error;
    });
    while (!(await asked())) {
      if (Date.now() > end) throw new Error(`never came true: ${body}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /**
   * Clicks in the middle of what a selector finds.
   *
   * @param {string} selector
   */
  async click(selector) {
    const [x, y] = await this.run((selector) => {
      const element = document.querySelector(selector);
      element.scrollIntoView({ block: "center", behavior: "instant" });
      const box = element.getClientRects()[0];
      return [box.x + box.width / 2, box.y + box.height / 2];
    }, selector);
    for (const type of ["mousePressed", "mouseReleased"]) {
      const event = { type, x, y, button: "left", clickCount: 1 };
      await this.send("Input.dispatchMouseEvent", event);
    }
  }

  /**
   * Presses a key.
   *
   * @param {string} key As `KeyboardEvent.key` has it.
   * @param {{shift?: boolean}} [held]
   */
  async press(key, { shift = false } = {}) {
    const codes = {
      Tab: 9, Enter: 13, Escape: 27, " ": 32, End: 35, Home: 36, ArrowUp: 38, ArrowDown: 40,
    };
    const code = /** @type {Record<string, number>} */ (codes)[key] ?? key.toUpperCase().charCodeAt(0);
    const text = key === "Enter" ? "\r" : key.length === 1 ? key : undefined;
    const event = { key, code: key, windowsVirtualKeyCode: code, modifiers: shift ? 8 : 0 };
    await this.send("Input.dispatchKeyEvent", { type: "keyDown", text, ...event });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
  }

  /**
   * Types a text where the focus is.
   *
   * @param {string} text
   */
  async type(text) {
    await this.send("Input.insertText", { text });
  }

  /** @returns {Promise<Buffer>} A picture of the whole page, as PNG. */
  async picture() {
    const { cssContentSize } = await this.send("Page.getLayoutMetrics");
    const { width, height } = cssContentSize;
    // Beyond this a picture helps nobody.
    const clip = { x: 0, y: 0, width, height: Math.min(height, 6000), scale: 1 };
    const how = { format: "png", captureBeyondViewport: true, clip };
    return Buffer.from((await this.send("Page.captureScreenshot", how)).data, "base64");
  }

  /** @returns {Promise<Buffer>} The page as it is printed, as PDF. */
  async print() {
    const how = { preferCSSPageSize: true, printBackground: false };
    return Buffer.from((await this.send("Page.printToPDF", how)).data, "base64");
  }

  /** @param {string} method */
  #event(method) {
    return new Promise((resolve, reject) => {
      const late = () => reject(new Error(`no ${method} in ${PATIENCE} ms`));
      const timer = setTimeout(late, PATIENCE);
      this.#once.set(method, () => {
        clearTimeout(timer);
        this.#once.delete(method);
        resolve(undefined);
      });
    });
  }
}
