/** A scan whose rows a function goes through gives what the recursive query gives, which knows all functions. */
import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { compileOverData } from '../../../../src/core/kql/compileOverData';
import { fuzzRuns, fuzzTimeout } from './fuzzRuns';
import { openDuckDb, runSql, testNow } from '../../../unit/core/kql/runKql';

const columns = ['n: long', 'i: int', 'r: real', 'b: bool', 't: datetime', 'd: timespan', 's: string', 'g: guid'];

/** Rows, with nulls among them. */
const row = fc
  .tuple(
    fc.constantFrom('-7', '0', '1', '2', '3', '9', 'long(null)'),
    fc.constantFrom('-3', '0', '1', '2', 'int(null)'),
    fc.constantFrom('-0.0', '0.5', '1.0', '2.25', 'real(nan)', 'real(+inf)', 'real(null)'),
    fc.constantFrom('true', 'false', 'bool(null)'),
    fc.constantFrom(...['01', '02', '03', '09'].map((day) => `datetime(2026-01-${day})`), 'datetime(null)'),
    fc.constantFrom('1d', '2d', '-3d', '0s', 'timespan(null)'),
    fc.constantFrom('""', '"a"', '"b"', '"A"', '"\\"\\u00e9"'),
    fc.constantFrom(
      'guid(00000000-0000-0000-0000-00000000000a)',
      'guid(00000000-0000-0000-0000-00000000000b)',
      'guid(null)',
    ),
  )
  .map((cells) => cells.join(', '));

type Type = 'n' | 'i' | 'r' | 'b' | 't' | 'd' | 's' | 'g';
const numbers: readonly Type[] = ['n', 'i', 'r'];

/** An expression of a type; each column can be that of the row or that of a step's last row. */
function expressionOf(type: Type, steps: number, depth: number): fc.Arbitrary<string> {
  const leaf = fc.oneof(
    fc.constant(type),
    fc.nat({ max: steps - 1 }).map((step) => `s${step}.${type}`),
    fc.constantFrom(...constants[type]),
  );
  if (depth === 0) {
    return leaf;
  }
  const of = (part: Type): fc.Arbitrary<string> => expressionOf(part, steps, depth - 1);
  const call = (name: string, ...parts: Type[]): fc.Arbitrary<string> =>
    fc.tuple(...parts.map(of)).map((values) => `${name}(${values.join(', ')})`);
  const infix = (left: Type, operators: readonly string[], right: Type): fc.Arbitrary<string> =>
    fc
      .tuple(of(left), fc.constantFrom(...operators), of(right))
      .map(([first, operator, second]) => `(${first} ${operator} ${second})`);
  const number = fc.constantFrom(...numbers);
  const any: Record<Type, readonly fc.Arbitrary<string>[]> = {
    n: [
      infix('n', ['+', '-', '*', '/'], 'n'),
      infix('n', ['+', '-', '*'], 'i'),
      call('max_of', 'n', 'n'),
      call('min_of', 'n', 'n', 'n'),
      call('tolong', 'i'),
      call('tolong', 'd'),
    ],
    i: [infix('i', ['+', '-'], 'i').map((sum) => `toint(${sum})`), call('toint', 'n')],
    r: [
      infix('r', ['+', '-', '*', '/'], 'r'),
      infix('r', ['+', '*'], 'n'),
      call('toreal', 'n'),
      infix('d', ['/'], 'd'),
    ],
    b: [
      number.chain((left) => number.chain((right) => infix(left, ['==', '!=', '<', '<=', '>', '>='], right))),
      ...(['b', 's', 'g', 't', 'd'] as const).map((part) => infix(part, ['==', '!='], part)),
      ...(['t', 'd'] as const).map((part) => infix(part, ['<', '<=', '>', '>='], part)),
      infix('b', ['and', 'or'], 'b'),
      call('not', 'b'),
      fc
        .tuple(of('n'), fc.constantFrom('between', '!between'), of('n'), of('i'))
        .map(([value, operator, low, high]) => `(${value} ${operator} (${low} .. ${high}))`),
      fc
        .tuple(of('t'), fc.constantFrom('between', '!between'), of('t'), of('d'))
        .map(([value, operator, low, length]) => `(${value} ${operator} (${low} .. ${length}))`),
      fc
        .constantFrom<Type>(...names)
        .chain((part) =>
          fc.constantFrom('isnull', 'isnotnull', 'isempty', 'isnotempty').chain((name) => call(name, part)),
        ),
    ],
    t: [infix('t', ['+', '-'], 'd'), call('max_of', 't', 't'), call('todatetime', 't')],
    d: [infix('t', ['-'], 't'), infix('d', ['+', '-'], 'd')],
    s: [call('strcat', 's', 'n', 'i'), call('tostring', 'n'), call('tostring', 'g')],
    g: [],
  };
  return fc.oneof(
    { withCrossShrink: true },
    leaf,
    call('iff', 'b', type, type),
    call('case', 'b', type, 'b', type, type),
    call('coalesce', type, type),
    ...any[type],
  );
}

