import type { Column, KustoType } from '../kql/kustoType';
import { withDoubles } from '../kql/values/exactNumbers';
import { cellText, escapeControls } from '../notebook/cellText';
import type { CellValue, Row } from '../protocol/queryProtocol';

/** Names of the numbers in columns, by the number. */
export interface ChartEnum {
  readonly column: number;
  readonly names: Readonly<Record<string, string>>;
}

/** The rows that a chart is drawn from. */
export interface ChartTable {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly enums?: readonly ChartEnum[] | undefined;
}

/** More than charts show: rows of long arrays must not fill the memory. */
const maxRows = 250_000;

/** Names are read, not searched; the table has them whole. */
const maxNameLength = 80;

const timePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/**
 * The result as a chart needs it. What `make-series` gives, a row for each series with arrays of times and values, becomes a row
 * for each point, as Kusto's charts do it. The positions of columns stay.
 */
export function chartTable(result: ChartTable): ChartTable {
  const table = { ...result, rows: drawnRows(result) };
  const arrays = table.columns.flatMap(({ type }, index) =>
    type === 'dynamic' && isArrayColumn(table, index) ? [index] : [],
  );
  if (arrays.length < 2) {
    return table;
  }
  const rows: Row[] = [];
  for (const row of table.rows) {
    const length = Math.max(...arrays.map((index) => arrayAt(row, index).length));
    for (let point = 0; point < length && rows.length < maxRows; point++) {
      rows.push(row.map((value, index) => (arrays.includes(index) ? (arrayAt(row, index)[point] ?? null) : value)));
    }
  }
  const columns = table.columns.map((column, index) =>
    arrays.includes(index) ? { name: column.name, type: commonType(rows, index) } : column,
  );
  return { ...table, columns, rows };
}

/** Rows whose dynamic values have their numbers as doubles. */
function drawnRows({ columns, rows }: ChartTable): readonly Row[] {
  return columns.some(({ type }) => type === 'dynamic')
    ? rows.map((row) => row.map((value, index) => (columns[index]?.type === 'dynamic' ? withDoubles(value) : value)))
    : rows;
}

function isArrayColumn({ rows }: ChartTable, column: number): boolean {
  return rows.length > 0 && rows.every((row) => isArray(row[column]));
}

function arrayAt(row: Row, column: number): readonly CellValue[] {
  const value = row[column];
  return isArray(value) ? value : [];
}

function isArray(value: CellValue | undefined): value is readonly CellValue[] {
  return Array.isArray(value);
}

function commonType(rows: readonly Row[], column: number): KustoType {
  const values = rows.map((row) => row[column] ?? null).filter((value) => value !== null);
  if (values.length > 0 && values.every((value) => typeof value === 'string' && timePattern.test(value))) {
    return 'datetime';
  }
  return values.every((value) => typeof value === 'number' || isNumberWord(value)) ? 'real' : 'string';
}

/** How a number that JSON does not have is written. */
function isNumberWord(value: CellValue): boolean {
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity';
}

export function isNumeric(type: KustoType): boolean {
  return type === 'int' || type === 'long' || type === 'real' || type === 'decimal';
}

/** A number or, of a datetime, milliseconds since 1970, UTC; null for what has no place on an axis. */
export function axisValue(value: CellValue | undefined, type: KustoType): number | null {
  const number =
    type === 'datetime' && typeof value === 'string'
      ? Date.parse(value)
      : typeof value === 'number' || (typeof value === 'string' && value !== '' && isNumeric(type))
        ? Number(value)
        : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

/** A value as the name of a category or a series: `2 (ExchangeItem)` for a number that has a name. Empty for null. */
export function nameOf({ columns, enums = [] }: ChartTable, column: number, value: CellValue | undefined): string {
  const text = cellText(value ?? null, columns[column]?.type);
  const names = enums.find((candidate) => candidate.column === column)?.names ?? {};
  const name = Object.hasOwn(names, text) ? names[text] : undefined;
  const whole = escapeControls(name === undefined ? text : `${text} (${name})`);
  return whole.length > maxNameLength ? `${whole.slice(0, maxNameLength - 1)}…` : whole;
}
