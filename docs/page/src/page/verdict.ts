/** The verdict on the input in one sentence, which screen readers read when it changes. */

import type { LintResult } from "../protocol";
import { byId, element, prose } from "./elements";

/** Show the summary of a result and what to do next. */
export function showVerdict(result: LintResult): void {
  const worst = (["error", "warning", "info"] as const).find((severity) =>
    result.findings.some((finding) => finding.severity === severity),
  );
  const place = byId("verdict");
  place.dataset["worst"] = worst ?? "none";
  const parts = [element("p", { class: "summary" }, ...prose(result.summary))];
  if (result.next !== undefined) parts.push(element("p", { class: "next" }, ...prose(result.next)));
  // An equal text is not replaced, so that it is not read out again.
  const text = parts.map((part) => part.textContent).join("\n");
  if (place.dataset["text"] === text) return;
  place.dataset["text"] = text;
  place.replaceChildren(...parts);
}

/** Show how far loading is, or why there is no verdict. */
export function showStatus(text: string): void {
  const place = byId("verdict");
  place.dataset["worst"] = "waiting";
  place.dataset["text"] = text;
  place.replaceChildren(element("p", { class: "summary" }, text));
}
