/** Short messages about what a button did: visible below the input, and read by screen readers. */

import { byId } from "./elements";

/** Show a message until the next one. */
export function announce(message: string): void {
  byId("notice").textContent = message;
}
