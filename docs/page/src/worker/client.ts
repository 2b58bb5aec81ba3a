/** The page's side of the worker: a function that asks, and gives a promise of the answer. */

import type { Failure, FromWorker, Operation, Operations, Progress } from "../protocol";

/** An operation that the worker could not complete; `help` is the next step. */
export class OperationError extends Error {
  readonly help: string | undefined;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = "OperationError";
    this.help = failure.help;
  }
}

/** A newer request of the same operation made this one pointless. */
export class SupersededError extends Error {
  constructor() {
    super("a newer request replaced this one");
    this.name = "SupersededError";
  }
}

interface Waiting {
  operation: Operation;
  resolve: (result: unknown) => void;
  reject: (reason: Error) => void;
}

/**
 * A worker from a blob has the content security policy of this page; one from an address would have only the policy that
 * its server sends, and not every server sends one.
 */
function workerUnderPolicy(address: URL): Worker {
  const script = new Blob([`import ${JSON.stringify(address.href)};`], { type: "text/javascript" });
  return new Worker(URL.createObjectURL(script), { type: "module" });
}

/** Starts the worker, and asks it. */
export class Client {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  /**
   * @param address The address of the worker's script; the builder replaces the default by its hashed name.
   * @param onProgress Called with each step of loading.
   * @param onFailure Called if the worker cannot be loaded.
   */
  constructor(
    address: URL,
    onProgress: (step: Progress["progress"]) => void = () => {},
    onFailure: (failure: Failure) => void = () => {},
  ) {
    this.worker = workerUnderPolicy(address);
    this.worker.onmessage = (event: MessageEvent<FromWorker>) => {
      if ("progress" in event.data) onProgress(event.data.progress);
      else this.settle(event.data);
    };
    this.worker.onerror = (event) => {
      onFailure({ message: `rkconf could not be loaded: ${event.message || "the network failed"}`, help: "reload the page" });
    };
  }

  /**
   * Asks for one operation.
   *
   * @throws OperationError The operation cannot be completed.
   * @throws SupersededError A newer `lint` replaced this one before it began.
   */
  ask<Name extends Operation>(operation: Name, request: Operations[Name]["takes"]): Promise<Operations[Name]["gives"]> {
    this.last += 1;
    const id = this.last;
    return new Promise((resolve, reject) => {
      if (operation === "lint") this.supersede();
      this.waiting.set(id, { operation, resolve: resolve as (result: unknown) => void, reject });
      this.worker.postMessage({ id, operation, ...request });
    });
  }

  private supersede(): void {
    for (const [id, { operation, reject }] of this.waiting) {
      if (operation !== "lint") continue;
      this.waiting.delete(id);
      reject(new SupersededError());
    }
  }

  private settle(response: Exclude<FromWorker, Progress>): void {
    const asked = this.waiting.get(response.id);
    this.waiting.delete(response.id);
    if (!asked) return;
    if ("error" in response) asked.reject(new OperationError(response.error));
    else asked.resolve(response.result);
  }
}
