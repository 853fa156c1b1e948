import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const rootFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** What is made on the way and may be thrown away at any time. */
export const cacheFolder = path.join(rootFolder, '.cache');