const names: readonly Type[] = ['n', 'i', 'r', 'b', 't', 'd', 's', 'g'];

const constants: Readonly<Record<Type, readonly string[]>> = {
  n: ['0', '2', '-5', '4611686018427387904', 'long(null)'],
  i: ['int(1)', 'int(null)'],
  r: ['1.5', 'real(nan)'],
  b: ['true', 'bool(null)'],
  t: ['datetime(2026-01-03)', 'datetime(null)'],
  d: ['1d', '40h', 'timespan(null)'],
  s: ['"a"', '""'],
  g: ['guid(00000000-0000-0000-0000-00000000000A)'],
};

/** No value has this remainder; only SQL can tell. */
const onlySql = 'not(s0.n % 7 == 100)';

const scan = fc
  .record({
    rows: fc.array(row, { minLength: 1, maxLength: 12 }),
    keys: fc.constantFrom('', 'partition by s', 'partition by b'),
    steps: fc.integer({ min: 1, max: 3 }),
  })
  .chain(({ steps, ...rest }) =>
    fc.record({
      rest: fc.constant(rest),
      steps: fc.array(
        fc.record({
          output: fc.constantFrom('', 'output=all', 'output=last', 'output=none'),
          // Else most would match nothing.
          condition: fc.oneof(fc.constant('true'), expressionOf('b', steps, 3)),
          count: expressionOf('n', steps, 2),
          text: expressionOf('s', steps, 2),
        }),
        { minLength: steps, maxLength: steps },
      ),
    }),
  )
  .map(({ rest: { rows, keys }, steps }) => (test: string) => {
    const lines = steps.map(
      ({ output, condition, count, text }, index) =>
        `step s${index} ${output}: ${test}${condition} => count = ${count}, text = ${text};`,
    );
    return `datatable(${columns.join(', ')})[${rows.join(',\n')}] | serialize
      | scan with_match_id=m ${keys} declare (count: long = 3, text: string) with (${lines.join('\n')})`;
  });

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDuckDb();
});

async function run(query: string): Promise<{ readonly sql: string; readonly rows: unknown }> {
  const [statement] = await compileOverData(query, { tables: [], now: testNow }, (sql) => runSql(connection, sql));
  const sql = statement?.sql ?? '';
  return { sql, rows: await runSql(connection, sql) };
}

test(
  'a function that goes through the rows of a scan finds what the recursive query finds',
  async () => {
    await fc.assert(
      fc.asyncProperty(scan, async (query) => {
        const quick = await run(query(''));
        const slow = await run(query(`${onlySql} and `));
        expect(quick.sql).toContain('kql_scan');
        expect(slow.sql).not.toContain('kql_scan');
        expect(quick.rows).toEqual(slow.rows);
      }),
      fuzzRuns(10),
    );
  },
  fuzzTimeout,
);
