// @ts-check

/**
 * Says beside a date that a review is overdue, by the clock of the reader, so
 * that a page tells the truth even when nobody has rebuilt the site.
 *
 * @param {HTMLElement} place Shows the date; `data-due` is the same day as
 *   YYYY-MM-DD. A review that is due today is not overdue.
 */
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
