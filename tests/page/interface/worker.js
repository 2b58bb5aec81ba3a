// Answers the page with the same Python functions as its own worker, but run by the server of the tests: the interface
// does not have to wait for Python to load in each test. tests/page/ tests the page's own worker.
const asked = [];
let busy = false;

async function proceed() {
  const request = asked.shift();
  if (request === undefined) return;
  busy = true;
  const response = await fetch(new URL("operations", import.meta.url), { method: "POST", body: JSON.stringify(request) });
  self.postMessage({ id: request.id, ...(await response.json()) });
  busy = false;
  proceed();
}

self.onmessage = (event) => {
  asked.push(event.data);
  if (!busy) proceed();
};
self.postMessage({ progress: "ready" });
