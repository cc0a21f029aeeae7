import { finder, line } from "./finder.js";
const SUGGESTED = 8;
export function search(box) {
const link = box.querySelector("a");
const input = box.querySelector("input");
const list = box.querySelector("ul");
if (!link || !input || !list) return;
const find = finder(box.dataset.index);
let chosen = -1;
const choose = (at) => {
const options = [...list.children];
chosen = options[at] ? at : -1;
options.forEach((option, place) => (option.ariaSelected = String(place === chosen)));
input.setAttribute("aria-activedescendant", options[chosen]?.id ?? "");
options[chosen]?.scrollIntoView({ block: "nearest" });
};
const show = (isOpen) => {
list.hidden = !isOpen;
input.ariaExpanded = String(isOpen);
choose(-1);
};
const suggest = async () => {
const found = await find(input.value, SUGGESTED);
const options = found.map((match, at) => {
const option = line(match);
option.role = "option";
option.id = `${list.id}-${at}`;
return option;
});
list.replaceChildren(...options);
show(options.length > 0);
};
const go = () => {
const target = list.children[chosen]?.querySelector("a")?.href;
location.assign(target ?? `${link.href}?q=${encodeURIComponent(input.value)}`);
};
list.id = "suggestions";
while (document.querySelectorAll(`#${list.id}`).length > 1) list.id += "-";
input.role = "combobox";
input.ariaAutoComplete = "list";
input.setAttribute("aria-controls", list.id);
input.addEventListener("focus", () => find("", 0), { once: true });
input.addEventListener("input", suggest);
input.addEventListener("blur", () => show(false));
list.addEventListener("mousedown", (event) => event.preventDefault());
input.addEventListener("keydown", (event) => {
const count = list.hidden ? 0 : list.children.length;
if (event.key === "Enter") go();
else if (event.key === "ArrowDown" && count) choose(chosen + 1);
else if (event.key === "ArrowUp" && count) choose(chosen < 0 ? count - 1 : chosen - 1);
else if (event.key === "Escape" && count) show(false);
else return;
event.preventDefault();
});
show(false);
link.hidden = true;
input.hidden = false;
}
