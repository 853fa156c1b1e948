import { MessageChannel } from 'node:worker_threads';
import { LanguageThread, type LanguageThreadPort } from '../../../../src/engine/language/languageThread';
import { serveLanguage } from '../../../../src/engine/language/serveLanguage';

/** The language service behind a real port, but in this thread: a thread of its own needs the bundle. */
export function inProcessThread(): LanguageThread {
  return new LanguageThread(inProcessPort);
}

function inProcessPort(): LanguageThreadPort {
  const { port1, port2 } = new MessageChannel();
  serveLanguage(port2);
  return {
    onReply: (listener) => {
      port1.on('message', listener);
    },
    onEnd: (listener) => {
      port1.on('close', listener);
    },
    postMessage: (message) => {
      port1.postMessage(message);
    },
    close: () => {
      port1.close();
    },
  };
}
