import type { Column, KustoType } from '../kql/kustoType';
import type { Row } from '../protocol/queryProtocol';
import { cellText, escapeControls } from './cellText';
import { filledColumns } from './shownColumns';

export interface TextTableLimits {
  readonly maxRows: number;
  /** Characters that a column may take; longer values are cut off with an ellipsis. */
  readonly maxWidth: number;
}

/**
 * A result as a plain text table, for where no renderer is: diffs, the accessible view, other hosts. Columns that are empty in
 * all rows are left out.
 */
export function formatTextTable(columns: readonly Column[], rows: readonly Row[], limits: TextTableLimits): string {
  const shownRows = rows.slice(0, limits.maxRows);
  const shownColumns = filledColumns(columns.length, shownRows);
  const header = shownColumns.map((index) => columns[index]?.name ?? '');
  const body = shownRows.map((row) =>
    shownColumns.map((index) => shorten(row[index] ?? null, columns[index]?.type ?? 'dynamic', limits.maxWidth)),
  );
  const widths = header.map((name, index) => Math.max(name.length, ...body.map((cells) => cells[index]?.length ?? 0)));
  const lines = [header, widths.map((width) => '-'.repeat(width)), ...body];
  return lines
    .map((cells) =>
      cells
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function shorten(value: Row[number], type: KustoType, maxWidth: number): string {
  const text = escapeControls(cellText(value, type));
  return text.length > maxWidth ? `${text.slice(0, maxWidth - 1)}…` : text;
}
