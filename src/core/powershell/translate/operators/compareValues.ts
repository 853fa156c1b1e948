import type { Env } from '../context';
import { isNumber, parseNumberText, toTruth } from '../conversions';
import { elementTest } from '../streams/elements';
import { and, call, compound, not, nullOf, operand, or, type Truth, type Value } from '../value';
import { compareScalars } from './compareScalars';
import { affirmed, type Comparison } from './comparison';
import { equalTexts } from './patterns';

/**
 * Whether a comparison holds. What is on the left says how: a text is compared as a text, a number as a number. Of an array on the
 * left it is whether any of its elements fits.
 */
export function compareValues(comparison: Comparison, left: Value, right: Value, env: Env): Truth {
  const { operator } = comparison;
  switch (operator) {
    case 'contains':
      return contains(left, right, comparison, env);
    case 'in':
      return contains(right, left, comparison, env);
    case 'notcontains':
    case 'notin':
      return not(compareValues(affirmed(comparison), left, right, env));
    default:
      return isArrayLike(left)
        ? compareElements(comparison, left, right, env)
        : compareScalars(comparison, left, right);
  }
}

function isArrayLike(value: Value): boolean {
  return (
    value.items !== undefined || (value.type === 'dynamic' && value.constant === undefined && value.isElement !== true)
  );
}

function compareElements(comparison: Comparison, left: Value, right: Value, env: Env): Truth {
  const { operator, isCaseSensitive } = comparison;
  if (left.items !== undefined) {
    const found = left.items.map((item): Truth => and(compareScalars(comparison, item, right), toTruth(item)));
    return or(...found);
  }
  if (right.constant === null && (operator === 'eq' || operator === 'ne')) {
    return operator === 'eq'
      ? left.isNull
      : and(not(left.isNull), compound(`array_length(${left.list ?? left.kql}) != 0`));
  }
  const text = right.type === 'string' && typeof right.constant === 'string' ? right.constant : '';
  if (operator === 'eq' && text !== '' && parseNumberText(text) === undefined) {
    const whole = compound(`${right.kql} ${isCaseSensitive ? 'in' : 'in~'} (${left.list ?? left.kql})`);
    return left.list === undefined ? or(equalTexts(call('tostring', left), right, isCaseSensitive), whole) : whole;
  }
  return elementTest(left, env, comparison.place, (element) => compareScalars(comparison, element, right));
}

/** Whether an array has a value. What is no array is taken as one element. */
function contains(array: Value, value: Value, comparison: Comparison, env: Env): Truth {
  const equals: Comparison = { ...comparison, operator: 'eq' };
  if (array.items !== undefined) {
    return inItems(array.items, value, equals);
  }
  if (!isArrayLike(array)) {
    return compareScalars(equals, array, value);
  }
  const isPlainText =
    value.type === 'string' && value.constant !== '' && (value.constant !== undefined || nullOf(value) === false);
  if (isPlainText && (typeof value.constant !== 'string' || parseNumberText(value.constant) === undefined)) {
    return compareElements(equals, array, value, env);
  }
  return elementTest(array, env, comparison.place, (element) => compareScalars(equals, element, value));
}

/** `a -in b, c`: one `in` where all are texts or all are numbers. */
function inItems(items: readonly Value[], value: Value, comparison: Comparison): Truth {
  const texts = items.filter(({ type, constant }) => type === 'string' && constant !== '' && constant !== undefined);
  const numbers = items.filter((item) => isNumber(item) && item.constant !== undefined);
  const word = comparison.isCaseSensitive ? 'in' : 'in~';
  const isKnown = value.constant !== undefined;
  if (!isKnown && value.type === 'string' && texts.length === items.length && items.length > 1) {
    return compound(`${operand(value)} ${word} (${texts.map(({ kql }) => kql).join(', ')})`);
  }
  if (!isKnown && isNumber(value) && numbers.length === items.length && items.length > 1) {
    return compound(`${operand(value)} in (${numbers.map(({ kql }) => kql).join(', ')})`);
  }
  return or(...items.map((item) => compareScalars({ ...comparison, operator: 'eq' }, item, value)));
}
