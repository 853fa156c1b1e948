import type { Column } from '../../kql/kustoType';
import type { Place } from '../../kql/queryError';
import { columnName, quoted } from '../../powershell/translate/kqlText';
import type { CellValue } from '../../protocol/queryProtocol';
import { kqlCondition } from './kqlCondition';
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
): string | undefined {
  const column = query.columns.find(({ name }) => name === columnNamed);
  return column && addOperator(query.text, query.place, `where ${kqlCondition(column, value, isExcluded)}`);
}

/**
 * The query of a result with a column more, which holds a part of a dynamic value and is named after it; undefined if there is no such
 * column.
 *
 * @param path names of properties and positions in arrays, from the outside in
 */
export function extendQuery(
  query: ResultQuery,
  columnNamed: string,
  path: readonly (string | number)[],
): string | undefined {
  const column = query.columns.find(({ name }) => name === columnNamed);
  if (column === undefined || path.length === 0) {
    return undefined;
  }
  const part = path.map((step) => (typeof step === 'number' ? `[${step}]` : `[${quoted(step)}]`)).join('');
  const wanted = path.findLast((step) => typeof step === 'string') ?? `${columnNamed}_${path.join('_')}`;
  const name = freeName(wanted, query.columns);
  return addOperator(query.text, query.place, `extend ${columnName(name)} = ${columnName(column.name)}${part}`);
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
