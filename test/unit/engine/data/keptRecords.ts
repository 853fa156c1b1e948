import fc from 'fast-check';
import type { ContentType } from '../../../../src/core/api/contentType';
import { contentTypes, contentTypeOf } from '../../../../src/core/api/contentType';
import type { RecordSelection } from '../../../../src/core/protocol/archiveProtocol';
import { importStream } from '../../../../src/engine/import/importFile';
import type { Archive } from '../../../../src/engine/archive/archive';
import { Readable } from 'node:stream';

export const hour = 3_600_000;
export const firstDay = Date.UTC(2026, 4, 1);

/** A record as a test knows it: its time in milliseconds since the epoch; undefined where none can be read. */
export interface KeptRecord {
  readonly id: string;
  readonly contentType: ContentType;
  readonly time: number | undefined;
  readonly text: string;
}

const workloads: Readonly<Record<ContentType, Parameters<typeof contentTypeOf>[0]>> = {
  'Audit.AzureActiveDirectory': { Workload: 'AzureActiveDirectory' },
  'Audit.Exchange': { Workload: 'Exchange' },
  'Audit.SharePoint': { Workload: 'OneDrive' },
  'Audit.General': { Workload: 'MicrosoftTeams' },
  'DLP.All': { RecordType: 11 },
};

export function keptRecord(
  tenant: string,
  id: string,
  contentType: ContentType,
  time: number | undefined,
  fields: object = {},
): KeptRecord {
  const record = {
    Id: id,
    OrganizationId: tenant,
    ...(time === undefined ? {} : { CreationTime: new Date(time).toISOString().slice(0, -1) }),
    ...workloads[contentType],
    ...fields,
  };
  return { id, contentType: contentTypeOf(record), time, text: JSON.stringify(record) };
}

/** Adds records to the archive, as an import does. */
export async function keep(archive: Archive, records: readonly KeptRecord[]): Promise<void> {
  const text = records.map((record) => `${record.text}\n`).join('');
  await importStream(archive, 'kept', Readable.from([Buffer.from(text)]));
}

const contentType = fc.constantFrom(...contentTypes);
/** Few different ones, at the bounds of days and beside them, so that selections meet them. */
const instant = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.constantFrom(0, 1, 11 * hour, 24 * hour - 1))
  .map(([day, time]) => firstDay + day * 24 * hour + time);

/** What records differ in; the ids are given by the test. */
export const recordFacts = fc.record({ contentType, time: fc.option(instant, { nil: undefined, freq: 10 }) });

export const anySelection: fc.Arbitrary<RecordSelection> = fc.record(
  { contentTypes: fc.uniqueArray(contentType, { minLength: 1 }), from: instant, until: instant },
  { requiredKeys: [] },
);

/** The plain filter that a selection stands for. */
export function isSelected({ contentType: type, time }: KeptRecord, selection: RecordSelection): boolean {
  const { contentTypes: types, from, until } = selection;
  return (
    types?.includes(type) !== false &&
    (from === undefined || (time !== undefined && time >= from)) &&
    (until === undefined || (time !== undefined && time < until))
  );
}
