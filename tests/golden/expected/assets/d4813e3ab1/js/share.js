export function share(item) {
const button = item.querySelector("button");
const output = item.querySelector("output");
const url = item.dataset.address || location.href.split("#")[0];
if (!button || !output || !navigator.clipboard) return;
button.addEventListener("click", async () => {
const isCopied = await navigator.clipboard.writeText(url).then(() => true, () => false);
output.value = isCopied ? "copied" : url;
});
item.hidden = false;
}
