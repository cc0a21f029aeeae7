export function overdue(place) {
const now = new Date();
now.setMinutes(now.getMinutes() - now.getTimezoneOffset());
const today = now.toISOString().slice(0, 10);
if (!place.dataset.due || today <= place.dataset.due) return;
place.querySelector(".badge")?.remove();
const badge = document.createElement("span");
badge.className = "badge";
badge.dataset.state = "overdue";
badge.textContent = "overdue";
place.append(" ", badge);
}
