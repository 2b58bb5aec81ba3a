/** The files that Python needs, from the folder that the builder names. */

declare const PYTHON_FOLDER: string;

/** The folder of Pyodide, the library and the snapshot, relative to this script, which is not the location of the worker; the builder sets it. */
export const folder = new URL(PYTHON_FOLDER, import.meta.url).href;

/** Fetches a file that the builder compressed, so that its size does not depend on the server. */
export async function fetchCompressed(name: string): Promise<Uint8Array> {
  const response = await fetch(folder + name);
  if (!response.ok || !response.body) throw new Error(`${name}: the server answered ${response.status}`);
  const stream = response.body.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
