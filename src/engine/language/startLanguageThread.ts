import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { LanguageThread, type LanguageThreadPort } from './languageThread';

/** The language service as the build leaves it: a bundle beside the engine's. */
export function startLanguageThread(): LanguageThread {
  return new LanguageThread(() => workerPort(new Worker(path.join(__dirname, 'language.js'))));
}

function workerPort(worker: Worker): LanguageThreadPort {
  // What is left to analyse keeps no process alive.
  worker.unref();
  return {
    onReply: (listener) => {
      worker.on('message', listener);
    },
    onEnd: (listener) => {
      worker.on('error', listener);
      worker.on('exit', listener);
    },
    postMessage: (message) => {
      worker.postMessage(message);
    },
    close: () => {
      void worker.terminate();
    },
  };
}
