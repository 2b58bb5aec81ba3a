/** The trace: how each shell and ssh read the command, step by step. */

import type { Operations } from "../protocol";
import { command, element, prose, type Child } from "./elements";
import { alternatives, type Alternative, type Step } from "./trace_text";

/** The steps as ordered lists, one for each way in which shells read the command, and how each ends. */
export function traceNodes({ text }: Operations["trace"]["gives"]): Node[] {
  const found = alternatives(text);
  if (found.length === 0) return [element("pre", { tabindex: "0", "aria-label": "Trace" }, text)];
  return found.flatMap((one, index) => alternativeNodes(one, index + 1, found.length));
}

function alternativeNodes({ steps, ending }: Alternative, number: number, count: number): Node[] {
  const several = count > 1;
  const heading = several ? [element("h2", { class: "alternative" }, `Alternative ${number} of ${count}`)] : [];
  return [
    ...heading,
    element("ol", { class: "steps" }, ...steps.map(stepItem)),
    element("p", { class: "trace-verdict" }, ...prose(ending)),
  ];
}

function stepItem({ title, content, remarks }: Step, index: number): HTMLLIElement {
  const name = `step ${index + 1}`;
  return element(
    "li",
    {},
    element("p", { class: "step-title" }, title),
    content !== "" && element("pre", { tabindex: "0", "aria-label": `Text of ${name}` }, ...wordsOf(content)),
    remarks !== "" && element("pre", { class: "remark", tabindex: "0", "aria-label": `Remarks on ${name}` }, remarks),
  );
}

/** The fields of a program in a frame each; any other text in one line: `rkconf trace` breaks lines for terminals. */
function wordsOf(text: string): Child[] {
  const line = text.replaceAll("\n", " ");
  if (!line.startsWith("[") || !line.endsWith("]")) return command(line);
  const words = line.slice(1, -1).split("] [");
  return words.flatMap((word) => [element("span", { class: "word" }, word), " "]);
}
