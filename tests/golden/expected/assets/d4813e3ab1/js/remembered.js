try {
for (const name of ["theme", "width"]) {
const value = localStorage.getItem(`display-${name}`);
if (value) document.documentElement.dataset[name] = value;
}
} catch {
}
