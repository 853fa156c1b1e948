/** Searches for terms: those of a literal by a regular expression, those of a column by marks; both must say the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDuckDb, runKql } from '../runKql';
import { testRows } from './answers';

const texts = 'datatable(s: string)["A.B c", "a.bc", "né", "ax_y", "w-z-w", ""]';

testRows(
  (
    [
      ['a.b', ['A.B c'], ['A.B c', 'a.bc'], ['A.B c'], []],
      ['É', [], [], ['né'], []],
      ['x_y', [], [], ['ax_y'], []],
      ['-z-', ['w-z-w'], ['w-z-w'], ['w-z-w'], ['w-z-w']],
      ['bc', ['a.bc'], ['a.bc'], ['a.bc'], ['a.bc']],
    ] as const
  ).flatMap(([term, ...found]) =>
    ['has', 'hasprefix', 'hassuffix', 'has_cs'].flatMap((operator, index) => {
      const rows = (found[index] ?? []).map((text) => [text]);
      return [
        [`${texts} | where s ${operator} "${term}"`, rows] as const,
        [`${texts} | extend t = "${term}" | where s ${operator} t | project s`, rows] as const,
      ];
    }),
  ),
);

testRows([
  [`${texts} | where s has_any (dynamic(["c", "z"]))`, [['A.B c'], ['w-z-w']]],
  [`${texts} | where s has_any ((print t = "C" | union (print t = "z")))`, [['A.B c'], ['w-z-w']]],
  [`${texts} | where s has_all (dynamic(["a", "c"]))`, [['A.B c']]],
  [`${texts} | extend t = dynamic(["a", "c"]) | where s has_all (t) | project s`, [['A.B c']]],
  [`${texts} | where s has_any (dynamic([]))`, []],
  [`${texts} | where s has_any (dynamic(null))`, []],
  [`${texts} | project i = has_any_index(s, dynamic(["-z-", "C", ""]))`, [[1], [2], [2], [2], [0], [2]]],
  ['print i = has_any_index("a", dynamic(null))', [[-1]]],
]);

/** Whatever a pattern could take for a sign of its own. */
const term = fc.string({
  unit: fc.constantFrom(...Array.from('aAbé1_-.*+?()[]{}|^$/ \t'), '\0', '\u{1F600}', '本'),
  maxLength: 4,
});

test('has_any finds what has finds of any of the terms', async () => {
  const connection = await openDuckDb();
  const written = (text: string): string => JSON.stringify(text).replaceAll('\\u0000', '\\0');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(term, { maxLength: 3 }), { minLength: 5, maxLength: 8 }),
      fc.array(term, { minLength: 2, maxLength: 4 }),
      async (texts, terms) => {
        const rows = `datatable(s: string)[${texts.map((parts) => written(parts.join(' '))).join(', ')}]`;
        const listed = terms.map(written);
        const each = listed.map((each) => `s has ${each}`).join(' or ');
        const [any, found] = await runKql(
          connection,
          `${rows} | project f = s has_any (${listed.join(', ')}); ${rows} | project f = ${each}`,
        );
        expect(any?.rows).toEqual(found?.rows);
      },
    ),
    { numRuns: 20 },
  );
});

test('has_any finds each of thousands of terms', async () => {
  const names = Array.from({ length: 3_000 }, (_, index) => `file-${index}.example.com`);
  const query = `range i from 0 to 2999 step 10 | extend s = strcat("at FILE-", i, ".example.com/") | where s has_any (${names.map((name) => `"${name}"`).join(', ')}) | count`;
  const [result] = await runKql(await openDuckDb(), query);
  expect(result?.rows).toEqual([[300]]);
});
