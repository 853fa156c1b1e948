/**
 * A process that writes into an archive until it is done or killed: `archiveWriter.ts FOLDER FIRST COUNT`. Batch `n` has 3 blobs of
 * 40 records, and half of each blob are records of batch `n - 1`. Says the number of each batch that is in.
 */
import { Archive } from '../../../../src/engine/archive/archive';
import { writerBatch, writerTenant } from './writerBatch';

const [folder = '', first, count] = process.argv.slice(2);
const archive = await Archive.open(folder);
for (let number = Number(first); number < Number(first) + Number(count); number++) {
  await archive.addBlobs(writerTenant, writerBatch(number));
  process.stdout.write(`${number}\n`);
}
await archive.close();
