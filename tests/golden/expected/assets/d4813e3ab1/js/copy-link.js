const SHOWN = 2000;
export function copyLink(article) {
article.addEventListener("click", async (event) => {
if (!(event.target instanceof HTMLAnchorElement)) return;
const anchor = event.target;
if (!anchor.matches(".anchor") || !navigator.clipboard) return;
try {
await navigator.clipboard.writeText(anchor.href);
} catch {
return;
}
anchor.dataset.copied = "";
setTimeout(() => delete anchor.dataset.copied, SHOWN);
});
}
