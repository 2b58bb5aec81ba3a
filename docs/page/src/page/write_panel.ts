/** Writes an entry from a small form, or from the specification in the editor. */

import type { Form, Ready, Rendering, RenderRequest, RenderResult } from "../protocol";
import { pairs } from "./choices";
import { result } from "./convert_panel";
import { dialogNodes } from "./dialog_values";
import { button, byId, element, options, prose } from "./elements";
import type { Linked } from "./link";
import { Panel } from "./panel";
import type { Current } from "./panels";

const FIELDS = ["write-name", "write-host", "write-user", "write-path", "write-network", "write-version", "write-as"];

/** The panel with the form. */
export class WritePanel {
  private readonly panel = new Panel(byId("written"));

  constructor(private readonly current: Current, private readonly open: (linked: Linked) => void) {
    byId("write-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.write();
    });
    for (const id of FIELDS) byId(id).addEventListener("change", () => this.rewrite());
    byId("write-specification").addEventListener("click", () => this.writeSpecification());
  }

  /** Fill the selectors. */
  offer(ready: Ready): void {
    byId("write-network").replaceChildren(...options(pairs(ready.networks)));
    byId("write-version").replaceChildren(...options(pairs(ready.versions)));
    byId<HTMLSelectElement>("write-version").value = ready.versions.at(-1)?.name ?? ready.defaultVersion;
  }

  private rewrite(): void {
    // Once something is written, it follows the form.
    if (byId("written").hasChildNodes()) this.write();
  }

  private write(): void {
    if (byId<HTMLFormElement>("write-form").reportValidity()) this.render({ form: writtenForm() }, true);
  }

  private writeSpecification(): void {
    const { kind, text } = this.current.fields.input;
    if (kind === "specification") this.render({ specification: text }, false);
    else byId("written").replaceChildren(element("p", {}, "The editor holds no specification. Choose Specification above."));
  }

  private render(source: Pick<RenderRequest, "form" | "specification">, openable: boolean): void {
    const version = fieldValue("write-version");
    const as = fieldValue("write-as") as Rendering;
    void this.panel.fill(async () => {
      const rendering = await this.current.client.ask("render", { ...source, version, as });
      return writtenNodes(rendering, openable ? (): void => this.check(rendering, version) : undefined);
    });
  }

  private check({ specification }: RenderResult, version: string): void {
    this.open({ input: { kind: "specification", text: specification }, choices: { version } });
    byId("text").scrollIntoView();
  }
}

function writtenForm(): Form {
  const user = fieldValue("write-user");
  const path = fieldValue("write-path");
  return {
    name: fieldValue("write-name"),
    host: fieldValue("write-host"),
    network: fieldValue("write-network"),
    ...(user === "" ? {} : { user }),
    ...(path === "" ? {} : { path }),
  };
}

function fieldValue(id: string): string {
  return byId<HTMLInputElement | HTMLSelectElement>(id).value.trim();
}

function writtenNodes(rendering: RenderResult, check: (() => void) | undefined): Node[] {
  const { text, specification, findings, notes } = rendering;
  return [
    ...list(findings.map(({ message, help }) => (help === undefined ? message : `${message}: ${help}`))),
    ...(text === "" ? [] : written(text)),
    ...list(notes),
    ...(check === undefined ? [] : kept(specification, check)),
  ];
}

function written(text: string): Node[] {
  return fieldValue("write-as") === "dialog" ? dialogNodes(text) : result("Entry", text);
}

function list(sentences: readonly string[]): Node[] {
  if (sentences.length === 0) return [];
  return [element("ul", { class: "remarks" }, ...sentences.map((sentence) => element("li", {}, ...prose(sentence))))];
}

function kept(specification: string, check: () => void): Node[] {
  return [
    ...result("Its specification", specification),
    element("p", {}, button("Check this specification", check)),
  ];
}
