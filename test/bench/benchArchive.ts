import { existsSync } from 'node:fs';
import { appendFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { contentTypeOf, contentTypes } from '../../src/core/api/contentType';
import { dayMs } from '../../src/core/api/contentWindow';
import { Archive } from '../../src/engine/archive/archive';
import type { RecordSource } from '../../src/engine/archive/records/recordBatch';
import type { AuditEvent } from '../../src/sandbox/records/auditRecord';
import { DayPlan } from '../../src/sandbox/records/dayPlan';
import { cacheFolder } from '../tools/repository';

export const benchTenant = '7f3c1b90-5f0e-4d55-9a5c-0d3f6f1b2a11';

/** The first day of the records: midnight, UTC. */
export const firstDay = Date.UTC(2026, 0, 5);

/** What is written at a time: a file for each content type and day, and some for what goes on past midnight. */
const daysPerBatch = 5;

export interface BenchArchiveOptions {
  readonly records: number;
  /** How many companies of the demo tenant's kind share the tenant: each has 1,600 records a day. */
  readonly companies: number;
  /** Of how many records one is kept. */
  readonly oneOf?: number;
}

/** A month of a tenant of some thousand users: 1,000,000 records, 180 files. */
export const monthOf = (records: number): BenchArchiveOptions => ({ records, companies: 21 });

/** A day has 160 records: files as small as content blobs. */
export const smallFiles: BenchArchiveOptions = { records: 33_000, companies: 1, oneOf: 10 };

export interface BenchArchive {
  readonly folder: string;
  /** The same records, one JSON object a line. */
  readonly jsonFile: string;
}

/** An archive of records of the demo tenant, and the file of them. It is made once and kept. */
export async function benchArchive(options: BenchArchiveOptions): Promise<BenchArchive> {
  const { records, companies, oneOf = 1 } = options;
  const place = path.join(cacheFolder, 'bench', `${records}-${companies}-${oneOf}`);
  if (!existsSync(place)) {
    const draft = `${place}.draft`;
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true });
    await writeRecords(filesIn(draft), options);
    await rename(draft, place);
  }
  return filesIn(place);
}

function filesIn(folder: string): BenchArchive {
  return { folder: path.join(folder, 'archive'), jsonFile: path.join(folder, 'records.ndjson') };
}

async function writeRecords(
  { folder, jsonFile }: BenchArchive,
  { records, companies, oneOf = 1 }: BenchArchiveOptions,
): Promise<void> {
  const plans = Array.from({ length: companies }, (_, company) => new DayPlan(company + 1, benchTenant));
  const archive = await Archive.open(folder);
  try {
    let left = records;
    for (let start = firstDay; left > 0; start += daysPerBatch * dayMs) {
      const sources: RecordSource[] = [];
      for (let day = start; day < start + daysPerBatch * dayMs && left > 0; day += dayMs) {
        const events = plans.flatMap((plan) => plan.eventsOf(day)).filter((_, index) => index % oneOf === 0);
        sources.push(...blobsOf(events.slice(0, left), day));
        left -= Math.min(left, events.length);
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
