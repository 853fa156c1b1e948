import { exactJson } from '../../kql/values/exactNumbers';
import type { CellValue } from '../../protocol/queryProtocol';
import type { CopyTable } from './copyTable';

/** Rows as objects by the names of the columns; a single value as it is. */
export function jsonRows({ columns, rows }: CopyTable): string {
  const [onlyRow] = rows;
  if (columns.length === 1 && rows.length === 1) {
    return exactJson(onlyRow?.[0] ?? null, 2);
  }
  // A record may have a property named `__proto__`, which `Object.fromEntries` keeps as any other.
  const objects = rows.map((row) =>
    Object.fromEntries(columns.map(({ name }, index): [string, CellValue] => [name, row[index] ?? null])),
  );
  return exactJson(objects, 2);
}
