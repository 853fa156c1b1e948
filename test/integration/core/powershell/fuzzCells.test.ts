/** Random pipelines give the rows that a plain evaluation gives; random texts are refused in words, at a place inside of them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { completePowerShell } from '../../../../src/core/powershell/language/completions';
import { diagnosePowerShell } from '../../../../src/core/powershell/language/diagnostics';
import { archiveTables } from '../../../../src/core/schema/archiveTables';
import { Archive } from '../../../../src/engine/archive/archive';
import { QueryRunner } from '../../../../src/engine/query/queryRunner';
import { blobOf, tenantId } from '../../../unit/engine/archive/archiveFixture';
import { fuzzRuns, fuzzTimeout } from '../kql/fuzzRuns';
import { Choices } from '../kql/reference/randomQuery';
import { cellNow, engineRows, evaluatedRows, psRecord, runCell } from './cellHarness';
import { cellRecords } from './cellRecords';
import { randomCell } from './randomCell';

let folder: string;
let archive: Archive;
let runner: QueryRunner;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'm365 cells '));
  archive = await Archive.open(folder);
  await archive.addBlobs(tenantId, [blobOf('b1', cellRecords)]);
  runner = new QueryRunner(archive);
});

afterAll(async () => {
  runner.close();
  await archive.close();
  await rm(folder, { recursive: true, force: true });
});

test(
  'random pipelines',
  async () => {
    const records = cellRecords.map(psRecord);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(9_999), { minLength: 60, maxLength: 200, size: 'max' }), async (numbers) => {
        const cell = randomCell(new Choices(numbers));
        const found = engineRows(await runCell(runner, cell));
        expect(found.toSorted(), cell).toEqual(evaluatedRows(cell, records).toSorted());
      }),
      fuzzRuns(60),
    );
  },
  fuzzTimeout,
);

const pieces = [
  ...[
    'Get-AuditRecord',
    ' | ',
    'where',
    '{',
    '}',
    '(',
    ')',
    '@{',
    '@(',
    '$(',
    '$_',
    '.UserId',
    '[0]',
    '[datetime]',
    "'",
    '"',
    '`',
    '\n',
    ' ',
    ';',
  ],
  ...[
    '$x',
    ' = ',
    '-eq',
    ' -like ',
    ' -match ',
    "'*a*'",
    '5',
    ',',
    '#',
    '<#',
    '#>',
    "@'\n",
    "\n'@",
    'foreach',
    ' in ',
    'if',
    'else',
    '-First ',
    '1..3',
  ],
  ...[
    'select ',
    'sort ',
    'group ',
    'measure',
    '% ',
    'n=',
    ';e=',
    '!',
    '-not ',
    ' -and ',
    '::UtcNow',
    '.AddDays(',
    '$null',
    '-f ',
    '\u201c',
    '\u2013',
    '😀',
    '\0',
  ],
];

test(
  'random texts',
  () => {
    const tables = archiveTables([]);
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...pieces) }, { weight: 1, arbitrary: fc.string() }),
          { maxLength: 40 },
        ),
        fc.nat(),
        (parts, offset) => {
          const text = parts.join('');
          for (const { start, length, message } of diagnosePowerShell(text, { tables, now: cellNow }).diagnostics) {
            expect(message).not.toBe('');
            expect(start).toBeGreaterThanOrEqual(0);
            expect(start + length).toBeLessThanOrEqual(text.length);
          }
          const { edit } = completePowerShell(text, offset % (text.length + 1), { tables });
          expect(edit.start + edit.length).toBeLessThanOrEqual(text.length);
        },
      ),
      fuzzRuns(1_500),
    );
  },
  fuzzTimeout,
);

test('texts that nest deeply are refused, not run out of stack', () => {
  const tables = archiveTables([]);
  for (const opener of ['(', '{', '@(', '$(', '[int]', '!', '-not ', '"$(', '$_[', 'where {', 'if (', '@{a=', ',']) {
    const { diagnostics } = diagnosePowerShell(opener.repeat(5_000), { tables, now: cellNow });
    expect(diagnostics).not.toEqual([]);
  }
});
