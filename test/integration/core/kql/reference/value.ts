import { formatDatetime, formatTimespan } from '../../../../../src/core/kql/values/dateTimeText';

export type ReferenceType = 'bool' | 'int' | 'long' | 'real' | 'string' | 'datetime' | 'timespan' | 'dynamic';

/** Whole numbers and ticks are bigints, reals are numbers, a dynamic is an array; null is a null of any type but string. */
export type Value = null | boolean | bigint | number | string | readonly Value[];

export type Row = readonly Value[];

export interface ReferenceColumn {
  readonly name: string;
  readonly type: ReferenceType;
}

export function whole(value: Value): bigint {
  if (typeof value !== 'bigint') {
    throw new TypeError('This is no whole number.');
  }
  return value;
}

/** Any number, as a real. */
export function real(value: Value): number {
  return Number(typeof value === 'number' ? value : whole(value));
}

export function text(value: Value): string {
  if (typeof value !== 'string') {
    throw new TypeError('This is no string.');
  }
  return value;
}

export function items(value: Value): readonly Value[] {
  if (typeof value !== 'object' || value === null) {
    throw new TypeError('This is no array.');
  }
  return value;
}

/** A value as a literal of KQL. */
export function literalText(type: ReferenceType, value: Value): string {
  if (value === null) {
    return `${type}(null)`;
  }
  switch (type) {
    case 'string':
      return JSON.stringify(value);
    case 'datetime':
      return `datetime(${formatDatetime(whole(value))})`;
    case 'timespan':
      return `timespan(${formatTimespan(whole(value))})`;
    case 'dynamic':
      return `dynamic([${items(value)
        .map((item) => (typeof item === 'string' ? JSON.stringify(item) : String(item)))
        .join()}])`;
    case 'bool':
    case 'int':
    case 'long':
    case 'real':
      return `${type}(${String(value)})`;
  }
}

/** A value as a key that is equal for equal values, whatever null is equal to. */
export function keyText(value: Value): string {
  return Array.isArray(value)
    ? `[${value.map(keyText).join()}]`
    : `${typeof value} ${Object.is(value, -0) ? '0' : String(value)}`;
}

/** Strings by their code points, `false` before `true`, numbers by size. Nulls have no place here. */
export function compareValues(left: Value, right: Value): number {
  if (typeof left === 'string' && typeof right === 'string') {
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
  }
  const [a, b] = [left, right].map((value) => (typeof value === 'boolean' ? BigInt(value) : value));
  return a === b ? 0 : (a ?? 0) < (b ?? 0) ? -1 : 1;
}
