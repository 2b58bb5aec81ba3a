/** Keeps the page for the next visit, which then needs no network. */

/** Installs the service worker; where a browser has none, the page works with the network alone. */
export async function keepForOffline(): Promise<void> {
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  try {
    await navigator.serviceWorker.register("service-worker.js");
  } catch (error) {
    console.warn("the page was not kept for use without a network:", error);
  }
}
