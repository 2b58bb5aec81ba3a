/** The findings as CodeMirror shows them: underlines with a note, and the fix as an action of the note. */

import type { Diagnostic } from "@codemirror/lint";
import type { Field, Finding, Fix } from "../protocol";

/** The marks of each editor. */
export function marks(findings: readonly Finding[], apply: (fix: Fix) => void): Record<Field, Diagnostic[]> {
  const ofField = (field: Field): Diagnostic[] =>
    findings.filter((finding) => finding.place.field === field).map((finding) => mark(finding, apply));
  return { text: ofField("text"), mlopen: ofField("mlopen") };
}

function mark(finding: Finding, apply: (fix: Fix) => void): Diagnostic {
  const { place, severity, message, help, code, fix } = finding;
  const action = fix && { name: fix.safe ? "Fix" : "Apply guess", apply: (): void => apply(fix) };
  return {
    from: place.start,
    to: place.end,
    severity,
    source: code,
    message: help === undefined ? message : `${message}\n${help}`,
    ...(action === undefined ? {} : { actions: [action] }),
  };
}
