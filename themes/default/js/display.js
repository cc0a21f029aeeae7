// @ts-check

/**
 * Lets readers choose light or dark and the width of the text, and remembers
 * it; `remembered.js` is what sets it on the next page, before it is drawn.
 *
 * @param {HTMLElement} box Is hidden, and holds radio buttons whose `name` is a
 *   `data-` attribute of the page; an empty value is the choice of the system.
 */
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
      // A browser that keeps nothing has the choice for this page.
    }
  });
  box.hidden = false;
}
