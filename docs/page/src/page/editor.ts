/**
 * One field of the input: a CodeMirror editor with the findings at their places.
 *
 * The editor is inside a shadow root. There CodeMirror adds its styles as constructed style sheets, which the page's
 * content security policy allows; in the document itself it would add `<style>` elements, which the policy refuses.
 */

import { defaultKeymap, history, historyKeymap, isolateHistory, redo, undo, undoDepth } from "@codemirror/commands";
import { setDiagnostics, lintKeymap, type Diagnostic } from "@codemirror/lint";
import { Compartment, EditorState, Transaction, type ChangeSpec, type Extension } from "@codemirror/state";
import { EditorView, drawSelection, highlightSpecialChars, keymap, lineNumbers, placeholder } from "@codemirror/view";

import { editorTheme } from "./editor_theme";
import { optionWords } from "./option_words";

/** What an editor reports. */
export interface EditorListener {
  /** The text has changed; `history` is true for undo and redo. */
  changed: (editor: Editor, change: { history: boolean; depthBefore: number }) => void;
  undo: (editor: Editor) => boolean;
  redo: (editor: Editor) => boolean;
}

/** A text field with its own history. */
export class Editor {
  readonly view: EditorView;
  private readonly numbers = new Compartment();
  private quiet = false;

  constructor(place: HTMLElement, label: string, hint: string, private readonly listener: EditorListener) {
    const root = place.attachShadow({ mode: "open" });
    this.view = new EditorView({ parent: root, root, state: this.fresh("", label, hint) });
    this.renew = (text: string): void => this.view.setState(this.fresh(text, label, hint));
  }

  /** Replace the text, and forget the history: the next undo must not bring back another input. */
  readonly renew: (text: string) => void;

  get text(): string {
    return this.view.state.doc.toString();
  }

  get depth(): number {
    return undoDepth(this.view.state);
  }

  /** Replace parts of the text, as one step of the history. */
  edit(changes: ChangeSpec, selection?: number): void {
    this.view.dispatch({
      changes,
      ...(selection === undefined ? {} : { selection: { anchor: selection } }),
      annotations: [isolateHistory.of("full"), Transaction.userEvent.of("input.fix")],
      scrollIntoView: true,
    });
  }

  /** Undo the last step of this editor. */
  undo(): boolean {
    return undo(this.view);
  }

  /** Redo the step that was undone last. */
  redo(): boolean {
    return redo(this.view);
  }

  /** Show findings at their places; the places are those of the present text. */
  mark(diagnostics: readonly Diagnostic[]): void {
    this.view.dispatch(setDiagnostics(this.view.state, [...diagnostics]));
  }

  /** Select a part of the text, and scroll to it. */
  show(start: number, end: number): void {
    const last = this.view.state.doc.length;
    this.view.dispatch({
      selection: { anchor: Math.min(start, last), head: Math.min(end, last) },
      effects: EditorView.scrollIntoView(Math.min(start, last), { y: "center" }),
    });
    this.view.focus();
  }

  /** Show the numbers of lines, or do not. */
  number(shown: boolean): void {
    this.view.dispatch({ effects: this.numbers.reconfigure(shown ? lineNumbers() : []) });
  }

  private fresh(text: string, label: string, hint: string): EditorState {
    return EditorState.create({ doc: text, extensions: this.extensions(label, hint) });
  }

  private extensions(label: string, hint: string): Extension {
    return [
      // Other line ends stay characters of the text, so that offsets count what the file has.
      EditorState.lineSeparator.of("\n"),
      EditorView.clipboardInputFilter.of((text) => text.replace(/\r\n?/g, "\n")),
      EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", translate: "no" }),
      EditorView.lineWrapping,
      optionWords,
      placeholder(hint),
      history(),
      drawSelection(),
      highlightSpecialChars({ addSpecialChars: /\r(?!$)/g }),
      this.numbers.of([]),
      keymap.of([
        { key: "Mod-z", run: () => this.listener.undo(this), preventDefault: true },
        { key: "Mod-y", mac: "Mod-Shift-z", run: () => this.listener.redo(this), preventDefault: true },
        { linux: "Ctrl-Shift-z", run: () => this.listener.redo(this), preventDefault: true },
        ...lintKeymap,
        ...historyKeymap,
        ...defaultKeymap,
      ]),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged || this.quiet) return;
        const replayed = update.transactions.some((one) => one.isUserEvent("undo") || one.isUserEvent("redo"));
        this.listener.changed(this, { history: replayed, depthBefore: undoDepth(update.startState) });
      }),
      editorTheme,
    ];
  }
}
