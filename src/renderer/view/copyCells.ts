import type { CopyTable } from '../../core/notebook/copy/copyTable';
import { jsonRows } from '../../core/notebook/copy/jsonRows';
import { kqlDatatable } from '../../core/notebook/copy/kqlDatatable';
import { markdownTable } from '../../core/notebook/copy/markdownTable';
import { tabText } from '../../core/notebook/copy/tabText';
import type { RangeBounds } from '../grid/cellRange';
import { columnValue, type GridColumn } from '../grid/gridColumn';
import type { CopyFormat } from '../menus/valueMenu';
import type { PageLoader } from '../rows/pageLoader';

/** Rows that are copied at most: the clipboard holds them as one text. */
export const maxCopiedRows = 10_000;

export interface CopiedText {
  readonly text: string;
  readonly rowCount: number;
}

/** The text of some cells; rows that were not scrolled to are read first. */
export async function copyCells(
  format: CopyFormat,
  { firstRow, lastRow, firstColumn, lastColumn }: RangeBounds,
  shownColumns: readonly GridColumn[],
  loader: PageLoader,
  signal: AbortSignal,
): Promise<CopiedText> {
  const rowCount = Math.min(lastRow - firstRow + 1, maxCopiedRows);
  const loaded = Array.from({ length: rowCount }, (_, index) => loader.rowAt(firstRow + index));
  const rows = loaded.every((row) => row !== undefined) ? loaded : await loader.readRows(firstRow, rowCount, signal);
  const columns = shownColumns.slice(firstColumn, lastColumn + 1);
  const table: CopyTable = { columns, rows: rows.map((row) => columns.map((column) => columnValue(column, row))) };
  return { text: tableText(format, table), rowCount };
}

function tableText(format: CopyFormat, table: CopyTable): string {
  switch (format) {
    case 'copyText':
      return tabText(table, false);
    case 'copyTsv':
      return tabText(table, true);
    case 'copyJson':
      return jsonRows(table);
    case 'copyMarkdown':
      return markdownTable(table);
    case 'copyDatatable':
      return kqlDatatable(table);
  }
}
