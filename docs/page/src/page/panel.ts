/** A panel below the verdict that asks the worker when it is shown, and again when the input changes. */

import { OperationError } from "../worker/client";
import { element, prose } from "./elements";

/** Why an operation gave nothing, as a paragraph for its panel. */
export function failure(error: unknown): HTMLElement {
  if (!(error instanceof OperationError)) throw error;
  const { message, help } = error;
  return element("p", { class: "failure" }, ...prose(message), help !== undefined && element("br"), ...prose(help ?? ""));
}

/** Fills an element with the newest answer only: an older one that arrives later is dropped. */
export class Panel {
  private newest = 0;

  constructor(readonly place: HTMLElement) {}

  /** Show what `answer` gives, or why it gives nothing. */
  async fill(answer: () => Promise<Node[]>): Promise<void> {
    const own = ++this.newest;
    if (!this.place.hasChildNodes()) this.place.replaceChildren(element("p", { class: "faint" }, "Loading …"));
    const nodes = await answer().catch((error: unknown) => [failure(error)]);
    if (own === this.newest) this.place.replaceChildren(...nodes);
  }
}
