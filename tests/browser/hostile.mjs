// @ts-check
// A site whose authors mean its readers no good, or do not know what they paste.

import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Says that it ran, if it runs; and asks for an answer. */
const RUN = "window.ran=1;alert(1)";

/** A word that no line has room for. */
const WORD = "Donaudampfschiff".repeat(625);

/** Turns around whatever comes after it on the line. */
const TURN = "\u202E";

/** What a text can hold that would run. */
const MARKUP = `<script>${RUN}</script><img src=data:, alt="" onerror="${RUN}"><b onclick="${RUN}">b</b>`;

/** The same in a value of YAML, between double quotes. */
const VALUE = JSON.stringify(`${MARKUP}'"&amp;{{ fact.x.y }}{% raw %}`);

/** How many headings, and how many columns, are too many. */
const HEADINGS = 300;
const COLUMNS = 40;

/** @type {(count: number, make: (at: number) => string) => string} */
const repeat = (count, make) => Array.from({ length: count }, (_, at) => make(at)).join("");

/** @type {(...cells: string[]) => string} */
const row = (...cells) => `|${cells.join("|")}|\n`;

const cells = (/** @type {(at: number) => string} */ make) =>
  row(...Array.from({ length: COLUMNS }, (_, at) => make(at)));

/** Every file of the site. @type {Record<string, string>} */
const FILES = {
  "site.toml": `
[site]
title = '${MARKUP.replaceAll("'", "")}'
base_url = "https://hostile.example/"
publisher = '</title></script>${MARKUP}'
`,
  "content/index.md": `# ${MARKUP}\n\n${MARKUP}\n\n- [all](./markup.md)\n`,
  "content/markup.md": `---
id: markup
title: ${VALUE}
summary: ${VALUE}
kind: policy
status: ${VALUE}
owner: ${VALUE}
version: "1.0"
tags: [${VALUE}]
authors: [${VALUE}]
change_summary: ${VALUE}
source_url: "javascript:${RUN}"
related: ["javascript:${RUN}"]
last_reviewed: 2026-11-01
---

# ${MARKUP} \`${MARKUP}\`

${MARKUP}

<script>${RUN}</script>

<svg onload="${RUN}"><script>${RUN}</script></svg>
<math><mtext><style><img src=data:, alt="" onerror="${RUN}"></style></mtext></math>
<iframe srcdoc="<script>parent.ran=1</script>"></iframe>
<object data="javascript:${RUN}"></object><embed src="javascript:${RUN}">
<form action="javascript:${RUN}"><button formaction="javascript:${RUN}">press</button></form>
<style>body { display: none }</style>
<link rel="stylesheet" href="https://elsewhere.example/x.css"><base href="https://elsewhere.example/">
<meta http-equiv="refresh" content="0; url=https://elsewhere.example/">
<div id="main" class="skip-link" style="position: fixed; inset: 0">over everything</div>
<p data-enhance="filter" data-index="https://elsewhere.example/">enhance</p>
<details open ontoggle="${RUN}"><summary>open</summary>${MARKUP}</details>
<a href="jAvAsCrIpT&colon;${RUN}">raw</a> <a href="&#1;javascript:${RUN}">control</a>
<a href="data:text/html,<script>${RUN}</script>">data</a> <a href="vbscript:x">vb</a>
<a href="//elsewhere.example/" target="_blank" ping="https://elsewhere.example/">ping</a>

[inline](javascript:${RUN}) [tab](<java\tscript:${RUN}>) [entity](&#106;avascript:${RUN})
[reference][r] <javascript:${RUN}> ![image](javascript:${RUN}) [data](data:text/html;base64,PHNjcmlwdD4=)

[r]: javascript:${RUN}

\`\`\`html
</code></pre>${MARKUP}
\`\`\`

\`\`\`"><script>${RUN}</script>
${MARKUP}
\`\`\`

| ${MARKUP} | [x](javascript:${RUN}) |
|---|---|
| <td>${MARKUP} | </table></div></main>${MARKUP} |

[^n]: ${MARKUP} [x](javascript:${RUN})

Noted[^n]. </div></article></main></body> <!-- > ${MARKUP} --> <![CDATA[${MARKUP}]]>
`,
  "content/turned.md": `---
title: "Access ${TURN}ycilop"
kind: policy
owner: "${TURN}renwo"
---

# Access ${TURN}ycilop

The file \`report${TURN}fdp.exe\` and ${TURN}everything after it, [link ${TURN}txet](index.md).

## ${TURN}gnidaeh

\u2066\u2067\u2068 never closed, \u200F\u200E\u061C marks, \u0000 and \uFEFF.
`,
  "content/words.md": `---
title: ${WORD}
short_title: ${WORD}
summary: ${WORD}
kind: policy
owner: ${WORD}
---

# ${WORD}

${WORD}

## ${WORD}

- ${WORD}
- [${WORD}](index.md) and \`${WORD}\`

> ${WORD}

| ${WORD} | b |
|---|---|
| a | ${WORD} |

Term[^${WORD}]

[^${WORD}]: ${WORD}

\`\`\`
${WORD}
\`\`\`

https://elsewhere.example/${WORD}
`,
  "content/headings.md": `# Headings\n\n${repeat(HEADINGS, (at) => `${"#".repeat(2 + (at % 5))} Heading ${at}\n\nText ${at}.\n\n`)}`,
  "content/table.md": `# Table\n\n${cells((at) => ` Column ${at} `)}${cells(() => "---")}${repeat(3, (line) => cells((at) => ` value ${line} ${at} `))}`,
  "content/advisories/one.md": `---
id: one
title: ${VALUE}
kind: advisory
issued_on: 2026-11-01
advisory:
  severity: high
  state: resolved
  affected: [{product: ${VALUE}, introduced: ${VALUE}, fixed: ${VALUE}}]
  cves: [${VALUE}]
  workaround: ${VALUE}
  credits: [${VALUE}, ${WORD}]
  timeline: [{on: 2026-11-01, event: ${VALUE}}]
---

## ${MARKUP}

${MARKUP}
`,
  "content/registers/certifications.yaml": `certifications:
  - {id: soc2, name: ${VALUE}, status: obtained, scope: ${VALUE}, auditor: ${VALUE}, valid_until: 2028-01-01, certificate_number: ${VALUE}, request_url: "javascript:${RUN}"}
  - {id: ${WORD}, name: ${WORD}, status: obtained, scope: ${WORD}, auditor: ${WORD}}
`,
  "content/registers/reports.yaml": `reports:
  - {id: r, title: ${VALUE}, kind: audit, auditor: ${VALUE}, summary: ${VALUE}, access: nda, issued_on: 2026-11-01, request_url: "data:text/html,x"}
`,
  "content/registers/contacts.yaml": `contacts:
  - {id: security, name: ${VALUE}, purpose: ${VALUE}, email: ${VALUE}, phone: ${VALUE}, url: "javascript:${RUN}"}
  - {id: long, name: ${WORD}, purpose: ${WORD}}
`,
  "content/registers/faq.yaml": `faq:
  - id: q
    section: ${VALUE}
    question: ${VALUE}
    answer: ${JSON.stringify(`${MARKUP}\n\n[x](javascript:${RUN})\n\n${cells(() => "x")}${cells(() => "---")}`)}
  - {id: long, question: ${WORD}, answer: ${WORD}}
`,
  "content/registers/updates.yaml": `updates:
  - {id: u, on: 2026-11-01, title: ${VALUE}, text: ${VALUE}}
  - {id: long, on: 2026-11-02, title: ${WORD}, text: ${WORD}}
`,
  "content/registers/subprocessors.yaml": `notice_days: 30
subprocessors:
  - id: s
    brand: ${VALUE}
    legal_name: ${VALUE}
    category: ${VALUE}
    service: ${VALUE}
    purpose: ${VALUE}
    data_categories: [${VALUE}, ${WORD}]
    locations: [{country: ${VALUE}, region: ${VALUE}}]
    website: "javascript:${RUN}"
    privacy_url: "data:text/html,x"
    effective_on: 2021-03-01
  - {id: long, brand: ${WORD}, legal_name: ${WORD}, purpose: ${WORD}}
`,
  "content/a 'b' \"c\" &amp; <d>.md": "# A name\n",
};

/**
 * Writes the site.
 *
 * @param {string} root Where; what is there goes.
 */
export async function hostile(root) {
  await rm(root, { recursive: true, force: true });
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}
