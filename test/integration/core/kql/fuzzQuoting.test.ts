/**
 * Whatever a literal or a name holds, it is that literal and that name in DuckDB too: it comes back the same, and the statement stays
 * one statement.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { compileKql } from '../../../../src/core/kql/compileKql';
import { identifier, sql, textLiteral } from '../../../../src/core/kql/sql/sql';
import { storedNames } from '../../../../src/core/kql/storedNames';
import type { TableSchema } from '../../../../src/core/kql/tableSchema';
import { formatDatetime, maxDatetimeTicks } from '../../../../src/core/kql/values/dateTimeText';
import { fuzzRuns, fuzzTimeout } from './fuzzRuns';
import { openDuckDb, runKql, testNow, type Result } from '../../../unit/core/kql/runKql';

/** What means something to SQL, to KQL, to JSON, to regular expressions, or to who shows a text. */
const tokens = [
  ...[
    "'",
    '"',
    '`',
    '\\',
    ']',
    '[',
    "']",
    '"]',
    ')',
    '(',
    '{',
    '}',
    ';',
    '--',
    '/*',
    '*/',
    '//',
    '$$',
    '$1',
    '?',
    ':a',
    '%',
    '_',
  ],
  ...[
    "''",
    '""',
    "\\'",
    '\\"',
    "';",
    '";',
    '~~~',
    '```',
    '\0',
    '\n',
    '\r\n',
    '\t',
    ' ',
    '\u2028',
    '\uFEFF',
    '.',
    ',',
    '*',
    '|',
  ],
  ...[
    "'; DROP TABLE Canary; --",
    '" FROM Canary --',
    "' OR 1=1",
    'select',
    'SELECT',
    'from',
    'order',
    'rowid',
    'where',
    'null',
  ],
  ...[
    'l',
    'r',
    'v0',
    'value',
    'place',
    'none',
    'rank in group',
    'c0',
    'Column1',
    'count_',
    '$left',
    '$table',
    'let',
    'by',
    'true',
  ],
  ...[
    '😀',
    'é',
    'e\u0301',
    'שלום',
    '\u202E',
    '\u200D',
    '日本',
    'ß',
    'İ',
    '\u{10FFFF}',
    'a',
    'A',
    '1',
    '__proto__',
    'constructor',
  ],
];

const anyText = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...tokens), { maxLength: 8 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...tokens), fc.integer({ min: 100, max: 3_000 }))
      .map(([part, count]) => part.repeat(count)),
  },
);

function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\uFFFD');
}

/** DuckDB holds UTF-8, which has no lone surrogates; its driver drops a byte order mark that a text begins with. */
const hostile = anyText.map((text) => wellFormed(text).replace(/^\uFEFF+/, ''));

/** A name of a column: Kusto has no empty ones, and NUL can stand in no name of DuckDB. */
const hostileName = hostile.map(
  (text) =>
    wellFormed(
      text
        .replaceAll('\0', '')
        .replace(/^\uFEFF+/, '')
        .slice(0, 200),
    ) || 'x',
);

/** A literal of KQL; what is not ASCII may be escaped, and the quotes are one or the other. */
function quoted(text: string, quote: '"' | "'", isEscaped: boolean): string {
  const escapes: Readonly<Record<string, string>> = {
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
    '\\': '\\\\',
    [quote]: `\\${quote}`,
  };
  // Line ends, as Kusto sees them, end a literal.
  const inside = text.replaceAll(/[^]/g, (unit) => {
    const isPlain = isEscaped ? /[\x20-\x7e]/.test(unit) : !/[\p{Cc}\u2028\u2029]/u.test(unit);
    return escapes[unit] ?? (isPlain ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  });
  return quote + inside + quote;
}

const style = fc.record({ quote: fc.constantFrom('"' as const, "'" as const), isEscaped: fc.boolean() });

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDuckDb();
  await connection.run('CREATE TABLE Canary AS SELECT 1 AS alive');
});

/** The answer to a query of one statement, which is one statement of SQL as well. */
async function answer(text: string, tables: readonly TableSchema[] = []): Promise<Result> {
  const statements = compileKql(text, { tables, now: testNow });
  expect(statements).toHaveLength(1);
  const extracted = await connection.extractStatements(statements[0]?.sql ?? '');
  expect(extracted.count).toBe(1);
  const [result] = await runKql(connection, text, tables);
  return result ?? { columns: [], rows: [] };
}

