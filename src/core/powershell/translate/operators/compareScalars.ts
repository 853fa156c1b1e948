import { queryError } from '../../../kql/queryError';
import {
  constantNumber,
  isNumber,
  parseDatetimeText,
  parseNumberText,
  toBool,
  toDatetime,
  toNumber,
  toText,
  toTimespan,
} from '../conversions';
import {
  and,
  call,
  compound,
  not,
  nullOf,
  nullValue,
  numberValue,
  operand,
  or,
  textValue,
  type Kql,
  type Truth,
  type Value,
} from '../value';
import { affirmed, type Comparison } from './comparison';
import { equalTexts, likeTest, lowered, matchTest } from './patterns';

/** Whether a comparison of two values that are no arrays holds. */
export function compareScalars(comparison: Comparison, left: Value, right: Value): Truth {
  const { operator, isCaseSensitive, place } = comparison;
  switch (operator) {
    case 'eq':
      return equal(left, right, comparison);
    case 'ne':
      return not(equal(left, right, comparison));
    case 'like':
      return likeTest(toText(left), patternText(right, comparison), isCaseSensitive);
    case 'match':
      return matchTest(toText(left), patternText(right, comparison), isCaseSensitive, place);
    case 'notlike':
    case 'notmatch':
      return not(compareScalars(affirmed(comparison), left, right));
    default:
      return ordered(operator, left, right, comparison);
  }
}

function patternText(right: Value, { operator, place }: Comparison): string {
  const text = toText(right).constant;
  if (typeof text !== 'string') {
    throw queryError(
      `The right side of -${operator} must be a text that is known before the query runs: use .Contains() or -eq for a property.`,
      place,
      'notSupported',
    );
  }
  return text;
}

/** `-eq` of values that are no arrays. */
function equal(left: Value, right: Value, comparison: Comparison): Truth {
  if (right.constant === null) {
    return left.isNull;
  }
  if (left.constant === null) {
    return right.isNull;
  }
  if (left.type === 'dynamic' && left.constant === undefined) {
    return equalToDynamic(left, right, comparison);
  }
  const test = typedTest('eq', left, right, comparison);
  return withNulls(test, left, right);
}

/** Two nulls are equal, and a null is equal to nothing else; KQL's text has no null, and its comparison of two nulls none either. */
function withNulls(test: Truth, left: Value, right: Value): Truth {
  const [leftNull, rightNull] = [nullOf(left), nullOf(right)];
  const isPlain = (value: Value): boolean => value.constant !== undefined && value.constant !== '';
  if ((leftNull === false && rightNull === false) || isPlain(left) || isPlain(right)) {
    const number = constantNumber(isPlain(right) ? right : left);
    // A number that is missing is no 0, but a missing text becomes one.
    return isPlain(right) || left.type === right.type || number !== 0 ? test : and(not(rightNull), test);
  }
  if (leftNull === false || rightNull === false) {
    return and(not(leftNull === false ? rightNull : leftNull), test);
  }
  return or(and(leftNull, rightNull), and(not(leftNull), not(rightNull), test));
}

const signs: Readonly<Record<string, string>> = { eq: '==', gt: '>', ge: '>=', lt: '<', le: '<=' };

/** A comparison of two values that are there, by the type of the left one. */
function typedTest(operator: string, left: Value, right: Value, { isCaseSensitive, place }: Comparison): Truth {
  const sign = signs[operator] ?? '==';
  if (isNumber(left)) {
    if (right.type === 'string' && typeof right.constant === 'string' && operator === 'eq') {
      const number = parseNumberText(right.constant);
      return number !== undefined && compareKql(sign, left, numberValue(number));
    }
    return compareKql(sign, left, toNumber(right, place));
  }
  switch (left.type) {
    case 'bool':
      return operator === 'eq'
        ? compareKql(sign, left, toBool(right))
        : compareKql(sign, toNumber(left, place), toNumber(toBool(right), place));
    case 'datetime':
      if (
        operator === 'eq' &&
        right.type === 'string' &&
        typeof right.constant === 'string' &&
        parseDatetimeText(right.constant) === undefined
      ) {
        return false;
      }
      return compareKql(sign, left, toDatetime(right, place));
    case 'timespan':
      return compareKql(sign, left, toTimespan(right, place));
    default:
      return compareTexts(operator, sign, toText(left), toText(right), isCaseSensitive);
  }
}

function compareTexts(operator: string, sign: string, left: Value, right: Value, isCaseSensitive: boolean): Truth {
  if (typeof left.constant === 'string' && typeof right.constant === 'string') {
    const order = orderOf(left.constant, right.constant, isCaseSensitive);
    return { eq: order === 0, gt: order > 0, ge: order >= 0, lt: order < 0, le: order <= 0 }[operator] ?? false;
  }
  if (operator === 'eq') {
    return right.constant === '' ? call('isempty', left) : equalTexts(left, right, isCaseSensitive);
  }
  const folded = (value: Value): Kql =>
    typeof value.constant === 'string' && !isCaseSensitive
      ? textValue(value.constant.toLowerCase())
      : lowered(value, isCaseSensitive);
  const order = call('strcmp', folded(left), folded(right));
  return compound(`${order.kql} ${sign} 0`);
}

