/** Keeps the page for the next visit, which then needs no network. */

let isAsked = false;

/** Installs the service worker, once; where a browser has none, the page works with the network alone. */
export async function keepForOffline(): Promise<void> {
  if (isAsked || !("serviceWorker" in navigator) || !window.isSecureContext) return;
  isAsked = true;
  try {
    await navigator.serviceWorker.register("service-worker.js");
  } catch (error) {
    console.warn("the page was not kept for use without a network:", error);
  }
}
