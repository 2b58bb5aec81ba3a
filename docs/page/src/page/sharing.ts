/** The button that makes a link to the input, and the input of the link that was opened. */

import type { LintResult } from "../protocol";
import { announce } from "./announcements";
import { copy } from "./copying";
import { byId } from "./elements";
import { LinkError, fromFragment, toFragment, type Linked } from "./link";

const LONGEST = 8000; // characters: mail programs and chats cut longer addresses

interface Shared {
  linked: Linked;
  /** The verdict on this input; undefined while it is being checked. */
  result: LintResult | undefined;
}

/** Makes and opens links. */
export class Sharing {
  constructor(private readonly current: () => Shared) {
    byId("share").addEventListener("click", () => void this.share());
  }

  /** The input of the page's address; undefined if it has none, or one that cannot be read, which is said. */
  async opened(): Promise<Linked | undefined> {
    try {
      return await fromFragment(location.hash);
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      announce(error.message);
      return undefined;
    }
  }

  /** The address no longer holds the input: it is removed, so that a reload or a bookmark is not an older one. */
  changed(): void {
    if (this.made !== undefined && this.made !== JSON.stringify(this.current().linked)) {
      this.made = undefined;
      history.replaceState(null, "", location.pathname + location.search);
    }
  }

  /** The address holds the present input, since its link was opened. */
  keep(): void {
    this.made = JSON.stringify(this.current().linked);
  }

  private made: string | undefined;

  private async share(): Promise<void> {
    const { linked, result } = this.current();
    if (result === undefined) {
      announce("The input is still being checked for passwords; press Copy link again in a moment.");
    } else if (result.password) {
      announce("No link was made: the input contains a password, and a link would show it. Remove the password.");
    } else {
      await this.publish(linked);
    }
  }

  private async publish(linked: Linked): Promise<void> {
    const fragment = await toFragment(linked);
    if (fragment.length > LONGEST) {
      announce("No link was made: the input is too long for an address. Send the file instead.");
      return;
    }
    this.made = JSON.stringify(linked);
    history.replaceState(null, "", `#${fragment}`);
    await copy(location.href, "the link; it holds the whole input");
  }
}
