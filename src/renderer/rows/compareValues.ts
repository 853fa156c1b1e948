import type { KustoType } from '../../core/kql/kustoType';
import { cellNumber } from '../../core/kql/values/exactNumbers';
import { cellText } from '../../core/notebook/cellText';
import type { CellValue } from '../../core/protocol/queryProtocol';

/** The order of two values of a column, as of `Array.sort` and as the engine has it: null is less than any value. */
export function compareValues(type: KustoType, left: CellValue, right: CellValue): number {
  if (left === null || right === null) {
    return Number(left !== null) - Number(right !== null);
  }
  switch (type) {
    case 'int':
    case 'long':
    case 'real':
    case 'decimal':
      return compare(toNumber(left), toNumber(right));
    case 'timespan':
      return compare(toTicks(cellText(left)), toTicks(cellText(right)));
    case 'bool':
      return Number(left) - Number(right);
    case 'dynamic':
      return compareDynamic(left, right);
    case 'datetime':
    case 'guid':
    case 'string':
      return compare(cellText(left), cellText(right));
  }
}

/** Numbers come first, by their size; then all others, by their text. */
function compareDynamic(left: CellValue, right: CellValue): number {
  const [first, second] = [cellNumber(left), cellNumber(right)];
  if (first !== undefined && second !== undefined) {
    return first - second;
  }
  const order = Number(first === undefined) - Number(second === undefined);
  return order === 0 ? compare(cellText(left), cellText(right)) : order;
}

function compare<T extends bigint | number | string>(left: T, right: T): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A long that a number cannot hold comes as text. NaN is less than any number. */
function toNumber(value: CellValue): bigint | number {
  if (typeof value === 'string' && /^-?\d+$/.test(value)) {
    return BigInt(value);
  }
  const number = Number(value);
  return Number.isNaN(number) ? Number.NEGATIVE_INFINITY : number;
}

const timespanPattern = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,7}))?$/;

/** Ticks of 100 ns, of .NET's constant format `[-][d.]hh:mm:ss[.fffffff]`. */
function toTicks(text: string): bigint {
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] =
    timespanPattern.exec(text) ?? [];
  const wholeSeconds = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  const ticks = wholeSeconds * 10_000_000n + BigInt(fraction.padEnd(7, '0'));
  return sign === undefined ? ticks : -ticks;
}
