/** The input: its kind, its text and its MLOpen arguments, with one history for both editors. */

import type { Diagnostic } from "@codemirror/lint";
import type { Edit, Field, Input, Kind, Place } from "../protocol";
import { Editor } from "./editor";
import { byId } from "./elements";
import { LinkedHistory } from "./linked_history";

const LABELS: Record<Kind, string> = {
  launch: "Launch command",
  parallel: "Launch command of parallel kernels",
  file: "Text of the file",
  specification: "Specification",
};

/** The editors, as one input. */
export class InputFields {
  private readonly editors: Record<Field, Editor>;
  private readonly history = new LinkedHistory<Editor>();
  private kind: Kind = "launch";
  private name: string | undefined;

  constructor(private readonly changed: () => void) {
    const listener = {
      changed: (editor: Editor, change: { history: boolean; depthBefore: number }): void => {
        if (!change.history) this.history.changed(editor, change.depthBefore);
        this.changed();
      },
      undo: (editor: Editor): boolean => this.history.undo(editor),
      redo: (editor: Editor): boolean => this.history.redo(editor),
    };
    byId("first-paint").remove();
    this.editors = {
      text: new Editor(byId("text"), "Text to check", "Paste it here, or drop a file.", listener),
      mlopen: new Editor(byId("mlopen"), "Arguments to MLOpen", "Optional: -LinkMode Listen …", listener),
    };
    for (const choice of this.radios) choice.addEventListener("change", () => this.choose(choice.value as Kind));
  }

  /** The input as it is now. */
  get input(): Input {
    const mlopen = this.editors.mlopen.text;
    return {
      kind: this.kind,
      text: this.editors.text.text,
      ...(this.kind === "launch" && mlopen !== "" ? { mlopen } : {}),
      ...(this.kind === "file" && this.name !== undefined ? { name: this.name } : {}),
    };
  }

  /** Replace the whole input; the history begins again. */
  replace(input: Input): void {
    this.history.forget();
    this.name = input.name;
    this.editors.text.renew(input.text);
    this.editors.mlopen.renew(input.mlopen ?? "");
    this.show(input.kind);
    this.changed();
  }

  /** Apply edits that belong together, as one step of the history. */
  apply(edits: readonly Edit[]): void {
    const touched: Editor[] = [];
    for (const field of ["text", "mlopen"] as const) {
      const own = edits.filter((edit) => edit.field === field);
      if (own.length === 0) continue;
      this.editors[field].edit(own.map(({ start, end, text }) => ({ from: start, to: end, insert: text })));
      touched.push(this.editors[field]);
    }
    this.history.link(touched);
  }

  /** Replace the texts, as one step of the history. */
  rewrite(text: string, mlopen: string | undefined): void {
    const wholes: [Field, string][] = [
      ["text", text],
      ["mlopen", mlopen ?? this.editors.mlopen.text],
    ];
    this.apply(
      wholes
        .filter(([field, whole]) => whole !== this.editors[field].text)
        .map(([field, whole]) => difference(field, this.editors[field].text, whole)),
    );
  }

  undo(): boolean {
    return this.history.undo();
  }

  /** Show findings at their places. */
  mark(diagnostics: Record<Field, Diagnostic[]>): void {
    this.editors.text.mark(diagnostics.text);
    this.editors.mlopen.mark(diagnostics.mlopen);
  }

  /** Select a place, and put the focus there. */
  reveal(place: Place): void {
    this.editors[place.field].show(place.start, place.end);
  }

  private get radios(): NodeListOf<HTMLInputElement> {
    return document.querySelectorAll<HTMLInputElement>('input[name="kind"]');
  }

  private choose(kind: Kind): void {
    this.name = undefined;
    this.show(kind);
    this.changed();
  }

  private show(kind: Kind): void {
    this.kind = kind;
    for (const choice of this.radios) choice.checked = choice.value === kind;
    byId("mlopen-field").hidden = kind !== "launch";
    byId("text-label").textContent = LABELS[kind];
    this.editors.text.number(kind === "file" || kind === "specification");
  }
}

/** The edit from one text to another, without the parts at both ends that they share. */
function difference(field: Field, before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { field, start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}
