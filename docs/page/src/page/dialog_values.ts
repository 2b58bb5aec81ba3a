/** The values that a person types into the dialog of the Front End, each with a button that copies it. */

import { copyButton } from "./copying";
import { element } from "./elements";

const VALUE = /^([A-Z][A-Za-z /]*): (.+)$/;
const TYPED = new Set(["Kernel Name", "Arguments to MLOpen", "Launch Command"]);

/** The lines of `rkconf render --as dialog`: values to copy, and what else to do. */
export function dialogNodes(text: string): Node[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map(row);
}

function row(line: string): HTMLElement {
  const [, name, value] = VALUE.exec(line) ?? [];
  if (name === undefined || value === undefined || !TYPED.has(name)) return element("p", { class: "instruction" }, line);
  return element(
    "div",
    { class: "value" },
    element("div", { class: "result-heading" }, element("h2", {}, name), copyButton("Copy", name, () => value)),
    element("pre", { class: "result", tabindex: "0", "aria-label": name }, value),
  );
}
