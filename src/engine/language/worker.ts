/** The thread of the language service: its analysis takes longer than the engine may wait. */
import { parentPort } from 'node:worker_threads';
import { serveLanguage } from './serveLanguage';

if (parentPort !== null) {
  serveLanguage(parentPort);
}
