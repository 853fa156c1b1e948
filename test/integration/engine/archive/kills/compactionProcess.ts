/** Compacts an archive, until it is done or killed: `compactionProcess.ts FOLDER`. */
import { Archive } from '../../../../../src/engine/archive/archive';

const [folder = ''] = process.argv.slice(2);
process.stdout.write('begin\n');
const archive = await Archive.open(folder);
await archive.compact({ signal: new AbortController().signal, isThorough: true });
await archive.close();
