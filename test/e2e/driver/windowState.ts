import type { Frame, Page } from 'playwright-core';

/** A frame that computes, or that is being replaced, may never answer. */
const answerMs = 3_000;
/** Characters of a document: how it begins tells which one it is. */
const documentLength = 300;
const messageLength = 300;
const mostMessages = 40;

/** Remembers what the console of a window says, and tells it with the state of all frames when a test has failed. */
export class WindowState {
  readonly #messages: string[] = [];

  constructor(private readonly page: Page) {
    page.on('console', (message) => {
      this.#add(`${message.type()}: ${message.text()}`);
    });
    page.on('requestfailed', (request) => {
      this.#add(`not loaded: ${request.url()}: ${request.failure()?.errorText ?? ''}`);
    });
  }

  async describe(): Promise<string> {
    const frames = await Promise.all(this.page.frames().map(describeFrame));
    return ['Console:', ...this.#messages, 'Frames:', ...frames].join('\n');
  }

  #add(message: string): void {
    this.#messages.push(`${new Date().toISOString()} ${message.slice(0, messageLength)}`);
    this.#messages.splice(0, this.#messages.length - mostMessages);
  }
}

async function describeFrame(frame: Frame): Promise<string> {
  const silence = new Promise<string>((resolve) => {
    setTimeout(resolve, answerMs, 'does not answer');
  });
  const state = await Promise.race([frame.evaluate(readState, documentLength).catch(String), silence]);
  return `${frame.url()}\n  ${state}`;
}

/** Runs in the frame. VS Code marks how far its pages came, by the names "webview/…". */
async function readState(length: number): Promise<string> {
  const worker = navigator.serviceWorker.controller;
  const registration = await navigator.serviceWorker.getRegistration();
  return JSON.stringify({
    state: document.readyState,
    size: [innerWidth, innerHeight],
    marks: performance
      .getEntriesByType('mark')
      .filter(({ name }) => name.startsWith('webview/'))
      .map(({ name, startTime }) => `${name} ${Math.round(startTime)}`),
    worker: worker === null ? null : [worker.scriptURL, worker.state],
    workers: [registration?.installing, registration?.waiting, registration?.active].map((found) => found?.state),
    document: document.body.innerHTML.slice(0, length),
  });
}
