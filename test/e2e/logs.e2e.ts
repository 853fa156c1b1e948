import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { startSandbox } from '../../src/sandbox/sandbox';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { contentTypes } from '../../src/core/api/contentType';
import { dayMs } from '../../src/core/api/contentWindow';
import { extensionId } from './driver/extensionId.ts';
import { findLeaks, listFiles } from './driver/secretSearch.ts';
import { outputFolder } from './driver/workbench.ts';

const blobSchema = z.array(z.object({ contentUri: z.string() }));
const recordSchema = z.array(z.object({ Id: z.string(), UserId: z.string() }));

// The last file that runs. Each session looks for its own secrets, too, when it closes.
test('no log of the run holds a token, or what is in the records of the demo tenant', async () => {
  const folder = path.join(outputFolder, 'logs');
  const logs = await listFiles(folder);
  expect(logs.some((file) => file.includes(extensionId))).toBe(true);
  const words = await recordWords();
  const findings: string[] = [];
  for (const file of logs) {
    const lines = findLeaks(await readFile(file, 'utf8'), words);
    findings.push(...lines.map((line) => `${path.relative(folder, file)}, line ${line}`));
  }
  expect(findings).toEqual([]);
});

/** Ids and user names of the demo tenant's records, which are the same in every process, in lower case. */
async function recordWords(): Promise<ReadonlySet<string>> {
  const sandbox = await startSandbox({ subscribed: [...contentTypes] });
  try {
    const words = new Set<string>();
    for (const { Id, UserId } of await readRecords(sandbox)) {
      words.add(Id.toLowerCase());
      // Others are words such as "NT AUTHORITY\\SYSTEM" or "Unknown".
      if (UserId.includes('@')) {
        words.add(UserId.toLowerCase());
      }
    }
    return words;
  } finally {
    await sandbox.close();
  }
}

async function readRecords(sandbox: Sandbox): Promise<z.infer<typeof recordSchema>> {
  const headers = { authorization: `Bearer ${sandbox.token}` };
  const readJson = async (address: string): Promise<unknown> => (await fetch(address, { headers })).json();
  const now = Date.now();
  const listings = contentTypes.flatMap((contentType) =>
    Array.from({ length: 7 }, (_, day) => {
      const [start, end] = [now - (day + 1) * dayMs + 60_000, now - day * dayMs].map((time) =>
        new Date(time).toISOString().slice(0, 19),
      );
      return `${sandbox.apiRoot}/subscriptions/content?contentType=${contentType}&startTime=${start}&endTime=${end}`;
    }),
  );
  const blobs = blobSchema.parse((await Promise.all(listings.map(readJson))).flat());
  return recordSchema.parse((await Promise.all(blobs.map(({ contentUri }) => readJson(contentUri)))).flat());
}
