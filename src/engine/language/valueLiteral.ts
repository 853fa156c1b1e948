import type { ValueColumn } from '../../core/kql/language/service/valueColumn';

/** A value as what is compared has it: `tolower(Operation)` has other letters than the column. */
export function valueInLetters(value: string, { letters }: Pick<ValueColumn, 'letters'>): string {
  return letters === 'lower' ? value.toLowerCase() : letters === 'upper' ? value.toUpperCase() : value;
}

/** A literal of KQL: what records hold is a stranger's text. */
export function valueLiteral(written: string, column: Pick<ValueColumn, 'type' | 'letters'>): string {
  const value = valueInLetters(written, column);
  return column.type === 'guid' ? `guid(${value})` : `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
