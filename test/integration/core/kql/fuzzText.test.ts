/**
 * Whatever the text: it compiles, or is refused at a place inside it. And what compiles is one statement that DuckDB understands.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { compileKql, type CompiledStatement } from '../../../../src/core/kql/compileKql';
import type { TableSchema } from '../../../../src/core/kql/tableSchema';
import { EngineError } from '../../../../src/core/protocol/engineError';
import { fuzzRuns, fuzzTimeout } from './fuzzRuns';
import { openDuckDb, testNow } from '../../../unit/core/kql/runKql';

const tables: readonly TableSchema[] = [
  {
    name: 'Events',
    columns: [
      { name: 'Time', type: 'datetime' },
      { name: 'User', type: 'string' },
      { name: 'Size', type: 'long' },
      { name: 'Share', type: 'real' },
      { name: 'Done', type: 'bool' },
      { name: 'Details', type: 'dynamic' },
    ],
  },
];

/** Queries of every shape, to be cut and glued. */
const queries = [
  'Events | where Time > ago(1d) and User =~ "ann" | summarize n = count(), dcount(User) by bin(Time, 1h) | sort by n desc',
  'let min = 5; let big = (t: (Size: long), least: long = 10) { t | where Size >= least }; big(Events, min) | take 5',
  'Events | extend k = strcat(User, "-", tostring(Size)) | project-away Done | project-rename who = User | distinct k, who',
  'Events | join kind=leftouter (Events | summarize total = sum(Size) by User) on User | project User, total, Share * 2.5',
  'datatable(a: long, b: string)[1, "x", long(null), @"y\\"] | union (print a = 2, b = \'z\') | where b in ("x", "z")',
  'Events | mv-expand d = Details.items to typeof(string) | parse d with "a=" a: long ";" rest | where isnotempty(rest)',
  'range x from 1 to 10 step 2 | extend y = iff(x % 2 == 0, "even", "odd") | top 3 by x asc nulls last',
  'Events | make-series s = avg(Share) default = 0.0 on Time from datetime(2026-06-01) to now() step 1d by User',
  'Events | summarize arg_max(Time, *), make_set(User, 5), percentile(Size, 95) by Done | render timechart',
  'search "fail*" | where $table == "Events" | count',
  'Events | evaluate pivot(Done, count(), User)',
  'Events | partition by User (top 1 by Size) | as T | serialize r = row_number(), p = prev(Size, 1, 0)',
  'Events | scan declare (s: long = 0) with (step a: true => s = Size + a.s;)',
  'print t = 1.02:03:04.5, g = guid(74be27de-1e4e-49d9-b579-fe0b331d3642), d = dynamic({"a": [1, null, "b"]}).a[0], h = 0x1F',
  'Events | where User has_any ("a", "b") or Details["k"].m between (1 .. 3) // a note\n| getschema',
  'Events | mv-apply i = Details on (where i > 1 | summarize s = sum(tolong(i))) | top-nested 2 of User by sum(s)',
  'set notruncation; declare query_parameters(n: long = 3); Events | sample n\n\nEvents | find in (Events) where Size == 1',
];

const fragments = [
  ...queries.flatMap((query) => query.match(/\w+|[^\w\s]+|\s+/g) ?? []),
  ...[
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '|',
    ';',
    '"',
    "'",
    '@"',
    '```',
    '~~~',
    '\\',
    '//',
    '\n\n',
    '=>',
    '..',
    '$left',
    '*',
    '#',
  ],
  ...[
    '.show tables',
    'int(',
    'datetime(',
    'dynamic(',
    'null',
    '1e999',
    '99999999999999999999',
    '-',
    '0x',
    '1tick',
    '\0',
  ],
];

const glued = fc
  .array(fc.tuple(fc.constantFrom(...fragments), fc.constantFrom('', ' ', '\n')), { maxLength: 40 })
  .map((parts) => parts.flat().join(''));

/** A query with pieces cut out of it, doubled, or put into it. */
const mutated = fc
  .tuple(
    fc.constantFrom(...queries),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        cut: fc.nat(12),
        put: fc.oneof(
          fc.constant(''),
          fc.constantFrom(...fragments),
          fc.constantFrom(...queries),
          fc.string({ unit: 'binary' }),
        ),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([query, edits]) =>
    edits.reduce((text, { at, cut, put }) => {
      const place = Math.floor(at * text.length);
      return text.slice(0, place) + put + text.slice(place + cut);
    }, query),
  );

/** The statements of a text; undefined where it is refused as it should be. */
function compiled(text: string): readonly CompiledStatement[] | undefined {
  try {
    return compileKql(text, { tables, now: testNow });
  } catch (error) {
    if (!(error instanceof EngineError)) {
      throw error;
    }
    const { kind, start = -1, length = -1, message } = error.data;
    expect(kind).toBe('query');
    expect(message).not.toBe('');
    expect(start).toBeGreaterThanOrEqual(0);
    expect(length).toBeGreaterThanOrEqual(0);
    expect(start + length).toBeLessThanOrEqual(text.length);
    return undefined;
  }
}

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDuckDb();
  await connection.run(
    'CREATE TABLE "Events" ("Time" TIMESTAMP, "User" VARCHAR, "Size" BIGINT, "Share" DOUBLE, "Done" BOOLEAN, "Details" JSON)',
  );
});

/** Binds the statement, and does not run it. */
async function expectOneStatement({ sql, start, length }: CompiledStatement, text: string): Promise<void> {
  expect(start + length).toBeLessThanOrEqual(text.length);
  const extracted = await connection.extractStatements(sql);
  expect(extracted.count).toBe(1);
  await extracted.prepare(0);
}

test.each<[string, fc.Arbitrary<string>, number]>([
  ['any characters', fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), 100],
  ['fragments of the language', glued, 200],
  ['queries with mistakes', mutated, 300],
])(
  '%s',
  async (_, texts, numRuns) => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        for (const statement of compiled(text) ?? []) {
          await expectOneStatement(statement, text);
        }
      }),
      fuzzRuns(numRuns),
    );
  },
  fuzzTimeout,
);

test.each([
  ['parentheses', `print ${'('.repeat(2_000)}1${')'.repeat(2_000)}`],
  ['a long sum', `print ${'1 + '.repeat(20_000)}1`],
  ['a long list', `print x = 1 | where x in (${'1, '.repeat(20_000)}1)`],
  ['many pipes', `Events ${'| where Size > 1 '.repeat(3_000)}`],
  ['arrays in arrays', `print dynamic(${'['.repeat(2_000)}${']'.repeat(2_000)})`],
  ['functions in functions', `print ${'tostring('.repeat(1_500)}1${')'.repeat(1_500)}`],
])(
  'depth and length: %s',
  (_, text) => {
    expect(() => compiled(text)).not.toThrow();
  },
  fuzzTimeout,
);