function orderOf(left: string, right: string, isCaseSensitive: boolean): number {
  const [a, b] = isCaseSensitive ? [left, right] : [left.toLowerCase(), right.toLowerCase()];
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareKql(sign: string, left: Value, right: Value): Truth {
  const [a, b] = [left.constant, right.constant];
  if (typeof a === 'number' && typeof b === 'number') {
    return { '==': a === b, '>': a > b, '>=': a >= b, '<': a < b, '<=': a <= b }[sign] ?? false;
  }
  if (typeof a === 'string' && typeof b === 'string') {
    const [x, y] = [BigInt(a), BigInt(b)];
    return { '==': x === y, '>': x > y, '>=': x >= y, '<': x < y, '<=': x <= y }[sign] ?? false;
  }
  if (typeof a === 'boolean' && typeof b === 'boolean') {
    return a === b;
  }
  return compound(`${operand(left)} ${sign} ${operand(right)}`);
}

/** `-gt` and its kind: a null is less than all but numbers below 0. */
function ordered(operator: string, left: Value, right: Value, comparison: Comparison): Truth {
  if (left.constant === null || right.constant === null) {
    return orderedWithNull(operator, left, right);
  }
  const test =
    left.type === 'dynamic' && left.constant === undefined
      ? orderedDynamic(operator, left, right, comparison)
      : typedTest(operator, left, right, comparison);
  const [leftNull, rightNull] = [nullOf(left), nullOf(right)];
  if (leftNull === false && rightNull === false) {
    return test;
  }
  const ifLeftNull = orderedWithNull(operator, nullValue, right);
  const ifRightNull = orderedWithNull(operator, left, nullValue);
  const present = and(not(rightNull), test);
  const whenNull = leftNull === false ? false : and(leftNull, ifLeftNull);
  const isTestFalseForNull = leftNull === false || left.type !== 'string';
  return or(
    rightNull === false ? (isTestFalseForNull ? test : and(not(leftNull), test)) : and(not(leftNull), present),
    whenNull,
    rightNull === false ? false : and(not(leftNull), rightNull, ifRightNull),
  );
}

function orderedWithNull(operator: string, left: Value, right: Value): Truth {
  const isLess = operator === 'lt' || operator === 'le';
  const orEqual = operator === 'le' || operator === 'ge';
  const isLeft = left.constant === null;
  const other = isLeft ? right : left;
  if (other.constant === null) {
    return orEqual;
  }
  const zero = numberValue(0);
  const isBelowZero: Truth = isNumber(other) ? compareKql('<', other, zero) : false;
  const isNullLess = and(not(other.isNull), not(isBelowZero));
  const holds = isLess === isLeft ? isNullLess : and(not(other.isNull), isBelowZero);
  return or(holds, orEqual ? other.isNull : false);
}

function isText(value: Value): Truth {
  return compound(`gettype(${value.kql}) == "string"`);
}

/** `-eq` of a value whose type only the data knows: a text as a text, a number as a number. */
function equalToDynamic(left: Value, right: Value, comparison: Comparison): Truth {
  const { isCaseSensitive } = comparison;
  const asText = equalTexts(toText(left), toText(right), isCaseSensitive);
  if (right.type === 'datetime' || right.type === 'timespan') {
    return withNulls(typedTest('eq', right, left, comparison), right, left);
  }
  if (right.type === 'dynamic') {
    return withNulls(asText, left, right);
  }
  if (right.type === 'bool') {
    const asBool = compound(`todouble(${left.kql}) == ${operand(toNumber(right, comparison.place))}`);
    return call('iff', kqlOf(isText(left)), kqlOf(asText), asBool);
  }
  const number = right.type === 'string' && right.constant === undefined ? undefined : constantOrNumber(right);
  if (number === undefined) {
    return right.constant === '' ? and(not(left.isNull), asText) : withNulls(asText, left, right);
  }
  const text = right.type === 'string' && right.constant === '' ? and(not(left.isNull), asText) : asText;
  return call('iff', kqlOf(isText(left)), kqlOf(text), `todouble(${left.kql}) == ${operand(number)}`);
}

/** A value as a number; undefined for a text that is none. */
function constantOrNumber(value: Value): Value | undefined {
  if (isNumber(value)) {
    return value;
  }
  const number = typeof value.constant === 'string' ? parseNumberText(value.constant) : undefined;
  return number === undefined ? undefined : numberValue(number);
}

function kqlOf(truth: Truth): string {
  return typeof truth === 'boolean' ? String(truth) : truth.kql;
}

function orderedDynamic(operator: string, left: Value, right: Value, comparison: Comparison): Truth {
  if (right.type === 'datetime') {
    return compareKql(signs[operator] ?? '==', toDatetime(left, comparison.place), right);
  }
  const asText = typedTest(operator, toText(left), right, comparison);
  const number = constantOrNumber(right);
  return number === undefined
    ? and(isText(left), asText)
    : call(
        'iff',
        kqlOf(isText(left)),
        kqlOf(asText),
        `todouble(${left.kql}) ${signs[operator] ?? '=='} ${operand(number)}`,
      );
}
