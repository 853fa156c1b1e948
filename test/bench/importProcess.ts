import { Archive } from '../../src/engine/archive/archive.ts';
import { importFile } from '../../src/engine/import/importFile.ts';

/** Imports a file in a process of its own, so that its memory can be measured: `importProcess.ts FOLDER FILE`. Prints JSON. */
const [folder = '', file = ''] = process.argv.slice(2);
const archive = await Archive.open(folder);
const started = performance.now();
const { added } = await importFile(archive, file);
const milliseconds = performance.now() - started;
await archive.close();
// Kibibytes, on every platform.
const peakBytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ added, milliseconds, peakBytes }));
