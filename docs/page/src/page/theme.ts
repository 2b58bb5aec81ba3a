/** The switch between light and dark. Without a choice, the page follows the system. */

import { byId } from "./elements";

const KEY = "theme";
type Theme = "light" | "dark";

function systemTheme(): Theme {
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function chosenTheme(): Theme | undefined {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : undefined;
  } catch {
    return undefined; // storage is blocked: the system's theme is used
  }
}

function keep(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // storage is blocked: the choice lasts until the page is closed
  }
}

function show(theme: Theme): void {
  document.documentElement.dataset["theme"] = theme;
  byId("theme").textContent = theme === "dark" ? "Light theme" : "Dark theme";
}

/** Show the chosen theme, or the system's, and connect the switch. */
export function connectTheme(): void {
  show(chosenTheme() ?? systemTheme());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => show(chosenTheme() ?? systemTheme()));
  byId("theme").addEventListener("click", () => {
    const next: Theme = document.documentElement.dataset["theme"] === "dark" ? "light" : "dark";
    keep(next);
    show(next);
  });
}
