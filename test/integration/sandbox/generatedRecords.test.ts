import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contentTypeOf, contentTypes } from '../../../src/core/api/contentType';
import { dayMs, parseUtcTime, startOfDay } from '../../../src/core/api/contentWindow';
import { commonFields, workloadFields } from '../../../src/core/schema/generated/documentedFields';
import { recordTypeNames } from '../../../src/core/schema/generated/recordTypeNames';
import type { StoredBlob } from '../../../src/sandbox/content/contentSource';
import { GeneratedContent } from '../../../src/sandbox/content/generatedContent';
import { groupBy, parseRecords, wednesday, type AnyRecord } from '../../unit/sandbox/sandboxClient';

interface Delivered {
  readonly blob: StoredBlob;
  readonly text: string;
  readonly record: AnyRecord;
}

const organizationId = '5a8f0c1e-7d3b-4e62-9c4a-d1e0de30a0de';

function open(seed = 1, now = wednesday): GeneratedContent {
  return new GeneratedContent({ seed, organizationId, now });
}

function blobsOf(source: GeneratedContent, now = wednesday): readonly StoredBlob[] {
  return contentTypes.flatMap((contentType) => source.list(contentType, { start: now - 7 * dayMs, end: now }));
}

function recordsOf(blobs: readonly StoredBlob[]): readonly Delivered[] {
  return blobs.flatMap((blob) =>
    parseRecords(blob.body()).map((record) => ({ blob, record, text: JSON.stringify(record) })),
  );
}

const blobs = blobsOf(open());
const delivered = recordsOf(blobs);
const unique = [...new Map(delivered.map(({ record }) => [record.Id, record])).values()];

function describeBlobs(list: readonly StoredBlob[]): readonly string[] {
  return list.map((blob) => `${blob.contentId} ${Buffer.from(blob.body()).toString()}`);
}

describe('generated content', () => {
  it('is the same in every process, for a seed and a day', () => {
    expect(describeBlobs(blobsOf(open(1, startOfDay(wednesday))))).toEqual(describeBlobs(blobs));
  });

  it('is another for another seed', () => {
    const other = new Set(recordsOf(blobsOf(open(2))).map(({ record }) => record.Id));
    expect(unique.some(({ Id }) => other.has(Id))).toBe(false);
  });

  it('keeps the ordinary records of a day when the next one comes', () => {
    const later = new Set(recordsOf(blobsOf(open(1, wednesday + dayMs), wednesday)).map(({ record }) => record.Id));
    expect(unique.filter(({ Id }) => later.has(Id)).length / unique.length).toBeGreaterThan(0.94);
  });

  it('is about 10,000 to 15,000 records in more than 500 blobs, on any day of the week', () => {
    for (const now of [wednesday, wednesday + 4 * dayMs, wednesday + 5 * dayMs]) {
      const list = blobsOf(open(1, now), now);
      const ids = new Set(recordsOf(list).map(({ record }) => record.Id));
      expect(list.length).toBeGreaterThan(500);
      expect(ids.size).toBeGreaterThan(10_000);
      expect(ids.size).toBeLessThan(15_000);
    }
  });

  it('has a blob for each id, and finds it by it', () => {
    expect(new Set(blobs.map(({ contentId }) => contentId)).size).toBe(blobs.length);
    const source = open();
    expect(blobs.every(({ contentId }) => source.find(contentId)?.contentId === contentId)).toBe(true);
  });

  it('puts each record into the content type of its workload', () => {
    expect(delivered.every(({ blob, record }) => contentTypeOf(record) === blob.contentType)).toBe(true);
  });

  it('becomes available after it happened, sometimes days after, in no order', () => {
    const delays = delivered.map(({ blob, record }) => blob.created - parseUtcTime(String(record.CreationTime)));
    expect(Math.min(...delays)).toBeGreaterThan(0);
    expect(Math.max(...delays)).toBeGreaterThan(2 * dayMs);
    const [largest] = [...blobs].sort((one, other) => other.body().length - one.body().length);
    const times = delivered.filter(({ blob }) => blob === largest).map(({ record }) => String(record.CreationTime));
    expect(times).not.toEqual([...times].sort());
  });

  it('delivers some records twice: the second copy in a later blob, equal, with other key order', () => {
    const copies = groupBy(delivered, ({ record }) => record.Id);
    const twice = [...copies.values()].filter((list) => list.length > 1);
    expect(twice.length).toBeGreaterThan(50);
    for (const [first, second] of twice) {
      expect(second?.blob.created).not.toBe(first?.blob.created);
      expect(second?.record).toEqual(first?.record);
      expect(second?.text).not.toBe(first?.text);
    }
  });

  it('has blobs that became available in the same millisecond', () => {
    const times = blobs.map(({ contentType, created }) => `${contentType} ${created}`);
    expect(new Set(times).size).toBeLessThan(times.length);
  });
});

