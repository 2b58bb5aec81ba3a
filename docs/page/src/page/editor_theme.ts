/** The look of the editors. The colours are the page's own: custom properties reach into the shadow root. */

import { EditorView } from "@codemirror/view";

function underline(colour: string): Record<string, string> {
  return {
    backgroundImage: "none",
    textDecoration: `underline wavy var(${colour})`,
    textDecorationSkipInk: "none",
    textUnderlineOffset: "0.25em",
    paddingBottom: "0",
  };
}

export const editorTheme = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--field)", fontSize: "var(--code-size)" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-1px" },
  ".cm-scroller": { fontFamily: "var(--code-font)", lineHeight: "1.6", maxHeight: "var(--editor-height)" },
  ".cm-content": { padding: "0.75rem 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 0.875rem", overflowWrap: "anywhere" },
  ".cm-option": { whiteSpace: "nowrap" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-placeholder": { color: "var(--faint)" },
  ".cm-gutters": { backgroundColor: "var(--field)", color: "var(--faint)", borderRight: "1px solid var(--rule)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--selection)",
  },
  ".cm-lintRange-error": underline("--error"),
  ".cm-lintRange-warning": underline("--warning"),
  ".cm-lintRange-info": underline("--info"),
  ".cm-lintRange-active": { backgroundColor: "var(--selection)" },
  ".cm-lintPoint-error:after": { borderBottomColor: "var(--error)" },
  ".cm-lintPoint-warning:after": { borderBottomColor: "var(--warning)" },
  ".cm-lintPoint-info:after": { borderBottomColor: "var(--info)" },
  ".cm-tooltip": {
    color: "var(--ink)",
    backgroundColor: "var(--paper)",
    border: "1px solid var(--rule)",
    borderRadius: "4px",
    maxWidth: "min(36rem, 90vw)",
    fontFamily: "var(--text-font)",
  },
  ".cm-diagnostic": { padding: "0.5rem 0.75rem", borderLeftWidth: "3px" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--error)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warning)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--info)" },
  ".cm-diagnosticAction": {
    font: "inherit",
    color: "var(--paper)",
    backgroundColor: "var(--accent)",
    borderRadius: "4px",
    padding: "0.125rem 0.5rem",
  },
  ".cm-panels": { color: "var(--ink)", backgroundColor: "var(--paper)" },
  ".cm-panel.cm-panel-lint ul [aria-selected]": { backgroundColor: "var(--selection)" },
});
