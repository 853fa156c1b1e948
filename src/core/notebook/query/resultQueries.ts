import type { Column } from '../../kql/kustoType';
import type { Place } from '../../kql/queryError';
import { columnName } from '../../powershell/translate/kqlText';
import type { CellValue } from '../../protocol/queryProtocol';
import type { ValuePath } from '../../protocol/resultPlace';
import { kqlCondition } from './kqlCondition';
import { memberAccess } from './memberAccess';
import { addOperator } from './narrowQuery';

/** Where a result comes from. */
export interface ResultQuery {
  /** KQL of the whole cell, as it ran. */
  readonly text: string;
  /** The statement of the result in it. */
  readonly place: Place;
  readonly columns: readonly Column[];
}

/** The query of a result, narrowed to the rows with this value, or to those without it; undefined if there is no such column. */
export function filterQuery(
  query: ResultQuery,
  columnNamed: string,
  value: CellValue,
  isExcluded: boolean,
  path: ValuePath = [],
): string | undefined {
  const column = query.columns.find(({ name }) => name === columnNamed);
  return column && addOperator(query.text, query.place, `where ${kqlCondition(column, value, isExcluded, path)}`);
}

/**
 * The query of a result with a column more, which holds a part of a dynamic value and is named after it; undefined if there is no such
 * column.
 */
export function extendQuery(query: ResultQuery, columnNamed: string, path: ValuePath): string | undefined {
  const column = query.columns.find(({ name }) => name === columnNamed);
  if (column === undefined || path.length === 0) {
    return undefined;
  }
  const wanted = path.findLast((step) => typeof step === 'string') ?? `${columnNamed}_${path.join('_')}`;
  const name = freeName(wanted, query.columns);
  return addOperator(
    query.text,
    query.place,
    `extend ${columnName(name)} = ${columnName(column.name)}${memberAccess(path)}`,
  );
}

/** In this case or another, a column of this name would be replaced. */
function freeName(wanted: string, columns: readonly Column[]): string {
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()));
  let name = wanted;
  for (let number = 2; taken.has(name.toLowerCase()); number++) {
    name = `${wanted}${number}`;
  }
  return name;
}
