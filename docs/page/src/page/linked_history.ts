/** Undo across two editors: a fix that changes both is one step, whichever editor the user undoes it in. */

/** The part of an editor that a history needs; `depth` is the number of steps that can be undone. */
export interface Undoable {
  readonly depth: number;
  undo(): boolean;
  redo(): boolean;
}

/** The steps that belong together, by the depth of each editor after them. */
export class LinkedHistory<Kind extends Undoable> {
  private steps: Map<Kind, number>[] = [];
  private latest: Kind | undefined;

  /** Record that the last step of these editors is one step. */
  link(editors: readonly Kind[]): void {
    this.steps.push(new Map(editors.map((editor) => [editor, editor.depth])));
  }

  /** A new change replaces the steps that were undone, so the links to them are dropped. */
  changed(editor: Kind, depthBefore: number): void {
    this.latest = editor;
    this.steps = this.steps.filter((step) => (step.get(editor) ?? 0) <= depthBefore);
  }

  forget(): void {
    this.steps = [];
    this.latest = undefined;
  }

  /** Undo the last step of an editor (by default the one that was changed last), with the steps linked to it. */
  undo(editor: Kind | undefined = this.latest): boolean {
    if (editor === undefined) return false;
    const step = this.stepAt(editor, editor.depth);
    const done = editor.undo();
    for (const [other, depth] of step ?? []) if (other !== editor && other.depth === depth) other.undo();
    return done;
  }

  /** Redo the last undone step of an editor, with the steps linked to it. */
  redo(editor: Kind | undefined = this.latest): boolean {
    if (editor === undefined) return false;
    const step = this.stepAt(editor, editor.depth + 1);
    const done = editor.redo();
    for (const [other, depth] of step ?? []) if (other !== editor && other.depth === depth - 1) other.redo();
    return done;
  }

  private stepAt(editor: Kind, depth: number): Map<Kind, number> | undefined {
    return this.steps.find((step) => step.get(editor) === depth);
  }
}
