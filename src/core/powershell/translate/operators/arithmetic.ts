import { queryError, type Place } from '../../../kql/queryError';
import { isNumber, toDatetime, toNumber, toText, toTimespan, zeroIfNull } from '../conversions';
import {
  arrayValue,
  call,
  compound,
  datetimeValue,
  derived,
  nullOf,
  numberValue,
  operand,
  or,
  textValue,
  timespanValue,
  type Value,
} from '../value';

/** The largest range that is written out. */
const longestRange = 10_000;

/** `+ - * / %` and `..`: the left operand says whether it is of texts, numbers, times or arrays. */
export function arithmetic(operator: string, left: Value, right: Value, place: Place): Value {
  if (operator === '..') {
    return range(toNumber(left, place).constant, toNumber(right, place).constant, place);
  }
  if (operator === '+' && left.items !== undefined) {
    return arrayValue([...left.items, ...(right.items ?? [right])]);
  }
  if (left.type === 'datetime' || left.type === 'timespan') {
    return withTimes(operator, left, right, place);
  }
  if (operator === '+' && left.type === 'string') {
    return joinTexts(left, right);
  }
  if (left.constant === null && operator === '+' && !isNumber(right)) {
    return right;
  }
  if (left.type === 'dynamic' && left.constant === undefined && operator === '+' && right.type === 'string') {
    return joinTexts(toText(left), right);
  }
  if (operator === '*' && left.type === 'string' && typeof left.constant === 'string') {
    const count = toNumber(right, place).constant;
    if (typeof count === 'number' && count >= 0 && count * left.constant.length <= longestRange) {
      return textValue(left.constant.repeat(Math.round(count)));
    }
    throw queryError('A text is repeated a number of times that is known before the query runs.', place);
  }
  return withNumbers(operator, zeroIfNull(toNumber(left, place)), zeroIfNull(toNumber(right, place)), place);
}

function joinTexts(left: Value, right: Value): Value {
  const [a, b] = [toText(left), toText(right)];
  return typeof a.constant === 'string' && typeof b.constant === 'string'
    ? textValue(a.constant + b.constant)
    : derived(call('strcat', a, b), 'string', false);
}

function range(from: Value['constant'], to: Value['constant'], place: Place): Value {
  if (typeof from !== 'number' || typeof to !== 'number' || Math.abs(to - from) > longestRange) {
    throw queryError(`A range goes from a number to another, at most ${longestRange} away.`, place);
  }
  const [first, last] = [Math.round(from), Math.round(to)];
  const step = last < first ? -1 : 1;
  return arrayValue(
    Array.from({ length: Math.abs(last - first) + 1 }, (_, index) => numberValue(first + index * step)),
  );
}

function withTimes(operator: string, left: Value, right: Value, place: Place): Value {
  if (operator !== '+' && operator !== '-') {
    throw queryError(`Times have no "${operator}".`, place);
  }
  const isSpan = left.type === 'timespan' || operator === '+' || right.type === 'timespan';
  const other = isSpan ? toTimespan(right, place) : toDatetime(right, place);
  const type = left.type === 'datetime' && other.type === 'datetime' ? 'timespan' : left.type;
  if (typeof left.constant === 'string' && typeof other.constant === 'string') {
    const [a, b] = [BigInt(left.constant), BigInt(other.constant)];
    const ticks = operator === '+' ? a + b : a - b;
    return type === 'datetime' ? datetimeValue(ticks) : timespanValue(ticks);
  }
  return derived(compound(`${operand(left)} ${operator} ${operand(other)}`), type, or(nullOf(left), nullOf(other)));
}

function withNumbers(operator: string, left: Value, right: Value, place: Place): Value {
  const [a, b] = [left.constant, right.constant];
  if (typeof a === 'number' && typeof b === 'number') {
    const isReal = left.type === 'real' || right.type === 'real';
    switch (operator) {
      case '+':
        return numberValue(a + b, isReal);
      case '-':
        return numberValue(a - b, isReal);
      case '*':
        return numberValue(a * b, isReal);
      default:
        if (b === 0) {
          throw queryError('This divides by zero.', place);
        }
        return numberValue(operator === '/' ? a / b : a % b, isReal);
    }
  }
  const isReal = left.type === 'real' || right.type === 'real';
  if (a === 0 && operator === '-') {
    return derived(compound(`-${operand(right)}`), right.type, false);
  }
  if (a === 0 && operator === '+') {
    return right;
  }
  switch (operator) {
    case '/': {
      const quotient = compound(`${isReal ? operand(left) : call('todouble', left).kql} / ${operand(right)}`);
      return derived(quotient, 'real', false);
    }
    case '%': {
      // The rest has the sign of the dividend here; KQL's is never below zero.
      const type = isReal ? 'real' : 'long';
      const rest = isReal
        ? `${operand(left)} - bin(todouble(${left.kql}) / ${operand(right)}, 1.0) * ${operand(right)}`
        : `iff(${operand(left)} < 0, -((-${operand(left)}) % ${operand(right)}), ${operand(left)} % ${operand(right)})`;
      return derived(isReal ? compound(rest) : { kql: rest, isAtom: true }, type, false);
    }
    default:
      return derived(compound(`${operand(left)} ${operator} ${operand(right)}`), isReal ? 'real' : 'long', false);
  }
}
