// @ts-check
// A static host as a site's readers would have: the files of a built site, each
// with the headers that the site's own `_headers` asks for.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";

const TYPES = /** @type {Record<string, string>} */ ({
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
});

/**
 * Serves a folder at `base` on this machine alone.
 *
 * @param {string} folder
 * @param {string} base The path of the site's address, such as `/trust/`.
 */
export async function host(folder, base) {
  const rules = parse(await readFile(join(folder, "_headers"), "utf8"));
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://host").pathname);
    let status = path.startsWith(base) && !path.split("/").includes("..") ? 200 : 404;
    let file = path.slice(base.length);
    if (file === "" || file.endsWith("/")) file += "index.html";
    let bytes = status === 200 ? await readFile(join(folder, file)).catch(() => null) : null;
    if (!bytes) {
      [status, file] = [404, "404.html"];
      bytes = await readFile(join(folder, file));
    }
    response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
    for (const { matches, headers } of rules) {
      if (matches.test(path)) for (const [name, value] of headers) response.setHeader(name, value);
    }
    response.writeHead(status).end(bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    /** The address of the front page. */
    home: `http://127.0.0.1:${address.port}${base}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * Reads `_headers`: a path with `*` for anything, then indented lines.
 *
 * @param {string} text
 */
function parse(text) {
  /** @type {{matches: RegExp, headers: [string, string][]}[]} */
  const rules = [];
  for (const line of text.split("\n").filter(Boolean)) {
    if (line.startsWith(" ")) {
      const [name, ...value] = line.trim().split(": ");
      rules.at(-1)?.headers.push([name, value.join(": ")]);
    } else {
      const parts = line.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
      rules.push({ matches: new RegExp(`^${parts.join(".*")}$`), headers: [] });
    }
  }
  return rules;
}
