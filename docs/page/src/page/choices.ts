/** The selectors of versions and shells. The first option of each is rkconf's default. */

import type { Choices, Named, Ready } from "../protocol";
import { byId, options } from "./elements";

const SELECTORS: Record<keyof Choices, string> = {
  version: "version",
  kernelVersion: "kernel-version",
  localShell: "local-shell",
  remoteShell: "remote-shell",
};

const KEYS = Object.keys(SELECTORS) as (keyof Choices)[];

/** The selectors, as one value. */
export class ChoiceFields {
  constructor(changed: () => void) {
    for (const key of KEYS) this.selector(key).addEventListener("change", changed);
  }

  /** Fill the selectors with what this rkconf knows; the choices stay. */
  offer(ready: Ready): void {
    const versions = pairs(ready.versions);
    this.refill("version", `from the input, or ${ready.defaultVersion}`, versions);
    this.refill("kernelVersion", "the same", versions);
    this.refill("localShell", "default (sh)", pairs(ready.shells.local));
    this.refill("remoteShell", "any", pairs(ready.shells.remote));
  }

  get chosen(): Choices {
    const chosen: Choices = {};
    for (const key of KEYS) {
      const { value } = this.selector(key);
      if (value !== "") chosen[key] = value;
    }
    return chosen;
  }

  /** The shells alone: a file that is opened names its own version. */
  get withoutVersions(): Choices {
    const { localShell, remoteShell } = this.chosen;
    return { ...(localShell === undefined ? {} : { localShell }), ...(remoteShell === undefined ? {} : { remoteShell }) };
  }

  /** Select these choices; an absent one is the default. */
  set chosen(choices: Choices) {
    for (const key of KEYS) this.choose(key, choices[key] ?? "");
  }

  private refill(key: keyof Choices, nothing: string, known: readonly [string, string][]): void {
    const now = this.selector(key).value;
    this.selector(key).replaceChildren(...options([["", nothing], ...known]));
    this.choose(key, now);
  }

  private choose(key: keyof Choices, value: string): void {
    const selector = this.selector(key);
    const known = [...selector.options].some((option) => option.value === value);
    // Before rkconf has loaded, its values are unknown: a link's value is kept until then.
    if (!known) selector.append(...options([[value, value]]));
    selector.value = value;
  }

  private selector(key: keyof Choices): HTMLSelectElement {
    return byId<HTMLSelectElement>(SELECTORS[key]);
  }
}

/** Options of what rkconf names. */
export function pairs(named: readonly Named[]): [string, string][] {
  return named.map(({ name, title }) => [name, title]);
}
