// @ts-check

/** How long a heading says that its link was copied, in milliseconds. */
const SHOWN = 2000;

/**
 * Copies the address of a heading when its link is followed.
 *
 * Without JavaScript, or where the clipboard is closed, the link only leads
 * to the heading, and the address bar has its address.
 *
 * @param {HTMLElement} article Holds headings with an `a.anchor` each.
 */
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
