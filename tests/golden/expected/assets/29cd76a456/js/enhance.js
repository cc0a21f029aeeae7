// @ts-check
// Hands every element with `data-enhance` to the module of that name.

import { copyLink } from "./copy-link.js";
import { overdue } from "./overdue.js";

/** @type {Map<string | undefined, (element: HTMLElement) => void>} */
const modules = new Map([
  ["copy-link", copyLink],
  ["overdue", overdue],
]);

for (const element of document.querySelectorAll("[data-enhance]")) {
  if (element instanceof HTMLElement) modules.get(element.dataset.enhance)?.(element);
}
