import type { KustoType } from '../../kql/kustoType';
import type { CellValue } from '../../protocol/queryProtocol';
import { guardFormula } from '../../text/csvText';
import { cellText } from '../cellText';
import type { CopyTable } from './copyTable';

/** Types whose values are whatever a stranger wrote; a negative number is no formula. */
const freeTextTypes: ReadonlySet<KustoType> = new Set(['dynamic', 'string']);

/** A table as spreadsheets paste it: tabs between the cells. A single value is copied as it is. */
export function tabText({ columns, rows }: CopyTable, hasHeaders: boolean): string {
  if (!hasHeaders && columns.length === 1 && rows.length === 1) {
    return cellText(rows[0]?.[0] ?? null, columns[0]?.type);
  }
  const lines = rows.map((row) => columns.map(({ type }, index) => tabCell(row[index] ?? null, type)));
  const header = columns.map(({ name }) => quoteCell(guardFormula(name)));
  return (hasHeaders ? [header, ...lines] : lines).map((cells) => cells.join('\t')).join('\n');
}

function tabCell(value: CellValue, type: KustoType): string {
  const text = cellText(value, type);
  return quoteCell(freeTextTypes.has(type) ? guardFormula(text) : text);
}

/** Excel and its kin read a cell in quotes over several lines; in all other cells a quote is just a character. */
function quoteCell(text: string): string {
  return /[\t\r\n]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
