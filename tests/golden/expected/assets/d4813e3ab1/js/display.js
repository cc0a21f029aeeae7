export function display(box) {
const root = document.documentElement;
for (const input of box.querySelectorAll("input")) {
input.checked = (root.dataset[input.name] ?? "") === input.value;
}
box.addEventListener("change", ({ target }) => {
if (!(target instanceof HTMLInputElement)) return;
const { name, value } = target;
if (value) root.dataset[name] = value;
else delete root.dataset[name];
try {
localStorage.setItem(`display-${name}`, value);
} catch {
}
});
box.hidden = false;
}
