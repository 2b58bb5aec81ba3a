/**
 * A link that holds the input and the choices in its fragment, which browsers never send.
 *
 * The fragment is `v1.` and base64url of JSON that is compressed with deflate.
 */

import type { Choices, Input, Kind } from "../protocol";
import { MAXIMUM_LENGTH } from "./files";

const PREFIX = "v1.";
const KINDS: readonly Kind[] = ["launch", "parallel", "file", "specification"];
const CHOICES = ["version", "kernelVersion", "localShell", "remoteShell"] as const;

/** What a link restores. */
export interface Linked {
  input: Input;
  choices: Choices;
}

/** A fragment that cannot be read; its message is for the user. */
export class LinkError extends Error {}

async function through(bytes: Uint8Array<ArrayBuffer>, step: GenericTransformStream): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(step).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = (await reader.read()) as ReadableStreamReadResult<Uint8Array>;
    if (done) break;
    length += value.length;
    // A short fragment can decompress to gigabytes.
    if (length > 8 * MAXIMUM_LENGTH) throw new LinkError("The link holds more text than this page reads.");
    parts.push(value);
  }
  return joined(parts, length);
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function toBase64Url(bytes: Uint8Array): string {
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(characters, (character) => character.charCodeAt(0));
}

/** The fragment, without `#`, that holds an input and its choices. */
export async function toFragment(linked: Linked): Promise<string> {
  const json = new TextEncoder().encode(JSON.stringify(linked));
  return PREFIX + toBase64Url(await through(json, new CompressionStream("deflate-raw")));
}

/** The input and choices of a fragment; undefined for an empty one. Throws LinkError if it cannot be read. */
export async function fromFragment(fragment: string): Promise<Linked | undefined> {
  const text = fragment.replace(/^#/, "");
  if (text === "") return undefined;
  if (!text.startsWith(PREFIX)) throw new LinkError("The link was made by another version of this page.");
  try {
    const json = await through(fromBase64Url(text.slice(PREFIX.length)), new DecompressionStream("deflate-raw"));
    return checked(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json)));
  } catch (error) {
    if (error instanceof LinkError) throw error;
    throw new LinkError("The link is incomplete: a part of its address is missing. Copy the whole address.");
  }
}

function checked(value: unknown): Linked {
  const { input, choices } = record(value);
  return { input: checkedInput(record(input)), choices: checkedChoices(record(choices)) };
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new TypeError("not an object");
  return value as Record<string, unknown>;
}

function checkedInput(value: Record<string, unknown>): Input {
  const kind = KINDS.find((one) => one === value["kind"]);
  const { text, mlopen, name } = value;
  if (kind === undefined || typeof text !== "string") throw new TypeError("not an input");
  return {
    kind,
    text,
    ...(typeof mlopen === "string" ? { mlopen } : {}),
    ...(typeof name === "string" ? { name } : {}),
  };
}

function checkedChoices(value: Record<string, unknown>): Choices {
  const choices: Choices = {};
  for (const key of CHOICES) {
    const chosen = value[key];
    if (typeof chosen === "string") choices[key] = chosen;
  }
  return choices;
}
