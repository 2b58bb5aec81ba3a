/** Python in the worker: Pyodide with the memory of a Python that has already imported rkconf. */

import type { PyodideAPI } from "pyodide";
import { loadPyodide } from "pyodide";

import { fetchCompressed, folder } from "./assets";
import { filesOf } from "./archive";

/** Pyodide's loader has options for snapshots that its types do not have. */
type Options = NonNullable<Parameters<typeof loadPyodide>[0]>;

/** What Pyodide says of itself, without its list of packages: all that is needed is in the library. The builder sets it. */
declare const PYODIDE_INFO: object;

/** Takes a request as JSON, and returns its answer as JSON. */
export type Answer = (request: string) => string;

export interface Python {
  answer: Answer;
  /** Imports one more part that the first check did not need; false when nothing is left. */
  warmUp: () => boolean;
}

/** Starts Python, and reports each step. */
export async function start(report: (step: "program" | "library") => void): Promise<Python> {
  report("program");
  const snapshot = fetchCompressed("snapshot.bin.gz");
  const library = fetchCompressed("library.tar.gz");
  const lockFileContents = JSON.stringify({ info: PYODIDE_INFO, packages: {} });
  const pyodide = await loadPyodide({ indexURL: folder, lockFileContents, _loadSnapshot: snapshot } as Options);
  report("library");
  unpack(pyodide, await library);
  const operations = pyodide.pyimport("docs.page.python.operations");
  const warming = pyodide.pyimport("docs.page.python.warming");
  return { answer: operations.answer, warmUp: warming.step };
}

/** Writes the library; the snapshot has the modules that are imported, but no files. */
function unpack(pyodide: PyodideAPI, tar: Uint8Array): void {
  const root = pyodide.runPython("import sysconfig; sysconfig.get_path('purelib')") as string;
  const made = new Set<string>();
  for (const { path, data } of filesOf(tar)) {
    const target = `${root}/${path}`;
    const parent = target.slice(0, target.lastIndexOf("/"));
    if (!made.has(parent)) {
      pyodide.FS.mkdirTree(parent);
      made.add(parent);
    }
    pyodide.FS.writeFile(target, data);
  }
  pyodide.runPython("import importlib; importlib.invalidate_caches()");
}
