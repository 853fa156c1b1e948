import type { Row } from '../../core/protocol/queryProtocol';
import type { RowSource } from '../rows/rowSource';
import { wholeView } from '../view/viewState';

/** What a chart reads at most: more points than a screen has, and some megabytes. */
export const maxChartRows = 50_000;

const pageRows = 5_000;

/** The first rows of a result, in its own order, as far as a chart can use them. */
export async function readChartRows(
  source: RowSource,
  firstRows: readonly Row[],
  signal: AbortSignal,
): Promise<readonly Row[]> {
  const wanted = Math.min(source.rowCount, maxChartRows);
  const rows = [...firstRows];
  while (rows.length < wanted) {
    const limit = Math.min(pageRows, wanted - rows.length);
    const page = await source.readRows({ view: wholeView, offset: rows.length, limit }, signal);
    if (page.rows.length === 0) {
      break;
    }
    rows.push(...page.rows);
  }
  return rows;
}
