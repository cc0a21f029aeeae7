// @ts-check
// What is asked inside a page. Each function is sent there as its text, so it
// uses nothing but what it is given.

/** What axe judges by: WCAG 2.2 AA, and what its authors hold to be good. */
export const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Returns what axe, which must be there, finds.
 *
 * @param {string[]} rules
 */
export async function violations(rules) {
  const { violations } = await Reflect.get(window, "axe").run({ runOnly: rules });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Returns what makes a page scroll sideways. */
export function wide() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const all = [...document.querySelectorAll("body *")];
  const out = all.filter((element) => element.getBoundingClientRect().right > width);
  const names = out.map((element) => element.outerHTML.slice(0, 80));
  return [`${document.documentElement.scrollWidth} pixels wide: ${names[0] ?? "?"}`];
}

/**
 * Returns what ran, or would if somebody pressed it, of what an author wrote: a text
 * of a hostile author sets `ran`.
 */
export function running() {
  const wrong = "ran" in window ? ["a script of an author ran"] : [];
  const targets = ["href", "src", "action", "formaction", "data", "srcdoc", "ping"];
  for (const element of document.querySelectorAll("body *")) {
    for (const { name, value } of element.attributes) {
      // As browsers read addresses: without control characters and spaces.
      const address = value.replace(/[\u0000- ]/g, "");
      const runs = targets.includes(name) && /^(javascript|vbscript|data:text)/i.test(address);
      if (runs || /^on|^style$|^srcdoc$/.test(name)) wrong.push(`${name}=${value.slice(0, 80)}`);
    }
    if (element.matches("iframe, object, embed, base, style, link, script:not([src])")) {
      wrong.push(element.outerHTML.slice(0, 80));
    }
  }
  return wrong;
}

/**
 * Returns what a reader without scripts cannot see, and the controls that would
 * do nothing for them. What is folded away in `details` can be unfolded.
 */
export function hiddenText() {
  const wrong = [];
  for (const element of document.querySelectorAll("main :is(h1, h2, h3, p, li, td, th, dd)")) {
    const details = element.closest("details:not([open])");
    if (details && !element.closest("summary")) continue;
    if (element.closest(".address, [aria-hidden], [data-enhance][hidden]")) continue;
    if (element.textContent?.trim() && !element.checkVisibility()) {
      wrong.push(`hidden: ${element.outerHTML.slice(0, 80)}`);
    }
  }
  for (const control of document.querySelectorAll("button, input, select, textarea")) {
    const isDead = control.checkVisibility() && !control.matches("li > [type=checkbox]");
    if (isDead) wrong.push(`does nothing: ${control.outerHTML.slice(0, 80)}`);
  }
  return wrong;
}

/** Returns where the focus is, and whether its reader can see it. */
export function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const all = [...document.querySelectorAll("*")];
  const boxes = [...element.getClientRects()];
  const style = getComputedStyle(element);
  const inView = boxes.some((box) => {
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const top = document.elementFromPoint(x, y);
    return top !== null && (element.contains(top) || top.contains(element));
  });
  let problem = null;
  if (!inView) problem = "the focus is out of view";
  else if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) {
    problem = "the focus has no outline";
  }
  return { place: all.indexOf(element), what: element.outerHTML.slice(0, 80), problem };
}
