import type { BrowserContext } from 'playwright-core';

/** Of code-server, which makes the window a program that a browser can install. */
const workerPath = '/_static/out/browser/serviceWorker.js';

/**
 * Keeps the service workers of a window as they are. VS Code's pages within the window register a worker, look for a newer one and wait
 * for both: a page for which one of them never ends stays empty for good.
 *
 * - Code-server's own worker is kept out: the pages that it controls miss the moment when theirs takes over, in some starts.
 * - A page whose worker controls it already takes that one. Chromium, when it is driven by a test, does not answer every registration
 *   after the first; and nothing newer comes while a test runs.
 */
export async function keepWorkersSteady(context: BrowserContext): Promise<void> {
  await context.addInitScript((ignoredPath) => {
    if (!('serviceWorker' in navigator)) {
      return;
    }
    const { serviceWorker } = navigator;
    const register = serviceWorker.register.bind(serviceWorker);
    serviceWorker.register = async (script, options) => {
      const address = new URL(script, location.href);
      if (address.pathname.endsWith(ignoredPath)) {
        return new Promise<never>(() => undefined);
      }
      const present =
        serviceWorker.controller?.scriptURL === address.href ? await serviceWorker.getRegistration() : undefined;
      return present ?? register(script, options);
    };
    ServiceWorkerRegistration.prototype.update = function (this: ServiceWorkerRegistration) {
      return Promise.resolve(this);
    };
  }, workerPath);
}
