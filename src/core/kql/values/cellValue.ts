import type { CellValue } from '../../protocol/queryProtocol';
import type { KustoType } from '../kustoType';
import { formatDatetime, formatTimespan } from './dateTimeText';
import { readExactJson } from './exactNumbers';

/**
 * A value of a compiled statement's result as it travels: see `Row` of the protocol.
 *
 * @param raw what DuckDB gave for a column of this type, as a plain JavaScript value: `null`, boolean, number, bigint or string;
 *   `sql/sqlTypes.ts` says which DuckDB type it has. UUID and DECIMAL come as objects that know their text.
 */
export function cellValue(type: KustoType, raw: unknown): CellValue {
  if (raw === null || raw === undefined) {
    return type === 'string' ? '' : null;
  }
  switch (type) {
    case 'bool':
      return Boolean(raw);
    case 'int':
    case 'real':
    case 'decimal':
      return safeNumber(Number(raw));
    case 'long':
      return Number.isSafeInteger(Number(raw)) ? Number(raw) : asText(raw);
    case 'datetime':
      return formatDatetime(BigInt(asText(raw)));
    case 'timespan':
      return formatTimespan(BigInt(asText(raw)));
    case 'dynamic':
      return readExactJson(asText(raw));
    case 'guid':
    case 'string':
      return asText(raw);
  }
}

function safeNumber(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

function asText(raw: unknown): string {
  return String(raw);
}
