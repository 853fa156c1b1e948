/** Lists after `in`: what is plain is looked up at once, anything else is compared. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileKql } from '../../../../src/core/kql/compileKql';
import { foldLists } from '../../../../src/core/kql/language/foldedLists';
import type { TableSchema } from '../../../../src/core/kql/tableSchema';
import { EngineError } from '../../../../src/core/protocol/engineError';
import { service, withCursor } from './languageServiceAnswers';
import { openDuckDb, runKql, testNow } from './runKql';

test.each([
  ['x in (1, 2, 3)', [[true], [false], [false]]],
  ['x !in (1, 2, 3)', [[false], [true], [true]]],
  ['x in (1, 2, 4.0)', [[true], [true], [false]]],
  ['x in (1, 2, dynamic([4]))', [[true], [true], [false]]],
  ['x in (7, 8, y)', [[false], [true], [false]]],
  ['tostring(x) in ("1", "2", "")', [[true], [false], [true]]],
  ['tostring(x) in (dynamic(["2", "4"]), "5")', [[false], [true], [false]]],
  ['strcat("A", x) in~ ("a1", "b", "a")', [[true], [false], [true]]],
  ['toreal(x) in (1.0, real(nan))', [[true], [false], [false]]],
])('%s', async (condition, expected) => {
  const rows = 'datatable(i: int, x: long, y: long)[1, 1, 2, 2, 4, 4, 3, long(null), 5]';
  const results = await runKql(await openDuckDb(), `${rows} | sort by i asc | project found = ${condition}`);
  expect(results.at(-1)?.rows).toEqual(expected);
});

const strings = (from: number, quote = '"'): string =>
  Array.from({ length: 90 }, (_, index) => `${quote}v${from + index}${quote}`).join(', ');

/** To a text with this character, lists are what they are. */
const unfolding = '\n// \uE0F8';

test.each<[text: string, folds: number]>([
  [`print x = "v89" | where x in (${strings(0)})`, 1],
  [`print x = "v89" | where x !in~(${strings(0, "'")}) or x has_all (${strings(0)})`, 2],
  [
    `let f = (y: string) { y in (${strings(0)}) }; print a = f("v3"), b = f("no") | where "v1" has_any (${strings(7)})`,
    2,
  ],
  [`print x = "v89" | where x in (${strings(0)}, // more\n ${strings(100)},\n\n strcat("a", "b"), ${strings(200)})`, 3],
  [`let known = dynamic([${strings(0)}]); print x = "v1" | where x in (known) and "v2" in (known)`, 1],
  [`print dynamic({"a": [${strings(0)}, 1, {"b": [${strings(100)}]}], "c": {"d": 1}})`, 2],
  // Strings that follow each other without a comma are one.
  [`print x = "v89" | where x in (${strings(0)} "more", ${strings(100)} // note\n "end")`, 0],
  [`print x = "v89" | where x in (${strings(0)}, "back\\\\slash", @"at", ${strings(100)})`, 2],
  // Not a list, however it looks.
  [`print x = 'in (${strings(0)})', y = case("a" == "b", 1, 2) // in (${strings(0)})`, 0],
  [`print y = pack_array(${strings(0)}), z = "v1" in (tostring(pack_array(${strings(0)})))`, 0],
  [`datatable(x: string)[${strings(0)}]`, 0],
])('long lists are folded for the language service, and mean what they say: %#', (text, folds) => {
  expect(foldLists(text).folds).toHaveLength(folds);
  expect(foldLists(text).text).toHaveLength(text.length);
  const compile = (query: string): unknown => compileKql(query, { tables: [], now: testNow }).map(({ sql }) => sql);
  expect(compile(text)).toEqual(compile(text + unfolding));
});

/** What stands between the strings of a list. */
const odd = fc.constantFrom(
  ...['h"secret"', "@'it''s'", '```multi\nline "x", "y"```', '"esc\\"aped"', '"two" "parts"', '"note" // "a", )\n'],
  ...['-1', '1h', 'datetime(2026-01-01)', 'strcat("a", "b")', '("p")', 'dynamic(["q", "r"])', 'x', 'y["k"]', '\n\n"s"'],
);
const someStrings = fc.array(fc.stringMatching(/^[a-z ,()[\]{}/|;:=1-9']{0,6}$/), {
  minLength: 64,
  maxLength: 70,
  size: 'max',
});
const someList = fc
  .array(
    fc.oneof(
      someStrings.map((texts) => texts.map((text) => `"${text}"`)),
      fc.array(odd, { maxLength: 2 }),
    ),
    {
      minLength: 2,
      maxLength: 4,
    },
  )
  .map((parts) => parts.flat().join(', '));

test('whatever stands in a long list, it means what it says, and mistakes are where they are', () => {
  const tables: TableSchema[] = [
    {
      name: 'T',
      columns: [
        { name: 'x', type: 'string' },
        { name: 'y', type: 'dynamic' },
      ],
    },
  ];
  const compiled = (query: string): unknown => {
    try {
      return compileKql(query, { tables, now: testNow }).map(({ sql }) => sql);
    } catch (error) {
      return error instanceof EngineError ? error.data : error;
    }
  };
  fc.assert(
    fc.property(
      fc.constantFrom('in', '!in~', 'has_any', 'in (dynamic([1])) or y has_all'),
      someList,
      (operator, list) => {
        const text = `T | where x ${operator} (${list})\n\nT | count`;
        expect(compiled(text)).toEqual(compiled(text + unfolding));
      },
    ),
    { numRuns: 20 },
  );
});

test('a mistake after a long list is found at its place', () => {
  const text = `print x = "a" | where x in (${strings(0)}) and y == 1`;
  const data: unknown = expect.objectContaining({ start: text.indexOf('y =='), length: 1 });
  expect(() => compileKql(text, { tables: [], now: testNow })).toThrow(expect.objectContaining({ data }));
});

describe('where one writes a query with a long list', () => {
  const text = (list: string, after = ''): string => `OfficeActivity | where UserId in (${list}) ${after}`;

  test('the places of words, mistakes and fixes are those of the text', () => {
    const query = text(strings(0), '| where Oparation == "a" // end');
    const [start, length] = [query.indexOf('Oparation'), 'Oparation'.length];
    expect(service.diagnose(query)).toMatchObject([{ start, length, fixes: [{ replacement: 'Operation' }] }]);
    expect(service.wordKinds(query)).toContainEqual({ start: query.indexOf('where Op'), length: 5, kind: 'keyword' });
  });

  test.each([
    ['in its midst', `${strings(0)}, "ad¦m", ${strings(100)}`],
    ['at its end', `${strings(0)}, "adm¦"`],
    ['between its strings', `${strings(0)}, ¦, ${strings(100)}`],
    ['before a string', `${strings(0)},¦"adm", ${strings(100)}`],
  ])('values are offered %s', (_, list) => {
    const { text: query, offset } = withCursor(text(list));
    const plain = withCursor(text(list.replace(strings(0), '"a"').replace(strings(100), '"b"')));
    const moved = offset - plain.offset;
    const expected = service.complete(plain.text, plain.offset);
    const found = service.complete(query, offset);
    expect(found.values).toMatchObject({ column: 'UserId' });
    expect(found.values?.edit).toEqual(
      expected.values && { ...expected.values.edit, start: expected.values.edit.start + moved },
    );
    expect(found.items).toEqual(expected.items);
  });
});
