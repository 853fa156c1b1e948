/**
 * What PowerShell's operators do with values, plainly: written from about_Comparison_Operators, about_Booleans, about_Wildcards,
 * about_Type_Conversion and about_Member-Access_Enumeration, with nothing of the translator in it.
 */

/** A property that does not exist is undefined, `$null` is null. */
export type PsValue = undefined | null | boolean | number | string | Date | readonly PsValue[] | PsObject;

export interface PsObject {
  readonly [name: string]: PsValue;
}

export function isList(value: PsValue): value is readonly PsValue[] {
  return Array.isArray(value);
}

export function isObject(value: PsValue): value is PsObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** A property by its name in any case; of an array, that of its elements. */
export function member(target: PsValue, name: string): PsValue {
  const wanted = name.toLowerCase();
  if (isList(target)) {
    return wanted === 'count' || wanted === 'length' ? target.length : enumerate(target, name);
  }
  if (isObject(target)) {
    return target[Object.keys(target).find((key) => key.toLowerCase() === wanted) ?? name];
  }
  if (target === null || target === undefined) {
    return wanted === 'count' ? 0 : undefined;
  }
  if (typeof target === 'string' && wanted === 'length') {
    return target.length;
  }
  if (target instanceof Date) {
    return dateMember(target, wanted);
  }
  return wanted === 'count' ? 1 : undefined;
}

function enumerate(list: readonly PsValue[], name: string): PsValue {
  const found = list
    .map((element) => (isObject(element) ? member(element, name) : undefined))
    .filter((value) => value !== undefined && value !== null)
    .flatMap((value) => (isList(value) ? value : [value]));
  return found.length > 1 ? found : found[0];
}

function dateMember(date: Date, name: string): PsValue {
  const parts: Readonly<Record<string, PsValue>> = {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    date: new Date(Math.floor(date.getTime() / 86_400_000) * 86_400_000),
    dayofweek: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'][date.getUTCDay()],
  };
  return parts[name];
}

export function truth(value: PsValue): boolean {
  if (isList(value)) {
    return value.length > 1 || (value.length === 1 && truth(value[0]));
  }
  return value instanceof Date || isObject(value) || Boolean(value);
}

export function text(value: PsValue): string {
  if (value === null || value === undefined) {
    return '';
  }
  if (isList(value)) {
    return value.map(text).join(' ');
  }
  if (value instanceof Date) {
    const [year = '', month = '', day = ''] = value.toISOString().slice(0, 10).split('-');
    return `${month}/${day}/${year} ${value.toISOString().slice(11, 19)}`;
  }
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : isObject(value) ? '@{}' : String(value);
}

/** Undefined for what is no number. */
export function number(value: PsValue): number | undefined {
  if (value === null || value === undefined) {
    return 0;
  }
  const found = Number(typeof value === 'string' ? value.trim() : value);
  return Number.isNaN(found) ? undefined : found;
}

function date(value: PsValue): Date | undefined {
  const found = value instanceof Date ? value : new Date(/[Z]$/.test(text(value)) ? text(value) : `${text(value)}Z`);
  return Number.isNaN(found.getTime()) ? undefined : found;
}

const isNone = (value: PsValue): value is null | undefined => value === null || value === undefined;

/** Below, at or above 0; undefined where the two cannot be compared. The left value says how. */
export function order(left: PsValue, right: PsValue, isCaseSensitive = false): number | undefined {
  if (isNone(left) || isNone(right)) {
    return orderWithNull(left, right);
  }
  switch (typeof left) {
    case 'string': {
      const [a, b] = [left, text(right)].map((side) => (isCaseSensitive ? side : side.toLowerCase())) as [
        string,
        string,
      ];
      return a < b ? -1 : a > b ? 1 : 0;
    }
    case 'number': {
      const other = number(right);
      return other === undefined ? undefined : left - other;
    }
    case 'boolean':
      return Number(left) - Number(truth(right));
    default: {
      const other = left instanceof Date ? date(right) : undefined;
      return left instanceof Date && other !== undefined ? left.getTime() - other.getTime() : undefined;
    }
  }
}

/** A null is less than all but numbers below 0. */
function orderWithNull(left: PsValue, right: PsValue): number {
  if (isNone(left) && isNone(right)) {
    return 0;
  }
  const other = isNone(left) ? right : left;
  const isNullLess = !(typeof other === 'number' && other < 0);
  return isNone(left) === isNullLess ? -1 : 1;
}

export function equal(left: PsValue, right: PsValue, isCaseSensitive = false): boolean {
  return isNone(left) || isNone(right) ? isNone(left) && isNone(right) : order(left, right, isCaseSensitive) === 0;
}

export function like(value: PsValue, pattern: string, isCaseSensitive: boolean): boolean {
  const regex = pattern
    .replaceAll(/[\\^$.+(){}|]/g, '\\$&')
    .replaceAll('*', '[^]*')
    .replaceAll('?', '[^]');
  return new RegExp(`^${regex}$`, isCaseSensitive ? '' : 'i').test(text(value));
}

export function matches(value: PsValue, pattern: string, isCaseSensitive: boolean): boolean {
  return new RegExp(pattern, isCaseSensitive ? '' : 'i').test(text(value));
}

/** An operator without its dash. Of an array on the left it gives the elements that fit. */
export function compare(operator: string, left: PsValue, right: PsValue): PsValue {
  const known = /^(eq|ne|gt|ge|lt|le|like|notlike|match|notmatch|contains|notcontains|in|notin)$/;
  const isCaseSensitive = !known.test(operator) && operator.startsWith('c');
  const name = known.test(operator) ? operator : operator.slice(1);
  const has = (list: PsValue, value: PsValue): boolean =>
    (isList(list) ? list : [list]).some((element) => equal(element, value, isCaseSensitive));
  switch (name) {
    case 'contains':
      return has(left, right);
    case 'notcontains':
      return !has(left, right);
    case 'in':
      return has(right, left);
    case 'notin':
      return !has(right, left);
  }
  const holds = (value: PsValue): boolean => test(name, value, right, isCaseSensitive);
  return isList(left) ? left.filter(holds) : holds(left);
}

function test(name: string, left: PsValue, right: PsValue, isCaseSensitive: boolean): boolean {
  const sign = order(left, right, isCaseSensitive) ?? NaN;
  switch (name) {
    case 'eq':
      return equal(left, right, isCaseSensitive);
    case 'ne':
      return !equal(left, right, isCaseSensitive);
    case 'gt':
      return sign > 0;
    case 'ge':
      return sign >= 0;
    case 'lt':
      return sign < 0;
    case 'le':
      return sign <= 0;
    case 'like':
      return like(left, text(right), isCaseSensitive);
    case 'notlike':
      return !like(left, text(right), isCaseSensitive);
    case 'match':
      return matches(left, text(right), isCaseSensitive);
    default:
      return !matches(left, text(right), isCaseSensitive);
  }
}
