import { existsSync } from 'node:fs';
import { appendFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { contentTypeOf, contentTypes } from '../../src/core/api/contentType';
import { dayMs } from '../../src/core/api/contentWindow';
import { Archive } from '../../src/engine/archive/archive';
import type { RecordSource } from '../../src/engine/archive/recordBatch';
import type { AuditEvent } from '../../src/sandbox/records/auditRecord';
import { DayPlan } from '../../src/sandbox/records/dayPlan';
import { cacheFolder } from '../tools/repository';

export const benchTenant = '7f3c1b90-5f0e-4d55-9a5c-0d3f6f1b2a11';

/** The first day of the records: midnight, UTC. */
export const firstDay = Date.UTC(2026, 0, 5);

/** Companies that share the tenant, so that a day has about 11,000 records. */
const companies = 7;

/** What is written at a time: a file for each content type and day. */
const daysPerBatch = 15;

export interface BenchArchive {
  readonly folder: string;
  /** The same records, one JSON object a line. */
  readonly jsonFile: string;
}

/** An archive of so many records of the demo tenant, and the file of them. It is made once and kept. */
export async function benchArchive(records: number): Promise<BenchArchive> {
  const place = path.join(cacheFolder, 'bench', `records-${records}`);
  if (!existsSync(place)) {
    const draft = `${place}.draft`;
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true });
    await writeRecords(records, { folder: path.join(draft, 'archive'), jsonFile: path.join(draft, 'records.ndjson') });
    await rename(draft, place);
  }
  return { folder: path.join(place, 'archive'), jsonFile: path.join(place, 'records.ndjson') };
}

async function writeRecords(records: number, { folder, jsonFile }: BenchArchive): Promise<void> {
  const plans = Array.from({ length: companies }, (_, company) => new DayPlan(company + 1, benchTenant));
  const archive = await Archive.open(folder);
  try {
    let left = records;
    for (let start = firstDay; left > 0; start += daysPerBatch * dayMs) {
      const sources: RecordSource[] = [];
      for (let day = start; day < start + daysPerBatch * dayMs && left > 0; day += dayMs) {
        const events = plans.flatMap((plan) => plan.eventsOf(day)).slice(0, left);
        left -= events.length;
        sources.push(...blobsOf(events, day));
      }
      await appendFile(jsonFile, sources.flatMap(({ texts }) => texts.map((text) => `${text}\n`)).join(''));
      await archive.importRecords(benchTenant, sources);
    }
  } finally {
    await archive.close();
  }
}

/** A day's records as blobs, one for each content type. */
function blobsOf(events: readonly AuditEvent[], day: number): readonly RecordSource[] {
  return contentTypes.flatMap((contentType) => {
    const records = events.map(({ record }) => record).filter((record) => contentTypeOf(record) === contentType);
    const source: RecordSource = {
      contentType,
      contentId: `${day}$${contentType}`,
      contentCreated: day + dayMs,
      texts: records.map((record) => JSON.stringify(record)),
      keys: new Set(records.flatMap((record) => Object.keys(record))),
    };
    return records.length === 0 ? [] : [source];
  });
}
