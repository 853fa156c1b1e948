import type { Column, KustoType } from '../kql/kustoType';
import { exactDigits, exactJson } from '../kql/values/exactNumbers';
import { cellText } from '../notebook/cellText';
import type { CellValue, Row } from '../protocol/queryProtocol';
import { csvLine, guardFormula } from './csvText';

/** The first line of CSV. @param delimiter see `csvLine` */
export function csvHeader(columns: readonly Column[], delimiter?: string): string {
  return csvLine(
    columns.map(({ name }) => guardFormula(name)),
    delimiter,
  );
}

/** A row as a line of CSV. */
export function csvRow(columns: readonly Column[], row: Row, delimiter?: string): string {
  return csvLine(
    columns.map(({ type }, index) => csvText(row[index] ?? null, type)),
    delimiter,
  );
}

/** Types whose values strangers write. */
const freeTextTypes: ReadonlySet<KustoType> = new Set<KustoType>(['string', 'dynamic']);

/** Negative numbers and timespans are no formulas, though they look like some. */
function csvText(value: CellValue, type: KustoType): string {
  const text = cellText(value);
  return freeTextTypes.has(type) && typeof value === 'string' && exactDigits(value) === undefined
    ? guardFormula(text)
    : text;
}

/** A row as a JSON object by the names of the columns, on one line. */
export function jsonObject(columns: readonly Column[], row: Row): string {
  const members = columns.map(({ name, type }, index) => `${JSON.stringify(name)}:${jsonOf(row[index] ?? null, type)}`);
  return `{${members.join(',')}}`;
}

/** A row as a JSON array, on one line. */
export function jsonArray(columns: readonly Column[], row: Row): string {
  return `[${columns.map(({ type }, index) => jsonOf(row[index] ?? null, type)).join(',')}]`;
}

function jsonOf(value: CellValue, type: KustoType): string {
  return type === 'dynamic' ? exactJson(value) : JSON.stringify(value);
}
