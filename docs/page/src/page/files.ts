/** Reads files that are dropped or opened, and writes them with the same bytes where nothing was changed. */

import type { Kind } from "../protocol";

/** The longest input in characters, and the largest file in bytes. */
export const MAXIMUM_LENGTH = 1_000_000;

/** How the bytes of a file became text. */
export type Encoding = "utf-8" | "latin-1";

/** A file that was read. */
export interface ReadFile {
  name: string;
  kind: Kind;
  text: string;
  encoding: Encoding;
}

/** A file that the page does not read; its message is for the user. */
export class FileError extends Error {}

function megabytes(size: number): string {
  return `${(size / 1_000_000).toLocaleString("en", { maximumFractionDigits: 1 })} MB`;
}

/** Read a file. Throws FileError if it is too large, or not text. */
export async function readFile(file: File): Promise<ReadFile> {
  if (file.size > MAXIMUM_LENGTH) {
    const limit = megabytes(MAXIMUM_LENGTH);
    throw new FileError(
      `${file.name} has ${megabytes(file.size)}; this page reads up to ${limit}. Use rkconf lint on the command line.`,
    );
  }
  const bytes = new Uint8Array(await contentOf(file));
  if (bytes.includes(0)) {
    throw new FileError(`${file.name} is not text: it contains zero bytes. Open a text file, such as init.m.`);
  }
  return { name: file.name, kind: kindOf(file.name), ...decode(bytes) };
}

async function contentOf(file: File): Promise<ArrayBuffer> {
  try {
    return await file.arrayBuffer();
  } catch {
    throw new FileError(`${file.name} cannot be read: it may be a folder. Open a single file.`);
  }
}

function kindOf(name: string): Kind {
  return name.toLowerCase().endsWith(".toml") ? "specification" : "file";
}

function decode(bytes: Uint8Array): { text: string; encoding: Encoding } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return { text: Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""), encoding: "latin-1" };
  }
}

/** The bytes of a text in the encoding of its file; UTF-8 if the text has characters that Latin-1 lacks. */
export function encode(text: string, encoding: Encoding): Uint8Array<ArrayBuffer> {
  const codes = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  if (encoding === "latin-1" && codes.every((code) => code < 256)) return Uint8Array.from(codes);
  return new TextEncoder().encode(text);
}

/** Offer a text as a download. */
export function save(text: string, name: string, encoding: Encoding): void {
  const address = URL.createObjectURL(new Blob([encode(text, encoding)], { type: "application/octet-stream" }));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(address);
}
