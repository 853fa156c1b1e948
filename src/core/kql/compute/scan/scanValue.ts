import type { KustoType } from '../../kustoType';
import { readReal } from '../computedFunction';

/** A whole number, datetime or timespan is a bigint, a real a number; what no operation looks into is its text. */
export type ScanValue = boolean | number | bigint | string | null;

/** The value of a text as DuckDB writes it. */
export function readScanValue(type: KustoType, text: string | null): ScanValue {
  if (text === null) {
    return null;
  }
  switch (type) {
    case 'bool':
      return text === 'true';
    case 'int':
    case 'long':
    case 'datetime':
    case 'timespan':
      return BigInt(text);
    case 'real':
      return readReal(text);
    case 'decimal':
    case 'dynamic':
    case 'guid':
    case 'string':
      return text;
  }
}

/** The text of a value, which DuckDB reads as the value's type. */
export function scanValueText(value: ScanValue): string | null {
  if (value === null) {
    return null;
  }
  return Object.is(value, -0) ? '-0' : Number.isNaN(value) ? 'nan' : String(value);
}
