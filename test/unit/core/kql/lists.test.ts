/** Lists after `in`: what is plain is looked up at once, anything else is compared. */
import { expect, test } from 'vitest';
import { openDuckDb, runKql } from './runKql';

test.each([
  ['x in (1, 2, 3)', [[true], [false], [false]]],
  ['x !in (1, 2, 3)', [[false], [true], [true]]],
  ['x in (1, 2, 4.0)', [[true], [true], [false]]],
  ['x in (1, 2, dynamic([4]))', [[true], [true], [false]]],
  ['x in (7, 8, y)', [[false], [true], [false]]],
  ['tostring(x) in ("1", "2", "")', [[true], [false], [true]]],
  ['strcat("A", x) in~ ("a1", "b", "a")', [[true], [false], [true]]],
  ['toreal(x) in (1.0, real(nan))', [[true], [false], [false]]],
])('%s', async (condition, expected) => {
  const rows = 'datatable(i: int, x: long, y: long)[1, 1, 2, 2, 4, 4, 3, long(null), 5]';
  const results = await runKql(await openDuckDb(), `${rows} | sort by i asc | project found = ${condition}`);
  expect(results.at(-1)?.rows).toEqual(expected);
});
