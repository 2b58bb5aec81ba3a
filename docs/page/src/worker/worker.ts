/** The worker: starts Python, answers one request after the other, and imports the rest while none waits. */

import type { Failure, FromWorker, Request } from "../protocol";
import { type Python, start } from "./python";
import { Queue } from "./queue";

const queue = new Queue();
let python: Python | undefined;
let isScheduled = false;

function post(message: FromWorker): void {
  self.postMessage(message);
}

/** Goes on after the messages that have arrived meanwhile, so that a newer check can replace an older one. */
function schedule(): void {
  if (isScheduled || !python) return;
  isScheduled = true;
  setTimeout(() => {
    isScheduled = false;
    proceed();
  });
}

function proceed(): void {
  if (!python) return;
  const request = queue.take();
  if (request) answer(python, request);
  if (request || python.warmUp()) schedule();
}

function answer(ready: Python, request: Request): void {
  const { id } = request;
  try {
    post({ id, ...JSON.parse(ready.answer(JSON.stringify(request))) });
  } catch (error) {
    post({ id, error: fault(error) });
  }
}

/** A bug of rkconf, or a memory that is full, after which Python may not answer any more. */
function fault(error: unknown): Failure {
  const lines = String(error instanceof Error ? error.message : error).trim().split("\n");
  return {
    message: `rkconf failed: ${lines.at(-1) ?? "unknown error"}`,
    help: "reload the page if it no longer answers, and report this bug with the text, without passwords",
  };
}

self.onmessage = (event: MessageEvent<Request>) => {
  queue.add(event.data);
  schedule();
};

start((progress) => post({ progress })).then(
  (started) => {
    python = started;
    post({ progress: "ready" });
    schedule();
  },
  (error: unknown) => {
    // An error outside of a promise reaches the page as an event of the worker.
    setTimeout(() => {
      throw error;
    });
  },
);
