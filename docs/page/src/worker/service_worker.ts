/** The service worker of the page: keeps all of its files, so that a second visit needs no network. */

declare const ASSETS: readonly string[];

const worker = globalThis as unknown as ServiceWorkerGlobalScope;

/** The first asset is the page with a hash of its text: a new build has another cache. */
const [page = "./", ...files] = ASSETS;
const CACHE = `rkconf-page-${page}`;

async function keep(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(files);
  const response = await fetch("./");
  if (!response.ok) throw new Error(`the page: the server answered ${response.status}`);
  await cache.put("./", response);
}

async function forgetOlder(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith("rkconf-page-") && name !== CACHE) await caches.delete(name);
  }
  await worker.clients.claim();
}

async function kept(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const found = await cache.match(request.mode === "navigate" ? "./" : request, { ignoreVary: true });
  return found ?? fetch(request);
}

worker.addEventListener("install", (event) => event.waitUntil(keep()));
worker.addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
worker.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(kept(event.request));
});
