import { copyLink } from "./copy-link.js";
import { display } from "./display.js";
import { filter } from "./filter.js";
import { overdue } from "./overdue.js";
import { results } from "./results.js";
import { search } from "./search.js";
import { share } from "./share.js";
const modules = new Map([
["copy-link", copyLink],
["display", display],
["filter", filter],
["overdue", overdue],
["results", results],
["search", search],
["share", share],
]);
for (const element of document.querySelectorAll("[data-enhance]")) {
if (element instanceof HTMLElement) modules.get(element.dataset.enhance)?.(element);
}
