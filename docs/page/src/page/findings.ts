/** The list of findings: the most severe first, and below each one the findings that follow from it. */

import type { Finding, Fix, LintResult, Place, Severity } from "../protocol";
import { button, element, prose, type Child } from "./elements";

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** What the list asks the page to do. */
export interface FindingActions {
  fix: (fix: Fix) => void;
  reveal: (place: Place) => void;
  explain: (code: string) => Promise<string>;
}

/** Replace the list by the findings of a result. */
export function showFindings(place: HTMLElement, result: LintResult, actions: FindingActions): void {
  const open = openedExplanations(place);
  const list = new FindingList(result, actions, open);
  place.replaceChildren(list.causes());
}

/** The codes whose explanations are open: they stay open while the user types. */
function openedExplanations(place: HTMLElement): Set<string> {
  const opened = place.querySelectorAll<HTMLDetailsElement>("details.explanation[open]");
  return new Set([...opened].map((details) => details.dataset["code"] ?? ""));
}

class FindingList {
  constructor(
    private readonly result: LintResult,
    private readonly actions: FindingActions,
    private readonly open: ReadonlySet<string>,
  ) {}

  causes(): HTMLElement {
    const causes = this.result.findings.filter((finding) => finding.cause === undefined);
    causes.sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity));
    return element("ol", { class: "findings" }, ...causes.map((finding) => this.item(finding)));
  }

  private item(finding: Finding): HTMLLIElement {
    return element(
      "li",
      { class: `finding ${finding.severity}`, "data-code": finding.code },
      this.heading(finding),
      helpLine(finding),
      ...this.relatedPlaces(finding),
      this.fixLine(finding),
      this.consequences(finding),
      this.explanation(finding),
    );
  }

  private heading(finding: Finding): HTMLElement {
    return element(
      "h2",
      {},
      element("span", { class: "severity" }, finding.severity),
      " ",
      ...prose(finding.message),
      " ",
      this.placeButton(finding.place, finding.kernel),
    );
  }

  private placeButton(place: Place, kernel?: string): HTMLButtonElement {
    const where = placeName(place);
    const label = kernel === undefined ? where : `${where} in ${kernel}`;
    return button(label, () => this.actions.reveal(place), { class: "place", "aria-label": `Show ${label}` });
  }

  private relatedPlaces(finding: Finding): HTMLElement[] {
    return finding.related.map(({ message, place }) =>
      element("p", { class: "related" }, ...prose(message), " ", this.placeButton(place)),
    );
  }

  private fixLine(finding: Finding): Child {
    const { fix } = finding;
    if (fix === undefined) return undefined;
    const press = button(fix.safe ? "Fix" : "Apply guess", () => this.actions.fix(fix), {
      class: fix.safe ? "fix" : "fix unsafe",
      "aria-label": `${fix.safe ? "Fix" : "Apply unsafe fix"}: ${fix.title}`,
    });
    const warning = fix.safe ? undefined : element("span", { class: "caution" }, " Unsafe: review the result.");
    return element("p", { class: "fix-line" }, press, " ", ...prose(fix.title), warning);
  }

  private consequences(finding: Finding): Child {
    const index = this.result.findings.indexOf(finding);
    const following = this.result.findings.filter((other) => other.cause === index);
    if (following.length === 0) return undefined;
    const title = following.length === 1 ? "1 finding follows from this" : `${following.length} findings follow from this`;
    return element(
      "details",
      { class: "consequences" },
      element("summary", {}, title),
      element("ul", {}, ...following.map((other) => this.item(other))),
    );
  }

  private explanation(finding: Finding): HTMLElement {
    const { code, name, address } = finding;
    const text = element("pre", { class: "explanation-text", tabindex: "0", "aria-label": `Explanation of ${code}` });
    const details = element(
      "details",
      { class: "explanation", "data-code": code, open: this.open.has(code) },
      element("summary", {}, `${code} ${name}`),
      text,
      element("p", {}, element("a", { href: address }, `The page of ${code}`)),
    );
    const load = (): void => void this.actions.explain(code).then((explained) => (text.textContent = explained));
    details.addEventListener("toggle", () => details.open && text.textContent === "" && load());
    return details;
  }
}

/** The help, unless the title of the fix repeats it. */
function helpLine({ help, fix }: Finding): Child {
  return help !== undefined && help !== fix?.title && element("p", { class: "help" }, ...prose(help));
}

function placeName(place: Place): string {
  const field = place.field === "mlopen" ? "MLOpen, " : "";
  return `${field}${place.startLine}:${place.startColumn}`;
}
