// Usage: node prepare.mjs MODULES SOURCES OUTPUT
// With the Pyodide in the folder MODULES: compiles the Python files of the folder SOURCES, and writes into OUTPUT
// `library.tar`, their bytecode, and `snapshot.bin`, the memory of a Python that has imported rkconf and checked a command.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, sources, output] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(modules, "pyodide/pyodide.mjs")).href);
const python = await loadPyodide({ _makeSnapshot: true });

python.FS.mkdirTree("/sources");
for (const entry of readdirSync(sources, { recursive: true, withFileTypes: true })) {
  const folder = join("/sources", entry.parentPath.slice(sources.length));
  python.FS.mkdirTree(folder);
  if (entry.isFile()) python.FS.writeFile(join(folder, entry.name), readFileSync(join(entry.parentPath, entry.name)));
}
python.runPython(readFileSync(new URL("compiled.py", import.meta.url), "utf-8"));
writeFileSync(join(output, "library.tar"), python.FS.readFile("/library.tar"));
writeFileSync(join(output, "snapshot.bin"), python.makeMemorySnapshot());
