import type { KustoType } from '../../core/kql/kustoType';
import type { ResultPayload } from '../../core/notebook/resultPayload';
import { filledColumns } from '../../core/notebook/shownColumns';
import type { CellValue, Row } from '../../core/protocol/queryProtocol';
import type { ResultPlace, ValuePath } from '../../core/protocol/resultPlace';
import { displayText } from '../values/displayText';
import { pathText, valueAt } from '../values/propertyPath';

/** A column of the grid: one of the result's, or a part of one that was pulled out. */
export interface GridColumn {
  /** Unique in the grid. */
  readonly id: string;
  readonly name: string;
  readonly type: KustoType;
  /** Position in the result's columns, and so in its rows. */
  readonly index: number;
  /** What of the value; empty for the whole. */
  readonly path: ValuePath;
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
export function propertyColumn({ index, name, path: outer }: GridColumn, inner: ValuePath): GridColumn {
  const path = [...outer, ...inner];
  // The grid writes ids into attributes with what means something to HTML escaped, and then does not know them any more.
  const id = `${index}:${encodeURIComponent(JSON.stringify(path)).replaceAll("'", '%27')}`;
  return { id, name: pathText(name, inner), type: 'dynamic', index, path };
}

export function isPulledOut({ path }: GridColumn): boolean {
  return path.length > 0;
}

/** What the engine calls the column. */
export function placeOf({ index, path }: GridColumn): ResultPlace {
  return { column: index, ...(path.length === 0 ? {} : { path }) };
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
/** Beside a column's name stand the arrow of its sort and its menu, and a time's zone. */
const headerCharacters = 6;
const zoneCharacters = 6;
/** Pixels around the text of a cell. */
const cellPadding = 24;

/**
 * Pixels that a column is wide at first: its name, and most of its values.
 *
 * @param characterWidth pixels
 */
export function columnWidth(column: GridColumn, rows: readonly Row[], characterWidth: number): number {
  const lengths = rows
    .slice(0, measuredRows)
    .map((row) => displayText(columnValue(column, row), column.type, { isLocalTime: false, ...column }).length);
  const header = column.name.length + headerCharacters + (column.type === 'datetime' ? zoneCharacters : 0);
  const characters = Math.min(maxCharacters, Math.max(header, ...lengths));
  return Math.round(characters * characterWidth + cellPadding);
}
