// Exchanges what has changed of a page while the page stays open.
//
// What is shown may have been altered by its scripts since it came. So two pages
// as they came are compared, the one that is shown and the next, and a part that
// differs is exchanged only where the shown one is still as it came. Everything
// else is a reason to load the page again, never to show a page that is half new.

/** What runs once and for good. */
const RUNS = 'script:not([type="application/ld+json"])';

/** What is not exchanged for another: a module may hold on to it. */
const ALIVE = `${RUNS}, base, link[rel="stylesheet"], [data-enhance]`;

/** The page at this address as it comes from the server now. */
async function fetchPage() {
  const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
  return answer.ok ? parse(await answer.text()) : null;
}

/** A page, and what tells one state of it from another. */
function parse(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const own = parsed.querySelector("script[data-preview]");
  if (!own) return null;
  own.remove();
  const { preview: page, images, scripts } = own.dataset;
  return { parsed, page, images, scripts };
}

/**
 * Makes the shown page the next one; returns whether that could be done.
 *
 * @param {Document} old The page that is shown, as it came.
 * @param {Document} next
 */
function exchange(old, next) {
  const steps = [];
  const isPossible =
    isAlike(old.documentElement, next.documentElement) &&
    isAlike(old.body, next.body) &&
    compare(old.head, next.head, document.head, steps) &&
    compare(old.body, next.body, document.body, steps);
  if (!isPossible) return false;
  for (const { parent, leaving, before, coming } of steps) {
    for (const node of leaving) node.remove();
    for (const node of coming) parent.insertBefore(document.importNode(node, true), before);
  }
  return true;
}

/** Collects what makes `shown`, which came as `old`, the `next`; returns whether that can be. */
function compare(old, next, shown, steps) {
  if (old.matches(RUNS) || shown.matches("[data-enhance]:not([data-delegated])")) return false;
  const [from, to] = [[...old.childNodes], [...next.childNodes]];
  const here = [...shown.childNodes].filter((node) => node !== overlay.host && node !== script);
  if (here.length !== from.length || shown.nodeName !== old.nodeName) return false;
  const least = Math.min(from.length, to.length);
  let start = 0;
  while (start < least && from[start].isEqualNode(to[start])) start += 1;
  let end = 0;
  while (end < least - start && from.at(-1 - end).isEqualNode(to.at(-1 - end))) end += 1;
  const replace = (at, until, untilNext) => {
    const leaving = here.slice(at, until);
    const coming = to.slice(at, untilNext);
    const isAsItCame = leaving.every((node, i) => node.isEqualNode(from[at + i]));
    steps.push({ parent: shown, leaving, before: here[until] ?? null, coming });
    return isAsItCame && ![...leaving, ...coming].some(isAlive);
  };
  if (from.length !== to.length) return replace(start, from.length - end, to.length - end);
  for (let at = start; at < from.length - end; at += 1) {
    if (from[at].isEqualNode(to[at])) continue;
    const isDone = isAlike(from[at], to[at])
      ? compare(from[at], to[at], here[at], steps)
      : replace(at, at + 1, at + 1);
    if (!isDone) return false;
  }
  return true;
}

/** Whether both are elements that differ, if at all, in what they hold. */
function isAlike(a, b) {
  return a instanceof Element && b instanceof Element && a.cloneNode().isEqualNode(b.cloneNode());
}

function isAlive(node) {
  return node instanceof Element && (node.matches(ALIVE) || node.querySelector(ALIVE) !== null);
}