test(
  'a literal comes back the same, and equals itself wherever it is compared',
  async () => {
    await fc.assert(
      fc.asyncProperty(hostile, style, async (value, { quote, isEscaped }) => {
        const literal = quoted(value, quote, isEscaped);
        const { rows } = await answer(
          `datatable(s: string)[${literal}]
          | where s == ${literal} and s in (${literal}, "other") and s contains_cs ${literal} and s startswith_cs ${literal}
          | where s endswith_cs ${literal} and s has_cs ${literal} and not(s != ${literal}) and s !in ("other")
          | extend t = ${literal}, d = dynamic({"k": ${literal}}), b = bag_pack(${literal}, ${literal}), l = pack_array(${literal})
          | extend x = tostring(d.k), y = tostring(b[${literal}]), z = tostring(l[0]), r = replace_string(s, ${literal}, "gone")
          | extend i = iff(s == ${literal}, ${literal}, "no"), c = strcat(${literal}, s), n = indexof(s, ${literal})
          | project s, t, x, y, z, r, i, c, n`,
        );
        expect(rows).toEqual([
          [value, value, value, value, value, value === '' ? '' : 'gone', value, value + value, 0],
        ]);
      }),
      fuzzRuns(30),
    );
  },
  fuzzTimeout,
);

test(
  'a name of a column stays that name through the operators',
  async () => {
    await fc.assert(
      fc.asyncProperty(hostileName, hostileName, style, async (name, other, { quote, isEscaped }) => {
        // A join has sides of these names, and Kusto refuses a key that is called so.
        fc.pre(name.toLowerCase() !== other.toLowerCase() && !/^\$(left|right)$/.test(other));
        const [a, b] = [name, other].map((text) => `[${quoted(text, quote, isEscaped)}]`);
        const { columns, rows } = await answer(
          `datatable(${a}: long, k: string)[1, "x", 2, "x"]
          | extend ${b} = ${a} + 1
          | where ${b} > ${a} and ${b} in (2, 3)
          | summarize ${a} = sum(${a}) by ${b}
          | join kind=inner (datatable(${b}: long)[2, 3]) on ${b}
          | project ${a}, ${b}
          | sort by ${a} asc
          | union (print ${a} = 9, ${b} = 9)
          | project-reorder ${b}, ${a}
          | top 2 by ${a} asc`,
        );
        expect(columns.map((column) => column.name)).toEqual([other, name]);
        expect(rows).toEqual([
          [2, 1],
          [3, 2],
        ]);
      }),
      fuzzRuns(30),
    );
  },
  fuzzTimeout,
);

test(
  'a key of the data is a column, whatever it is called',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(hostileName, { minLength: 1, maxLength: 5 }),
        hostile,
        style,
        async (names, value, { quote, isEscaped }) => {
          const columns = names.map((name) => ({ name, type: 'string' as const }));
          const created = storedNames(names).map((name) => sql`${textLiteral(value)} AS ${identifier(name)}`);
          await connection.run(sql`CREATE OR REPLACE TABLE "Records" AS SELECT ${created}`.text);
          const literal = quoted(value, quote, isEscaped);
          const references = names.map((name) => `[${quoted(name, quote, isEscaped)}]`);
          const result = await answer(
            `Records | where ${references.map((reference) => `${reference} == ${literal}`).join(' and ')} | project ${references.join()}`,
            [{ name: 'Records', columns }],
          );
          expect(result).toEqual({ columns, rows: [names.map(() => value)] });
        },
      ),
      fuzzRuns(30),
    );
  },
  fuzzTimeout,
);

test(
  'a key of a bag, and a name made of the data',
  async () => {
    await fc.assert(
      fc.asyncProperty(hostileName, hostile, style, async (name, value, { quote, isEscaped }) => {
        const [key, literal] = [name, value].map((part) => quoted(part, quote, isEscaped));
        const bag = await answer(
          `print d = dynamic({${key}: ${literal}}) | project v = tostring(d[${key}]), k = bag_keys(d), h = bag_has_key(d, ${key})`,
        );
        expect(bag.rows).toEqual([[value, [name], true]]);
        const [unpacked] = await runKql(connection, `print d = bag_pack(${key}, ${literal}) | evaluate bag_unpack(d)`);
        expect(unpacked).toEqual({ columns: [{ name, type: 'string' }], rows: [[value]] });
      }),
      fuzzRuns(40),
    );
  },
  fuzzTimeout,
);

test(
  'numbers and times come back the same',
  async () => {
    const long = fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n });
    const ticks = fc.bigInt({ min: 0n, max: maxDatetimeTicks });
    await fc.assert(
      fc.asyncProperty(long, fc.double({ noNaN: true, noDefaultInfinity: true }), ticks, async (whole, real, time) => {
        const { rows } = await answer(
          `print a = long(${String(whole)}), b = real(${real}), c = datetime(0001-01-01) + ${String(time)}tick, d = datetime(${formatDatetime(time)})`,
        );
        const asRead = Number.isSafeInteger(Number(whole)) ? Number(whole) : String(whole);
        expect(rows).toEqual([[asRead, real + 0, formatDatetime(time), formatDatetime(time)]]);
      }),
      fuzzRuns(40),
    );
  },
  fuzzTimeout,
);

test('nothing that was quoted reached the canary', async () => {
  expect((await connection.runAndReadAll('SELECT alive FROM Canary')).getRows()).toEqual([[1]]);
});
