import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { dayMs } from '../../src/core/api/contentWindow';
import { cacheFolder } from '../tools/repository';
import { firstDay } from './benchArchive';

/** Real audit records, where they are at hand; they are no part of this repository. */
const source = path.resolve(import.meta.dirname, '../../../shared/records/real-records.ndjson');

const month = 30 * dayMs;

/** What each event has of its own, in real records. */
const uniqueFields = ['Id', 'CorrelationId', 'InterSystemsId', 'IntraSystemId'];

const record = z.record(z.string(), z.unknown());

/**
 * A file of so many records, one a line: the real ones again and again, over a month, each time with ids and a time of their own.
 *
 * @returns undefined where the real ones are absent
 */
export async function realRecordsFile(records: number): Promise<string | undefined> {
  if (!existsSync(source)) {
    return undefined;
  }
  const file = path.join(cacheFolder, 'bench', `real-${records}.ndjson`);
  if (!existsSync(file)) {
    await mkdir(path.dirname(file), { recursive: true });
    const draft = `${file}.draft`;
    await rm(draft, { force: true });
    const templates = (await readFile(source, 'utf8')).split('\n').filter((line) => line !== '');
    const handle = await open(draft, 'w');
    try {
      for (let first = 0; first < records; first += templates.length) {
        const lines = templates.slice(0, records - first).map((line, index) => {
          const time = firstDay + Math.floor(((first + index) / records) * month);
          return `${JSON.stringify(asAnotherEvent(record.parse(JSON.parse(line)), time))}\n`;
        });
        await handle.write(lines.join(''));
      }
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  }
  return file;
}

function asAnotherEvent(template: Readonly<Record<string, unknown>>, time: number): Readonly<Record<string, unknown>> {
  const own: Record<string, unknown> = { CreationTime: new Date(time).toISOString().slice(0, 19) };
  for (const name of uniqueFields.filter((field) => field in template)) {
    own[name] = randomUUID();
  }
  return { ...template, ...own };
}
