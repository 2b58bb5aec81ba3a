/** The tabs below the verdict; a panel is filled when it is shown, and again with each verdict. */

import type { Choices, Input, Named } from "../protocol";
import type { Client } from "../worker/client";
import { pairs, type ChoiceFields } from "./choices";
import { conversionNodes } from "./convert_panel";
import { diagramNodes } from "./diagram_panel";
import { byId, options } from "./elements";
import type { InputFields } from "./input_fields";
import { Panel } from "./panel";
import { Tabs } from "./tabs";
import { traceNodes } from "./trace_panel";

/** The parts of the page that a panel reads. */
export interface Current {
  fields: InputFields;
  choices: ChoiceFields;
  client: Client;
}

/** The panels that show what rkconf makes of the input. */
export class Panels {
  private readonly tabs: Tabs;
  private readonly trace = new Panel(byId("trace-steps"));
  private readonly diagram = new Panel(byId("diagram-picture"));
  private readonly convert = new Panel(byId("conversion"));

  constructor(private readonly current: Current) {
    this.tabs = new Tabs(byId("tabs"), () => this.refresh());
    byId("kernel").addEventListener("change", () => this.refresh());
    byId("convert-to").addEventListener("change", () => this.refresh());
  }

  /** Fill the selector of versions. */
  offer(versions: readonly Named[]): void {
    byId("convert-to").replaceChildren(...options(pairs(versions)));
    byId<HTMLSelectElement>("convert-to").value = versions.at(-1)?.name ?? "";
    this.refresh();
  }

  /** Fill the shown panel for the present input. */
  refresh(): void {
    const name = this.tabs.selected;
    byId("kernel-choice").hidden = !(name === "trace" || name === "diagram") || this.kernels.length < 2;
    if (name === "trace") void this.trace.fill(() => this.traced());
    if (name === "diagram") void this.diagram.fill(() => this.drawn());
    if (name === "convert") void this.convert.fill(() => this.converted());
  }

  private kernels: readonly Named[] = [];

  private async selected(): Promise<{ input: Input; choices: Choices; kernel?: string }> {
    const { fields, choices, client } = this.current;
    const wanted = { input: fields.input, choices: choices.chosen };
    const { kernels } = await client.ask("kernels", wanted);
    this.offerKernels(kernels);
    return kernels.length < 2 ? wanted : { ...wanted, kernel: byId<HTMLSelectElement>("kernel").value };
  }

  /** Fill the selector of kernels; the one with the chosen title stays chosen, wherever it has moved. */
  private offerKernels(kernels: readonly Named[]): void {
    const selector = byId<HTMLSelectElement>("kernel");
    const chosen = selector.selectedOptions[0]?.label;
    selector.replaceChildren(...options(pairs(kernels)));
    const kept = kernels.find(({ title }) => title === chosen);
    if (kept !== undefined) selector.value = kept.name;
    this.kernels = kernels;
    byId("kernel-choice").hidden = kernels.length < 2;
  }

  private async traced(): Promise<Node[]> {
    return traceNodes(await this.current.client.ask("trace", await this.selected()));
  }

  private async drawn(): Promise<Node[]> {
    return diagramNodes(await this.current.client.ask("diagram", await this.selected()));
  }

  private async converted(): Promise<Node[]> {
    const { fields, choices, client } = this.current;
    const to = byId<HTMLSelectElement>("convert-to").value;
    const { version } = choices.chosen;
    const conversion = await client.ask("convert", { input: fields.input, to, ...(version === undefined ? {} : { from: version }) });
    return conversionNodes(conversion, () => {
      choices.chosen = { ...choices.chosen, version: to };
      fields.rewrite(conversion.text, conversion.mlopen);
      this.tabs.select("findings");
    });
  }
}
