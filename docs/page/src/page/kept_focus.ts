/** Keeps the focus when a list is replaced: a key press on one of its buttons must not throw the user to the top. */

const FOCUSABLE = "button, summary, a[href], pre[tabindex]";

/** Call `replace`, which replaces the content of `place`; then focus what is where the focus was, else `fallback`. */
export function keepFocus(place: HTMLElement, fallback: HTMLElement, replace: () => void): void {
  const before = [...place.querySelectorAll(FOCUSABLE)].findIndex((one) => one === document.activeElement);
  const kind = document.activeElement?.className ?? "";
  replace();
  if (before < 0) return;
  const after = [...place.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const alike = after.filter((one) => one.className === kind);
  const nearest = alike.find((one) => after.indexOf(one) >= before) ?? alike.at(-1) ?? fallback;
  nearest.focus({ preventScroll: true });
}
