/** Searches for terms: those of a literal by a regular expression, those of a column by marks; both must say the same. */
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
]);
