/** The page: connects its parts, and asks for a new verdict whenever the input changes. */

import type { Fix, LintResult, Place, Progress, Ready } from "../protocol";
import { Client, SupersededError } from "../worker/client";
import { keepForOffline } from "../worker/offline";
import { announce } from "./announcements";
import { ChoiceFields } from "./choices";
import { byId } from "./elements";
import { Examples, firstExample } from "./examples";
import { showFindings } from "./findings";
import { InputFields } from "./input_fields";
import { keepFocus } from "./kept_focus";
import { marks } from "./marks";
import { Panels } from "./panels";
import { failure } from "./panel";
import { Sharing } from "./sharing";
import { Transfer } from "./transfer";
import { showStatus, showVerdict } from "./verdict";
import { WritePanel } from "./write_panel";

const PAUSE = 150; // milliseconds without a key before a verdict is asked for

const PROGRESS: Record<Progress["progress"], string> = {
  program: "Loading Python …",
  library: "Loading rkconf …",
  "first check": "Checking …",
  ready: "Checking …",
};

/** Everything that the page does, on the elements of index.html. */
export class Page {
  private readonly client: Client;
  private readonly fields = new InputFields(() => this.changed());
  private readonly choices = new ChoiceFields(() => this.changed());
  private readonly examples = new Examples((linked) => this.open(linked));
  private readonly sharing = new Sharing(() => this.shared());
  private readonly panels: Panels;
  private readonly write: WritePanel;
  private changes = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The result for the present input; undefined while none has arrived. */
  private result: LintResult | undefined;

  constructor(worker: URL) {
    this.client = new Client(
      worker,
      (step) => this.result ?? showStatus(PROGRESS[step]),
      (problem) => showStatus(`${problem.message}; ${problem.help ?? "reload the page"}.`),
    );
    const current = { fields: this.fields, choices: this.choices, client: this.client };
    this.panels = new Panels(current);
    this.write = new WritePanel(current, (linked) => this.open(linked));
    new Transfer(this.fields, (input) => this.open({ input, choices: this.choices.withoutVersions }));
    byId("fix-all").addEventListener("click", () => void this.fixAll(false));
    byId("fix-unsafe").addEventListener("click", () => void this.fixAll(true));
    byId("undo").addEventListener("click", () => this.fields.undo() || announce("There is nothing to undo."));
  }

  /** Show the input of the address, else the first example, and load rkconf. */
  async start(): Promise<void> {
    this.open(firstExample());
    addEventListener("hashchange", () => void this.openLink());
    await this.openLink();
    try {
      this.offer(await this.client.ask("ready", {}));
    } catch (error) {
      byId("findings-list").replaceChildren(failure(error));
    }
  }

  private offer(ready: Ready): void {
    byId("program").textContent = `rkconf ${ready.rkconf}`;
    this.choices.offer(ready);
    this.examples.offer(ready.recipes);
    this.panels.offer(ready.versions);
    this.write.offer(ready);
  }

  private async openLink(): Promise<void> {
    const linked = await this.sharing.opened();
    if (linked === undefined) return;
    this.open(linked);
    this.sharing.keep();
  }

  private open({ input, choices }: ReturnType<typeof firstExample>): void {
    this.choices.chosen = choices;
    this.fields.replace(input);
  }

  private changed(): void {
    this.changes += 1;
    this.result = undefined;
    byId("page").dataset["checking"] = "";
    this.sharing.changed();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.lint(), PAUSE);
  }

  private async lint(): Promise<void> {
    const asked = this.changes;
    try {
      const result = await this.client.ask("lint", { input: this.fields.input, choices: this.choices.chosen });
      // A change after the question makes this answer one about an older text.
      if (asked !== this.changes) return;
      this.result = result;
      this.show(result);
      delete byId("page").dataset["checking"];
      // Only now, so that the files for the next visit do not delay the first verdict.
      void keepForOffline();
    } catch (error) {
      if (error instanceof SupersededError) return;
      showStatus("There is no verdict on this input.");
      byId("findings-list").replaceChildren(failure(error));
      delete byId("page").dataset["checking"];
    }
  }

  private show(result: LintResult): void {
    showVerdict(result);
    const fix = (one: Fix): void => this.fix(one);
    this.fields.mark(marks(result.findings, fix));
    keepFocus(byId("findings-list"), byId("findings"), () => {
      showFindings(byId("findings-list"), result, {
        fix,
        reveal: (place: Place) => this.fields.reveal(place),
        explain: async (code) => (await this.client.ask("explain", { code })).text,
      });
    });
    this.offerFixes(result);
    this.panels.refresh();
  }

  private offerFixes({ findings }: LintResult): void {
    const fixes = findings.flatMap((finding) => finding.fix ?? []);
    const safe = fixes.filter((fix) => fix.safe).length;
    byId("fix-all").hidden = safe === 0;
    byId("fix-all").textContent = safe === 1 ? "Fix 1 finding" : `Fix all ${safe}`;
    byId("fix-unsafe").hidden = safe === fixes.length;
    byId("findings-count").textContent = String(findings.length);
  }

  private fix(fix: Fix): void {
    // A fix has the offsets of the text that was checked; a newer text gets a new list in a moment.
    if (this.result === undefined) return;
    this.fields.apply(fix.edits);
    announce(`Applied: ${fix.title}. Press Undo to go back.`);
  }

  private async fixAll(unsafe: boolean): Promise<void> {
    const asked = this.changes;
    const request = { input: this.fields.input, choices: this.choices.chosen, unsafe };
    try {
      const { text, mlopen, count, summary } = await this.client.ask("fixAll", request);
      if (asked !== this.changes) return;
      if (count > 0) this.fields.rewrite(text, mlopen);
      announce(summary);
    } catch (error) {
      announce(failure(error).innerText);
    }
  }

  private shared(): { linked: { input: InputFields["input"]; choices: ChoiceFields["chosen"] }; result: LintResult | undefined } {
    return { linked: { input: this.fields.input, choices: this.choices.chosen }, result: this.result };
  }
}
