/** The examples: one in the page itself, for the first paint, and the recipes that rkconf brings. */

import type { Recipe } from "../protocol";
import { byId, options } from "./elements";
import type { Linked } from "./link";

/** The example that index.html shows before anything is loaded. */
export function firstExample(): Linked {
  return { input: { kind: "launch", text: FIRST.textContent.trim() }, choices: {} };
}

// Read when the page starts: the editor replaces the element.
const FIRST = byId("first-paint");

/** The selector of recipes. */
export class Examples {
  private recipes: readonly Recipe[] = [];

  constructor(private readonly open: (linked: Linked) => void) {
    this.selector.addEventListener("change", () => this.choose());
  }

  /** Fill the selector. */
  offer(recipes: readonly Recipe[]): void {
    this.recipes = recipes;
    const titles = recipes.map(({ title }, index): [string, string] => [String(index), title]);
    this.selector.replaceChildren(...options([["", "Choose an example"], ...titles]));
    this.selector.disabled = false;
  }

  private choose(): void {
    const recipe = this.recipes[Number(this.selector.value)];
    if (this.selector.value !== "" && recipe !== undefined) this.open(recipe);
    this.selector.value = "";
  }

  private get selector(): HTMLSelectElement {
    return byId<HTMLSelectElement>("example");
  }
}
