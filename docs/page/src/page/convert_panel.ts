/** The conversion of the input to another version, with what would be lost. */

import type { Operations, Remark } from "../protocol";
import { button, command, element, prose, type Child } from "./elements";
import { copyButton } from "./copying";

type Conversion = Operations["convert"]["gives"];

/** The converted text and its losses; `use` puts the result into the editor. */
export function conversionNodes(conversion: Conversion, use: () => void): Node[] {
  const { text, mlopen, losses, notes, summary } = conversion;
  return [
    element("p", { class: "summary" }, ...prose(summary)),
    ...remarks("Lost", losses),
    ...remarks("Notes", notes),
    ...(text === "" ? [] : result("Converted text", text)),
    ...(mlopen === undefined || mlopen === "" ? [] : result("Arguments to MLOpen", mlopen)),
    ...(text === "" ? [] : [element("p", {}, button("Check this version", use))]),
  ];
}

function remarks(title: string, list: readonly Remark[]): HTMLElement[] {
  if (list.length === 0) return [];
  return [element("h2", {}, title), element("ul", { class: "remarks" }, ...list.map(remark))];
}

function remark({ message, help }: Remark): HTMLElement {
  const advice = help !== undefined && element("p", { class: "help" }, ...prose(help));
  return element("li", {}, ...prose(message), advice);
}

/** A text with its title and a button that copies it. */
export function result(title: string, text: string): HTMLElement[] {
  const copy = copyButton("Copy", title.toLowerCase(), () => text);
  const heading: Child[] = [element("h2", {}, title), copy];
  return [
    element("div", { class: "result-heading" }, ...heading),
    element("pre", { class: "result", tabindex: "0", "aria-label": title }, ...command(text)),
  ];
}
