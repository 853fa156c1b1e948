/** A process that moves an archive: `moveProcess.ts FROM TO`. */
import { Archive } from '../../../../src/engine/archive/archive';
import { moveArchive } from '../../../../src/engine/data/moveArchive';

const [from = '', to = ''] = process.argv.slice(2);
const archive = await Archive.open(from);
await moveArchive(archive, to);
