import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assertAbsent, findLeaks } from '../../e2e/driver/secretSearch.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'secret-search-'));
  await mkdir(path.join(folder, 'state'));
});

afterEach(() => rm(folder, { recursive: true }));

test('a secret is found in any file, as it is and in base64, and not repeated', async () => {
  await writeFile(path.join(folder, 'clean.log'), 'nothing');
  await expect(assertAbsent(['s3cret-value'], folder)).resolves.toBeUndefined();

  await writeFile(path.join(folder, 'state', 'plain'), '{"a":"s3cret-value"}');
  await expect(assertAbsent(['s3cret-value'], folder)).rejects.toThrow(/: state\/plain$/);

  await writeFile(path.join(folder, 'state', 'plain'), Buffer.from('s3cret-value').toString('base64'));
  await expect(assertAbsent(['s3cret-value'], folder)).rejects.toThrow('state/plain');
});

const recordId = 'bb82adeb-967e-4291-90eb-bf9618ba450f';

test.each([
  ['a JWT', 'got eyJhbGciOiJSUzI1NiJ9.eyJ0aWQiOiJiMTk0NmFjOSJ9.c2ln'],
  ['a header', 'authorization: Bearer abcdefghijklmnop1234'],
  ["the demo tenant's token", 'token=4q1lJ7kDk0dWmB0h8yM3p2Xg0m8o2iQeQ1m5wYp7x_A'],
  ["a record's id", `the record "${recordId.toUpperCase()}" could not be read`],
  ['a user name', 'asked for Ines@Halvern.example.'],
])('%s in a line is found', (_, line) => {
  expect(findLeaks(`fine\n${line}\nfine`, new Set([recordId, 'ines@halvern.example']))).toEqual([2]);
});

test('what logs may hold is not taken for a leak', () => {
  const lines = [
    'engine started, pid 1234',
    'GET /api/v1.0/5a8f0c1e-7d3b-4e62-9c4a-d1e0de30a0de/activity/feed/subscriptions/list',
    'blob 20261123022736066001546$20261123022736066001546$audit_exchange$Audit_Exchange$emea0001',
    'thisIsOneOfTheLongIdentifiersThatProgramsHave',
  ];
  expect(findLeaks(lines.join('\n'), new Set([recordId]))).toEqual([]);
});
