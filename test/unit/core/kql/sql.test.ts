import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { identifier, integerLiteral, realLiteral, sql, textLiteral } from '../../../../src/core/kql/sql/sql';
import { storedNames } from '../../../../src/core/kql/storedNames';
import { openDuckDb, runKql, runSql } from './runKql';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openDuckDb();
});

/** Strings that would end a literal, begin a comment, or be no text. */
const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom("'", '"', '\\', ';', '--', '/*', '*/', '\0', '\n', '$$', '%', '{', '}', '\uD800', '😀', 'a'),
  }),
);

/** SQL is UTF-8, which has no lone surrogates. */
function wellFormed(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}

test('a text literal is that text', async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, async (text) => {
      expect(await runSql(connection, sql`SELECT ${textLiteral(text)}`.text)).toEqual([[wellFormed(text)]]);
    }),
  );
});

test('a text may be thousands of NULs', async () => {
  const text = 'a'.concat('\0'.repeat(5_000));
  expect(await runSql(connection, sql`SELECT ${textLiteral(text)}`.text)).toEqual([[text]]);
});

test('a name is that name', async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, async (name) => {
      fc.pre(name.replaceAll('\0', '') !== '');
      const column = identifier(name);
      const reader = await connection.runAndReadAll(sql`SELECT ${column} FROM (SELECT 1 AS ${column})`.text);
      expect(reader.columnNames()).toEqual([wellFormed(name.replaceAll('\0', ''))]);
    }),
  );
});

test('numbers keep their value', async () => {
  await fc.assert(
    fc.asyncProperty(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.double(), async (whole, real) => {
      expect(await runSql(connection, sql`SELECT ${integerLiteral(whole)}::BIGINT, ${realLiteral(real)}`.text)).toEqual(
        [[whole, real]],
      );
    }),
  );
});

test('what a query says in a literal or a name comes back, and does nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, async (raw) => {
      const text = wellFormed(raw).replaceAll('\0', '');
      const quoted = JSON.stringify(text).replaceAll(
        /[^\x20-\x7e]/g,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
      const [result] = await runKql(
        connection,
        `print s = ${quoted} | where s == ${quoted} and s contains ${quoted} | extend d = bag_pack(${quoted}, 1)`,
      );
      expect(result?.rows).toEqual([[text, { [text]: 1 }]]);
    }),
    { numRuns: 60 },
  );
});

test('stored names are distinct whatever the case, and the first of a kind keeps its name', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ unit: fc.constantFrom('a', 'A', '_', '2'), minLength: 1, maxLength: 4 })),
      (names) => {
        const stored = storedNames(names);
        expect(new Set(stored.map((name) => name.toLowerCase())).size).toBe(names.length);
        names.forEach((name, index) => {
          const isFirst = names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === index;
          expect(stored[index] === name).toBe(isFirst);
        });
      },
    ),
  );
});
