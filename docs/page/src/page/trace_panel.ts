/** The trace: how each shell and ssh read the command, step by step. */

import type { Alternative, Operations, Step } from "../protocol";
import { command, element, prose, type Child } from "./elements";

/** The steps as ordered lists, one for each way in which shells read the command, and how each ends. */
export function traceNodes({ alternatives }: Operations["trace"]["gives"]): Node[] {
  return alternatives.flatMap((one, index) => alternativeNodes(one, index + 1, alternatives.length));
}

function alternativeNodes({ steps, verdict }: Alternative, number: number, count: number): Node[] {
  const heading = count > 1 ? [element("h2", { class: "alternative" }, `Alternative ${number} of ${count}`)] : [];
  return [
    ...heading,
    element("ol", { class: "steps" }, ...steps.map(stepItem)),
    element("p", { class: "trace-verdict" }, ...prose(verdict)),
  ];
}

function stepItem(step: Step, index: number): HTMLLIElement {
  const name = `step ${index + 1}`;
  const read = step.text === "" ? words(step.programs) : command(step.text);
  return element(
    "li",
    {},
    element("p", { class: "step-title" }, step.headline),
    read.length > 0 && element("pre", { tabindex: "0", "aria-label": `Text of ${name}` }, ...read),
    step.remarks.length > 0 && remarks(step, name),
  );
}

/** The words of each program in a frame each; every program has its own line. */
function words(programs: string[][]): Child[] {
  return programs.flatMap((program, index) => [
    ...(index > 0 ? ["\n"] : []),
    ...program.flatMap((word) => [element("span", { class: "word" }, ...command(word)), " "]),
  ]);
}

function remarks(step: Step, name: string): HTMLElement {
  const rows = step.remarks.flatMap(({ kind, text }) => [element("dt", {}, kind), element("dd", { class: kind }, ...prose(text))]);
  return element("dl", { "aria-label": `Remarks on ${name}` }, ...rows);
}
