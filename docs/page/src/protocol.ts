/**
 * The messages between the page and its worker.
 *
 * The page posts `{id, operation, ...}`, and the worker answers each with `{id, result}` or `{id, error}`.
 * `Operations` is the table of what can be asked; `docs/page/python/operations.py` answers.
 */

/** What the text is. `launch` is a launch command with its MLOpen arguments, `parallel` a template of remote kernels. */
export type Kind = "launch" | "parallel" | "file" | "specification";

/** The parts of an input that findings point into. */
export type Field = "text" | "mlopen";

export interface Input {
  kind: Kind;
  text: string;
  /** The arguments to MLOpen; only with `launch`. */
  mlopen?: string;
  /** The name of a dropped file, which decides how a `file` is read: init.m, kernels.wls, notebook.nb. */
  name?: string;
}

/** Versions and shells; an absent one is the default of rkconf. */
export interface Choices {
  version?: string;
  kernelVersion?: string;
  localShell?: string;
  remoteShell?: string;
}

/** A part of a field. Lines and columns count from 1 in characters; offsets count UTF-16 units from 0. */
export interface Place {
  field: Field;
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
  start: number;
  end: number;
}

/** Replace the UTF-16 units `start` to `end` of a field by `text`. */
export interface Edit {
  field: Field;
  start: number;
  end: number;
  text: string;
}

export type Severity = "error" | "warning" | "info";

export interface Fix {
  title: string;
  /** Whether it keeps the intended meaning; an unsafe fix is a guess to review. */
  safe: boolean;
  /** All of them belong together, and their offsets are those of the text before. */
  edits: Edit[];
}

export interface Finding {
  code: string;
  name: string;
  severity: Severity;
  message: string;
  help?: string;
  /** The name of the kernel, or the host of parallel kernels. */
  kernel?: string;
  place: Place;
  related: { message: string; place: Place }[];
  /** The index of the finding in the same list that causes this one. */
  cause?: number;
  fix?: Fix;
  /** The page of the rule. */
  address: string;
}

export interface LintResult {
  findings: Finding[];
  /** The last lines of the report: "Found 1 error ...", or that the input is right. */
  summary: string;
  /** What to do next, as `rkconf lint` says it. */
  next?: string;
  /** Whether the input holds a password, so that no link to it may be made. */
  password: boolean;
  /** The report of `rkconf lint --format json`. */
  report: unknown;
}

/** A remark without an address: a loss of a conversion, a note. */
export interface Remark {
  message: string;
  help?: string;
  place?: Place;
}

export interface Named {
  name: string;
  title: string;
}

export interface Recipe extends Named {
  input: Input;
  choices: Choices;
}

export interface Ready {
  rkconf: string;
  versions: Named[];
  shells: { local: Named[]; remote: Named[] };
  recipes: Recipe[];
  networks: Named[];
  /** The version that is read where none is chosen. */
  defaultVersion: string;
}

/** What a small form knows about a remote kernel. */
export interface Form {
  name: string;
  host: string;
  user?: string;
  /** The path of the kernel on its machine. */
  path?: string;
  /** One of `Ready.networks`. */
  network: string;
}

export type Rendering = "wl" | "wl-all" | "dialog" | "json";

export interface RenderRequest {
  /** Either a form or the text of a specification. */
  form?: Form;
  specification?: string;
  version: string;
  /** What the dialogs take, unless another form is named. */
  as?: Rendering;
}

export interface RenderResult {
  /** Empty if the specification has errors. */
  text: string;
  specification: string;
  /** Places are in the field `text`: the specification. */
  findings: Finding[];
  notes: string[];
}

export interface Selected {
  input: Input;
  choices: Choices;
  /** One of the names that `kernels` gives, where it gives several. */
  kernel?: string;
}

/** A step of a trace: its reader and action, what is read or started, and remarks such as removed quotes. */
export interface Step {
  headline: string;
  /** What is read, or what ssh sends; empty where the words of `programs` are shown instead. */
  text: string;
  /** The words of each program that is started. */
  programs: string[][];
  remarks: { kind: "removes" | "inserts" | "unknown" | "note"; text: string }[];
}

/** How the shells that agree read the command, and whether the kernel then starts. */
export interface Alternative {
  steps: Step[];
  verdict: string;
}

/**
 * Each operation with what it takes and what it gives.
 *
 * A mistake in a text is a finding. What cannot be done at all is a `Failure`: a file that is no text, an unknown
 * version, a trace of a specification with errors, or a kernel that must be named first.
 */
export interface Operations {
  ready: { takes: object; gives: Ready };
  lint: { takes: { input: Input; choices: Choices }; gives: LintResult };
  fixAll: {
    takes: { input: Input; choices: Choices; unsafe: boolean };
    gives: { text: string; mlopen?: string; count: number; summary: string };
  };
  explain: { takes: { code: string }; gives: { title: string; text: string; address: string } };
  kernels: { takes: { input: Input; choices: Choices }; gives: { kernels: Named[] } };
  trace: { takes: Selected; gives: { alternatives: Alternative[]; report: unknown } };
  diagram: { takes: Selected; gives: { svg: string; text: string } };
  render: { takes: RenderRequest; gives: RenderResult };
  convert: {
    takes: { input: Input; from?: string; to: string };
    gives: { text: string; mlopen?: string; losses: Remark[]; notes: Remark[]; summary: string };
  };
}

export type Operation = keyof Operations;

export type Request = { [Name in Operation]: { id: number; operation: Name } & Operations[Name]["takes"] }[Operation];

/** Why an operation could not be completed, in one line, and the next step. */
export interface Failure {
  message: string;
  help?: string;
}

export type Response = { id: number; result: unknown } | { id: number; error: Failure };

/** The worker tells how far it is with loading, before it answers the first request. */
export interface Progress {
  progress: "program" | "library" | "first check" | "ready";
}

export type FromWorker = Response | Progress;