describe('generated records', () => {
  it('have the fields that are mandatory, with times in UTC that do not say so', () => {
    const mandatory = z.looseObject({
      CreationTime: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
      Id: z.guid(),
      Operation: z.string().min(1),
      OrganizationId: z.literal(organizationId),
      RecordType: z.int(),
      UserId: z.string().min(1),
      UserKey: z.string().min(1),
      UserType: z.int(),
      Workload: z.string().min(1),
    });
    expect(unique.filter((record) => !mandatory.safeParse(record).success)).toEqual([]);
  });

  it('use documented fields, and such as the service’s records have without a document', () => {
    const names = new Set(unique.flatMap((record) => Object.keys(record)));
    const undocumented = [...names].filter((name) => !(name in commonFields) && !(name in workloadFields));
    expect(undocumented.sort()).toMatchInlineSnapshot(`
      [
        "AlertLinks",
        "ChatThreadId",
        "CommunicationType",
        "CopilotEventData",
        "CrossMailboxOperation",
        "CustomUniqueId",
        "DoNotDistributeEvent",
        "ErrorNumber",
        "FileSizeBytes",
        "FlowDetailsUrl",
        "FromApp",
        "IncidentId",
        "IntraSystemId",
        "IsSuccess",
        "LicenseDisplayName",
        "MessageVersion",
        "NonPIIParameters",
        "PolicyAction",
        "ReportId",
        "SecurityComplianceCenterEventType",
        "SharingPermission",
        "TwinModel",
        "WebId",
      ]
    `);
  });

  it('are of documented types, but for one', () => {
    const types = new Set(unique.map(({ RecordType }) => Number(RecordType)));
    expect([...types].filter((type) => !(type in recordTypeNames))).toEqual([9471]);
    expect(types.size).toBeGreaterThan(15);
  });

  it('name nobody and no address that exists', () => {
    const text = delivered.map((item) => item.text).join('\n');
    const addresses = new Set(text.match(/\b(?:\d{1,3}\.){3}\d{1,3}\b/g));
    const documentation = /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\./;
    // Browsers' versions look like addresses.
    expect([...addresses].filter((address) => !documentation.test(address) && !address.endsWith('.0.0.0'))).toEqual([]);
    const hosts = [...text.matchAll(/@([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi)].map(([, host]) => host?.toLowerCase() ?? '');
    const others = new Set(hosts.filter((host) => !host.endsWith('.example')));
    expect([...others].filter((host) => !['live.com', 'thread.v2'].includes(host))).toEqual([]);
  });

  it('are fewer at night and on weekends', () => {
    const byPeople = unique.filter(({ UserId }) => String(UserId).endsWith('@halvern.example'));
    const hours = byPeople.map(({ CreationTime }) => new Date(parseUtcTime(String(CreationTime))));
    const weekend = hours.filter((time) => [0, 6].includes(time.getUTCDay())).length;
    expect(weekend / hours.length).toBeLessThan(0.1);
    const night = hours.filter((time) => time.getUTCHours() < 2).length;
    expect(night / hours.length).toBeLessThan(0.03);
  });
});
