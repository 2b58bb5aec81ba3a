/** Reads the archive of Python files that `docs/build/prepare.mjs` writes: a tar without compression. */

const BLOCK = 512;
const SIZE_AT = 124;
const TYPE_AT = 156;
const PREFIX_AT = 345;
const REGULAR_FILE = 48;

export interface ArchivedFile {
  path: string;
  data: Uint8Array;
}

/** Yields the regular files of a tar in the form `ustar`, with the folders in their paths. */
export function* filesOf(tar: Uint8Array): Generator<ArchivedFile> {
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(textAt(tar, at + SIZE_AT, 12), 8);
    const prefix = textAt(tar, at + PREFIX_AT, 155);
    const name = textAt(tar, at, 100);
    const start = at + BLOCK;
    if (tar[at + TYPE_AT] === REGULAR_FILE) {
      yield { path: prefix ? `${prefix}/${name}` : name, data: tar.subarray(start, start + size) };
    }
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
}

function textAt(tar: Uint8Array, start: number, length: number): string {
  const bytes = tar.subarray(start, start + length);
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end)).trim();
}
