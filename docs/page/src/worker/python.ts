/** Python in the worker: Pyodide with the memory of a Python that has already imported rkconf. */

import type { PyodideAPI } from "pyodide";
import { loadPyodide } from "pyodide";

import { fetchCompressed, folder } from "./assets";
import { filesOf } from "./archive";

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
  const pyodide = await loadPyodide({ indexURL: folder, _loadSnapshot: snapshot } as Parameters<typeof loadPyodide>[0]);
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
