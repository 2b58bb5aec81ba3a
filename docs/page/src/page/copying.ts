/** Buttons that copy a text to the clipboard, and report that they did. */

import { button } from "./elements";
import { announce } from "./announcements";

const SHOWN_FOR = 2000; // milliseconds

/** Copy a text; where the browser refuses, say how to do it by hand. */
export async function copy(text: string, what: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    announce(`Copied ${what}.`);
    return true;
  } catch {
    announce(`The browser did not allow the copy. Select ${what} and press Ctrl+C.`);
    return false;
  }
}

/** A button that copies what `text` returns when it is pressed. */
export function copyButton(label: string, what: string, text: () => string): HTMLButtonElement {
  const made = button(label, () => {
    void copy(text(), what).then((copied) => {
      if (!copied) return;
      made.textContent = "Copied";
      setTimeout(() => (made.textContent = label), SHOWN_FOR);
    });
  });
  return made;
}
