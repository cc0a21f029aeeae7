import { finder, line } from "./finder.js";
const LISTED = 50;
export function results(page) {
const form = page.querySelector("form");
const input = page.querySelector("input");
const output = page.querySelector("output");
const list = page.querySelector(".listing");
if (!form || !input || !output || !list) return;
const find = finder(page.dataset.index);
const texts = page.dataset.fullText && import("./full-text.js");
const look = async () => {
const asked = input.value.trim();
history.replaceState(null, "", asked ? `?q=${encodeURIComponent(asked)}` : location.pathname);
try {
const found = await find(asked, LISTED);
list.replaceChildren(...found.map(line));
if (texts && !(await (await texts).addTexts(list, found, asked))) return;
const count = list.children.length;
output.value = asked && `${count || "No"} result${count === 1 ? "" : "s"} found`;
} catch {
output.value = "The index of this site cannot be read just now";
}
};
input.addEventListener("input", look);
form.addEventListener("submit", (event) => {
event.preventDefault();
list.querySelector("a")?.focus();
});
input.value = new URLSearchParams(location.search).get("q") ?? "";
page.querySelector("[data-without-scripts]")?.remove();
form.hidden = false;
look();
}
