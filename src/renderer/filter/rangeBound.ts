import type { CellValue } from '../../core/protocol/queryProtocol';
import { isNumeric } from '../values/displayText';
import { localTime } from '../values/localTime';
import type { FilteredColumn } from './filteredColumn';

const timePattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(\.\d+)?$/;

/** A bound of a range as a row has its values; undefined for a field that is empty or holds no such value. */
export function readBound(
  text: string,
  { type, isLocalTime }: Pick<FilteredColumn, 'type' | 'isLocalTime'>,
): CellValue | undefined {
  const trimmed = text.trim();
  if (trimmed === '') {
    return undefined;
  }
  if (type === 'datetime') {
    return readTime(trimmed, isLocalTime);
  }
  if (!isNumeric(type)) {
    return trimmed;
  }
  const number = Number(trimmed);
  // A long or decimal that a number cannot hold stays the text that it is.
  return Number.isNaN(number) ? undefined : Number.isSafeInteger(number) || !/^-?\d+$/.test(trimmed) ? number : trimmed;
}

/** The bound as its field shows it: a time as `datetime-local` inputs have it. */
export function boundText(
  bound: CellValue | undefined,
  { type, isLocalTime }: Pick<FilteredColumn, 'type' | 'isLocalTime'>,
): string {
  if (bound === undefined || bound === null) {
    return '';
  }
  if (type === 'datetime' && typeof bound === 'string') {
    return (isLocalTime ? localTime(bound) : bound).slice(0, 19);
  }
  return typeof bound === 'object' ? JSON.stringify(bound) : String(bound);
}

function readTime(text: string, isLocalTime: boolean): string | undefined {
  const [, minutes, seconds = ':00', fraction = ''] = timePattern.exec(text) ?? [];
  const date = new Date(`${minutes ?? ''}${seconds}${isLocalTime ? '' : 'Z'}`);
  if (minutes === undefined || Number.isNaN(date.getTime())) {
    return undefined;
  }
  return `${date.toISOString().slice(0, 19)}.${fraction.slice(1, 8).padEnd(7, '0')}Z`;
}
