/**
 * A process that writes into an archive until it is done, its seconds are over, or it is killed: `archiveWriter.ts FOLDER FIRST COUNT
 * [SECONDS] [REST]`. After each batch it rests `REST` times as long as the batch took. Batch `n` has 3 blobs of 40 records, and half of each blob are records of batch `n - 1`. Says the number of each batch
 * that is in.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Archive } from '../../../../src/engine/archive/archive';
import { writerBatch, writerTenant } from './writerBatch';

const [folder = '', first, count, seconds = 'Infinity', rest = '0'] = process.argv.slice(2);
const until = performance.now() + Number(seconds) * 1_000;
const archive = await Archive.open(folder);
for (let number = Number(first); number < Number(first) + Number(count) && performance.now() < until; number++) {
  const began = performance.now();
  await archive.addBlobs(writerTenant, writerBatch(number));
  process.stdout.write(`${number}\n`);
  await delay(Number(rest) * (performance.now() - began));
}
await archive.close();
