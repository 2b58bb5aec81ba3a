/** Keeps options of commands in one line: a browser may break `-LinkMode` after its hyphen. */

import { Decoration, MatchDecorator, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from "@codemirror/view";

const OPTION = Decoration.mark({ class: "cm-option" });

/** A longer word stays breakable, since it may be wider than the editor. */
const OPTIONS = new MatchDecorator({ regexp: /(?<!\S)--?[A-Za-z][\w-]{0,30}(?!\S)/g, decoration: OPTION });

/** Marks the options in the visible lines with the class `cm-option`. */
export const optionWords = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = OPTIONS.createDeco(view);
    }

    update(update: ViewUpdate): void {
      this.decorations = OPTIONS.updateDeco(update, this.decorations);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
