import { beforeEach, describe, expect, test } from 'vitest';
import { addOperator } from '../../../../../src/core/notebook/query/narrowQuery';
import { extendQuery, filterQuery, type ResultQuery } from '../../../../../src/core/notebook/query/resultQueries';
import { QueryRunner } from '../../../../../src/engine/query/queryRunner';
import { blobOf, openArchive, record, temporaryFolder, tenantId } from '../../../../unit/engine/archive/archiveFixture';

let runner: QueryRunner;

beforeEach(async () => {
  const archive = await openArchive(await temporaryFolder());
  await archive.addBlobs(tenantId, [blobOf('b1', [record('1'), record('2')])]);
  runner = new QueryRunner(archive);
});

async function run(
  text: string,
): Promise<{ readonly query: ResultQuery; readonly rows: readonly (readonly unknown[])[] }> {
  const results = await runner.run(text, { language: 'kql', now: Date.UTC(2026, 4, 1) });
  const last = results.at(-1);
  const rows = (await last?.readRows(0, 1_000)) ?? [];
  await Promise.all(results.map((result) => result.dispose()));
  return { query: { text, place: { start: 0, length: text.length }, columns: last?.columns ?? [] }, rows };
}

/** Values of one type in a query, each of them another one. */
const values: Readonly<Record<string, readonly string[]>> = {
  string: [
    String.raw`"a \"quote\" and 'another'"`,
    String.raw`"C:\\temp\n| where true"`,
    '"A"',
    '"a"',
    '""',
    '"münchen 🎉"',
  ],
  long: ['1', '-1', 'long(9223372036854775807)', 'long(-9007199254740993)', 'long(null)'],
  int: ['int(1)', 'int(-1)', 'int(null)'],
  real: ['0.1', '-1e300', 'real(nan)', 'real(+inf)', 'real(-inf)', 'real(null)'],
  bool: ['true', 'false', 'bool(null)'],
  datetime: ['datetime(2026-05-01T10:00:00.1234567)', 'datetime(2026-05-01T10:00:00)', 'datetime(null)'],
  timespan: ['1d', '-2h', 'timespan(1.02:03:04.5)', 'timespan(null)'],
  guid: ['guid(74be27de-1e4e-49d9-b579-fe0b331d3642)', 'guid(null)'],
  decimal: ['decimal(0.1)', 'decimal(-12345678901234.5)'],
  dynamic: [
    'dynamic("text")',
    'dynamic(5)',
    'dynamic(true)',
    String.raw`dynamic({"a":["x \"y\""]})`,
    'dynamic([1,2])',
    'dynamic(null)',
  ],
};

describe('a filter by a value', () => {
  test.each(Object.keys(values))('keeps the rows with a %s, and excluding it, all others', async (type) => {
    const literals = values[type] ?? [];
    // Of another name than any keyword, and of one that needs brackets.
    const rowsText = literals.join(', ');
    const { query, rows } = await run(`datatable(['the value']: ${type}) [${rowsText}]`);
    expect(rows).toHaveLength(literals.length);
    for (const [value] of rows) {
      const kept = filterQuery(query, 'the value', value as never, false) ?? '';
      const others = filterQuery(query, 'the value', value as never, true) ?? '';
      expect((await run(kept)).rows, kept).toEqual([[value]]);
      expect((await run(others)).rows, others).toEqual(rows.filter(([other]) => other !== value));
    }
  });

  test('compares a part of a dynamic value', async () => {
    const { query, rows } = await run('datatable(Bag: dynamic) [dynamic({"a b":[{"X":"y"}]}), dynamic({"a b":[]})]');
    const path = ['a b', 0, 'X'];
    const kept = filterQuery(query, 'Bag', 'y', false, path) ?? '';
    const empty = filterQuery(query, 'Bag', null, false, path) ?? '';
    expect(kept).toContain('| where tostring(Bag["a b"][0]["X"]) == "y"');
    expect((await run(kept)).rows).toEqual([rows[0]]);
    expect((await run(empty)).rows).toEqual([rows[1]]);
  });

  test('knows the columns of the result, and no others', async () => {
    const { query } = await run('AuditRecords | project Id');
    expect(filterQuery(query, 'Operation', 'x', false)).toBeUndefined();
    expect(filterQuery(query, 'Id', '1', false)).toBe('AuditRecords | project Id\n| where Id == "1"');
  });
});

describe('an operator more', () => {
  const at = (text: string, part: string): { start: number; length: number } => ({
    start: text.indexOf(part),
    length: part.length,
  });

  test('stands before render, which stays the last', () => {
    const text =
      'AuditRecords\n| summarize count() by Operation // all\n| render barchart with (title="a | b")\n// end';
    expect(addOperator(text, { start: 0, length: text.length }, 'where true')).toBe(
      'AuditRecords\n| summarize count() by Operation // all\n| where true\n| render barchart with (title="a | b")',
    );
  });

  test('is added to the statement of the result, with the lets before it', () => {
    const text =
      'let a = 1;\nAuditRecords | take 1;\n\nlet b = AuditRecords\n| where RecordType == a\n\nb | count\n\nb | take 2';
    expect(addOperator(text, at(text, 'b | count'), 'where true')).toBe(
      'let a = 1;\nlet b = AuditRecords\n| where RecordType == a;\nb | count\n| where true',
    );
  });

  test('is not led astray by pipes in texts, comments and brackets', () => {
    const text =
      'AuditRecords | where Operation in ((AuditRecords | project Operation)) // | render\n| where Id != "| render x"';
    expect(addOperator(text, { start: 0, length: text.length }, 'take 1')).toBe(`${text}\n| take 1`);
  });
});

describe('a column more', () => {
  test('holds a part of a dynamic value under a name that is free', async () => {
    const { query } = await run('print Parameters = dynamic([{"Name": "x", "a b": {"c": 5}}]), name = 1');
    const text = extendQuery(query, 'Parameters', [0, 'Name']) ?? '';
    expect(text).toContain('extend Name2 = Parameters[0]["Name"]');
    expect((await run(text)).rows[0]?.[2]).toBe('x');
    const nested = extendQuery(query, 'Parameters', [0, 'a b', 'c']) ?? '';
    expect((await run(nested)).rows[0]?.[2]).toBe(5);
    expect(extendQuery(query, 'None', ['a'])).toBeUndefined();
  });
});
