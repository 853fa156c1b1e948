import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { contentTypes, type ContentType } from '../../../src/core/api/contentType';
import { dayMs, hourMs } from '../../../src/core/api/contentWindow';
import { openSandbox, parseRecords, wednesday, type SandboxClient } from '../../unit/sandbox/sandboxClient';

async function writeRecords(text: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'm365-audit-records-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'records.ndjson');
  await writeFile(file, text);
  return file;
}

interface Fetched {
  readonly contentType: ContentType;
  readonly created: number;
  /** The blob's body. */
  readonly text: string;
}

async function fetchAll(client: SandboxClient): Promise<readonly Fetched[]> {
  const fetched: Fetched[] = [];
  for (const contentType of contentTypes) {
    for (let day = 7; day > 0; day -= 1) {
      const start = wednesday - day * dayMs;
      for (const item of await client.list(contentType, { start, end: start + dayMs })) {
        const { text } = await client.request(item.contentUri);
        fetched.push({ contentType, created: Date.parse(item.contentCreated), text });
      }
    }
  }
  return fetched;
}

function idsOf(blobs: readonly Fetched[]): readonly string[] {
  return blobs.flatMap(({ text }) => parseRecords(text)).map(({ Id }) => Id);
}

describe('records of a file', () => {
  it('are served as they are, by content type, once the blank lines and line ends are gone', async () => {
    const lines = [
      '{"Id":"1", "Workload":"Exchange","RecordType":2,"Size":12345678901234567890, "Text":"a\\u2028b\u2028c"}',
      '{"Id":"2","Workload":"OneDrive","RecordType":6,"Ratio":1.0}',
      '{"Id":"3","Workload":"Exchange","RecordType":13}',
      '{"Id":"4","Workload":"Yammer","RecordType":22}',
      '{"Id":"5","Workload":"AzureActiveDirectory","RecordType":15}',
    ];
    const client = await openSandbox({ recordsFile: await writeRecords(`\uFEFF${lines.join('\r\n\r\n')}`) });
    const blobs = await fetchAll(client);
    expect(Object.fromEntries(blobs.map(({ contentType, text }) => [contentType, text]))).toEqual({
      'Audit.Exchange': `[${lines[0] ?? ''}]`,
      'Audit.SharePoint': `[${lines[1] ?? ''}]`,
      'DLP.All': `[${lines[2] ?? ''}]`,
      'Audit.General': `[${lines[3] ?? ''}]`,
      'Audit.AzureActiveDirectory': `[${lines[4] ?? ''}]`,
    });
  });

  it('come in many blobs over the last seven days, clear of the edge, some twice with other key order', async () => {
    const lines = Array.from({ length: 3_000 }, (_, number) =>
      JSON.stringify({ Id: `record-${number}`, Workload: 'Exchange', RecordType: 2, Padding: 'x'.repeat(300) }),
    );
    const client = await openSandbox({ recordsFile: await writeRecords(lines.join('\n')), pageSize: 3 });
    const blobs = await fetchAll(client);
    const created = blobs.map((blob) => blob.created);
    expect(Math.min(...created)).toBeGreaterThanOrEqual(wednesday - 7 * dayMs + 2 * hourMs);
    expect(Math.max(...created)).toBeLessThanOrEqual(wednesday - 10 * 60_000);
    const days = new Set(created.map((instant) => Math.floor((instant - wednesday) / dayMs)));
    expect(days.size).toBe(7);

    const ids = idsOf(blobs);
    expect([...new Set(ids)].sort()).toEqual(Array.from({ length: 3_000 }, (_, number) => `record-${number}`).sort());
    expect(ids.length - 3_000).toBe(60);
    const holding = blobs.filter(({ text }) => text.includes('"record-49"'));
    expect(holding).toHaveLength(2);
    expect(holding[0]?.created).toBeLessThan(holding[1]?.created ?? 0);
    expect(holding[1]?.text).toContain('{"Workload":"Exchange","RecordType":2,"Padding":"');
  });

  it.each([
    ['is not JSON', '{"Id":"1"}\n\n{"Id":', 3],
    ['is no object', '{"Id":"1"}\n[]', 2],
    ['has no Id', '{"Workload":"Exchange"}', 1],
  ])('are refused where a line %s, by its number', async (_, text, line) => {
    const file = await writeRecords(text);
    await expect(openSandbox({ recordsFile: file })).rejects.toThrow(new RegExp(`records\\.ndjson.*line ${line} is n`));
  });

  it('are refused where there is no such file', async () => {
    await expect(openSandbox({ recordsFile: '/nowhere/records.ndjson' })).rejects.toThrow(
      'The records file "/nowhere/records.ndjson" cannot be served: ENOENT',
    );
  });

  const realRecords = path.resolve(import.meta.dirname, '../../../../shared/records/real-records.ndjson');

  it.skipIf(!existsSync(realRecords))('are all delivered: those of a real tenant, where they are at hand', async () => {
    const client = await openSandbox({ recordsFile: realRecords, requestsPerMinute: 10_000 });
    const lines = (await readFile(realRecords, 'utf8')).trim().split('\n');
    const blobs = await fetchAll(client);
    const inFile = lines.map((line) => /"Id": ?"([^"]+)"/.exec(line)?.[1] ?? '');
    expect(new Set(idsOf(blobs))).toEqual(new Set(inFile));
    const all = blobs.map(({ text }) => text).join('\n');
    expect(lines.every((line) => all.includes(line))).toBe(true);
    expect(blobs.length).toBeGreaterThan(100);
  });
});
