import type { KustoType } from '../../core/kql/kustoType';
import type { ResultPayload } from '../../core/notebook/resultPayload';
import { filledColumns } from '../../core/notebook/shownColumns';
import type { CellValue, Row } from '../../core/protocol/queryProtocol';
import { displayText } from '../values/displayText';
import { pathText, valueAt, type PropertyPath } from '../values/propertyPath';

/** A column of the grid: one of the result's, or a part of one that was pulled out. */
export interface GridColumn {
  /** Unique in the grid. */
  readonly id: string;
  readonly name: string;
  readonly type: KustoType;
  /** Position in the result's columns, and so in its rows. */
  readonly index: number;
  /** What of the value; empty for the whole. */
  readonly path: PropertyPath;
  /** Names of the column's numbers. */
  readonly names?: Readonly<Record<string, string>>;
}

export function resultColumns({
  columns,
  enums = [],
}: Pick<ResultPayload, 'columns' | 'enums'>): readonly GridColumn[] {
  return columns.map(({ name, type }, index) => {
    const names = enums.find(({ column }) => column === index)?.names;
    return { id: String(index), name, type, index, path: [], ...(names === undefined ? {} : { names }) };
  });
}

/** A property of a column's dynamic values as a column. */
export function propertyColumn({ index, name, path: outer }: GridColumn, inner: PropertyPath): GridColumn {
  const path = [...outer, ...inner];
  return { id: `${index}:${JSON.stringify(path)}`, name: pathText(name, inner), type: 'dynamic', index, path };
}

/** A part of a value is known to this grid only: the engine neither sorts nor filters by it. */
export function isPulledOut({ path }: GridColumn): boolean {
  return path.length > 0;
}

export function columnValue({ index, path }: GridColumn, row: Row): CellValue {
  return valueAt(row[index] ?? null, path);
}

/** The columns that the first rows leave empty: an audit record fills a few dozen of hundreds. */
export function emptyColumns(columns: readonly GridColumn[], rows: readonly Row[]): readonly GridColumn[] {
  const filled = new Set(filledColumns(columns.length, rows));
  return columns.filter(({ index }) => !filled.has(index));
}

/** Rows that are looked at to find a column's width. */
const measuredRows = 50;
const maxCharacters = 48;
/** Beside a column's name stand its menu, and a time's zone. */
const headerCharacters = 4;
const zoneCharacters = 6;

/** How many characters wide a column is at first: its name, and most of its values. */
export function columnCharacters(column: GridColumn, rows: readonly Row[]): number {
  const lengths = rows
    .slice(0, measuredRows)
    .map((row) => displayText(columnValue(column, row), column.type, { isLocalTime: false, ...column }).length);
  const header = column.name.length + headerCharacters + (column.type === 'datetime' ? zoneCharacters : 0);
  return Math.min(maxCharacters, Math.max(header, ...lengths));
}
