/** The requests that wait: a newer check replaces older ones, since only the newest text matters. */

import type { Request } from "../protocol";

export class Queue {
  private readonly waiting: Request[] = [];

  add(request: Request): void {
    if (request.operation === "lint") this.drop();
    this.waiting.push(request);
  }

  take(): Request | undefined {
    return this.waiting.shift();
  }

  private drop(): void {
    const at = this.waiting.findIndex((each) => each.operation === "lint");
    if (at >= 0) this.waiting.splice(at, 1);
  }
}
