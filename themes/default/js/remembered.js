// @ts-check
// Sets what the reader chose in `display.js` before the page is drawn, so that
// none flashes in the other colours. It is no module, because those wait.

try {
  for (const name of ["theme", "width"]) {
    const value = localStorage.getItem(`display-${name}`);
    if (value) document.documentElement.dataset[name] = value;
  }
} catch {
  // A browser that keeps nothing.
}
