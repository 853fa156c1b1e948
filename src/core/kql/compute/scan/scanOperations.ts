import type { KustoType } from '../../kustoType';
import { maxDatetimeTicks } from '../../values/dateTimeText';
import type { ScanValue } from './scanValue';

type Operation = (values: readonly ScanValue[]) => ScanValue;

/** Gives the operation on values of some types; undefined where it is none of these. */
type OperationRow = (result: KustoType, types: readonly KustoType[]) => Operation | undefined;

type Conversion = (value: ScanValue) => ScanValue;

/** Whole numbers, and ticks. */
const wholeTypes: readonly KustoType[] = ['int', 'long', 'datetime', 'timespan'];

const same: Conversion = (value) => value;
const toReal: Conversion = (value) => (typeof value === 'bigint' ? Number(value) : null);

function conversion(from: KustoType, to: KustoType): Conversion | undefined {
  const isWhole = wholeTypes.includes(from);
  if (from === to || (to === 'long' && isWhole) || (from === 'long' && (to === 'datetime' || to === 'timespan'))) {
    return same;
  }
  if (to === 'int' && from === 'long') {
    return (value) => (typeof value === 'bigint' ? BigInt.asIntN(32, value) : null);
  }
  if (to === 'real' && isWhole) {
    return toReal;
  }
  return to === 'string' && (from === 'int' || from === 'long' || from === 'guid')
    ? (value) => (value === null ? '' : String(value))
    : undefined;
}

/** The operation, on values that are first converted, each to the type at its place. */
function converted(from: readonly KustoType[], to: readonly KustoType[], operation: Operation): Operation | undefined {
  const conversions = from.map((type, index) => conversion(type, to[index] ?? type));
  const isKnown = (each: Conversion | undefined): each is Conversion => each !== undefined;
  if (!conversions.every(isKnown)) {
    return undefined;
  }
  return conversions.every((each) => each === same)
    ? operation
    : (values) => operation(values.map((value, index) => (conversions[index] ?? same)(value)));
}

function allTo(type: KustoType, types: readonly KustoType[], operation: Operation): Operation | undefined {
  return converted(
    types,
    types.map(() => type),
    operation,
  );
}

/** An operation on two values that is null where one is. */
function ofTwo(
  ofWhole: (left: bigint, right: bigint) => ScanValue,
  ofReals: (left: number, right: number) => ScanValue = () => null,
): Operation {
  return ([left, right]) =>
    typeof left === 'bigint' && typeof right === 'bigint'
      ? ofWhole(left, right)
      : typeof left === 'number' && typeof right === 'number'
        ? ofReals(left, right)
        : null;
}

/** The type that two values are compared as; undefined where only SQL can compare them. */
function comparedAs([left, right]: readonly KustoType[]): KustoType | undefined {
  const numbers: readonly (KustoType | undefined)[] = ['int', 'long', 'real'];
  if (left === right) {
    return left === 'dynamic' || left === 'decimal' ? undefined : left;
  }
  return numbers.includes(left) && numbers.includes(right)
    ? left === 'real' || right === 'real'
      ? 'real'
      : 'long'
    : undefined;
}

/** `==`: with one null it is false, with two it is null. */
const equals: OperationRow = (_, types) => {
  const type = comparedAs(types);
  return type && allTo(type, types, ([left, right]) => (left === null && right === null ? null : left === right));
};

function order(isOrdered: (left: number | bigint, right: number | bigint) => boolean): OperationRow {
  return (_, types) => {
    const type = comparedAs(types);
    return type === 'real'
      ? allTo(type, types, (values) => (values.some(Number.isNaN) ? false : ofTwo(isOrdered, isOrdered)(values)))
      : type !== undefined && wholeTypes.includes(type)
        ? allTo(type, types, ofTwo(isOrdered))
        : undefined;
  };
}

const isAtLeast = order((left, right) => left >= right);
const isAtMost = order((left, right) => left <= right);

/** A range of datetimes may be given as a start and a length. */
const between: OperationRow = (_, [value, low, high]) => {
  if (value === undefined || low === undefined || high === undefined) {
    return undefined;
  }
  const hasLength = value === 'datetime' && low === 'datetime' && high === 'timespan';
  const [fromLow, toHigh] = [isAtLeast('bool', [value, low]), isAtMost('bool', [value, hasLength ? value : high])];
  const end = ofTwo((start, length) => start + length);
  return (
    fromLow &&
    toHigh &&
    (([given = null, start = null, top = null]) =>
      and([fromLow([given, start]), toHigh([given, hasLength ? end([start, top]) : top])]))
  );
};

const and: Operation = (values) => (values.includes(false) ? false : values.includes(null) ? null : true);
const or: Operation = (values) => (values.includes(true) ? true : values.includes(null) ? null : false);
const not: Operation = ([value]) => (typeof value === 'boolean' ? !value : null);

function ofBools(operation: Operation): OperationRow {
  return (_, types) => (types.every((type) => type === 'bool') ? operation : undefined);
}

function opposite(row: OperationRow): OperationRow {
  return (result, types) => {
    const operation = row(result, types);
    return operation && ((values) => not([operation(values)]));
  };
}

/** What a whole number or a time is where it has outgrown its type: numbers wrap around, times are null. */
const fitted: Partial<Record<KustoType, (value: bigint) => bigint | null>> = {
  int: (value) => BigInt.asIntN(32, value),
  long: (value) => BigInt.asIntN(64, value),
  timespan: (value) => (BigInt.asIntN(64, value) === value ? value : null),
  datetime: (value) => (value >= 0n && value <= maxDatetimeTicks ? value : null),
};

function sum(
  ofWhole: (left: bigint, right: bigint) => bigint,
  ofReals: (left: number, right: number) => number,
): OperationRow {
  return (result, types) => {
    if (result === 'real') {
      return allTo(
        result,
        types,
        ofTwo(() => null, ofReals),
      );
    }
    const isOfTimes =
      (result === 'datetime' || result === 'timespan') &&
      types.every((type) => type === 'datetime' || type === 'timespan');
    const fit = fitted[result];
    const operation = fit && ofTwo((left, right) => fit(ofWhole(left, right)));
    return operation && (isOfTimes ? operation : allTo(result, types, operation));
  };
}

const multiply: OperationRow = (result, types) =>
  result === 'long' || result === 'real'
    ? sum(
        (left, right) => left * right,
        (left, right) => left * right,
      )(result, types)
    : undefined;

/** Whole numbers are divided towards zero; by zero, they are null. */
const divide: OperationRow = (result, types) =>
  result === 'long' || result === 'real'
    ? allTo(
        result,
        types,
        ofTwo(
          (left, right) => (right === 0n ? null : BigInt.asIntN(64, left / right)),
          (left, right) => left / right,
        ),
      )
    : undefined;

/** Conditions, each followed by its value, and the value where none is true. */
const choose: OperationRow = (result, types) => {
  const wanted = types.map((_, index): KustoType => (index % 2 === 0 && index + 1 < types.length ? 'bool' : result));
  return converted(types, wanted, (values) => {
    const chosen = values.findIndex((value, index) => index % 2 === 0 && index + 1 < values.length && value === true);
    return (chosen < 0 ? values.at(-1) : values[chosen + 1]) ?? null;
  });
};

const coalesce: OperationRow = (result, types) =>
  allTo(result, types, (values) =>
    result === 'string'
      ? (values.find((value) => value !== '') ?? '')
      : (values.find((value) => value !== null) ?? null),
  );

const isNull: OperationRow = (_, [type]) => (type === 'string' ? () => false : ([value]) => value === null);

/** Of a dynamic value, the text can be empty too. */
const isEmpty: OperationRow = (_, [type]) =>
  type === 'dynamic' ? undefined : ([value]) => value === null || value === '';

/** Nulls are passed over. */
function extreme(isBetter: (value: bigint, than: bigint) => boolean): OperationRow {
  return (result, types) =>
    wholeTypes.includes(result)
      ? allTo(result, types, (values) =>
          values
            .filter((value) => typeof value === 'bigint')
            .reduce<bigint | null>((best, value) => (best === null || isBetter(value, best) ? value : best), null),
        )
      : undefined;
}

const convertTo: OperationRow = (result, types) => allTo(result, types, ([value = null]) => value);

/** The operations that terms of a scan may have: what they give is what their SQL gives. To add one is to add a row. */
const operations: Readonly<Record<string, OperationRow>> = {
  '==': equals,
  '!=': opposite(equals),
  '<>': opposite(equals),
  '<': order((left, right) => left < right),
  '<=': isAtMost,
  '>': order((left, right) => left > right),
  '>=': isAtLeast,
  between,
  '!between': opposite(between),
  and: ofBools(and),
  or: ofBools(or),
  not: ofBools(not),
  '+': sum(
    (left, right) => left + right,
    (left, right) => left + right,
  ),
  '-': sum(
    (left, right) => left - right,
    (left, right) => left - right,
  ),
  '*': multiply,
  '/': divide,
  iff: choose,
  iif: choose,
  case: choose,
  coalesce,
  isnull: isNull,
  isnotnull: opposite(isNull),
  notnull: opposite(isNull),
  isempty: isEmpty,
  isnotempty: opposite(isEmpty),
  notempty: opposite(isEmpty),
  max_of: extreme((value, than) => value > than),
  min_of: extreme((value, than) => value < than),
  /** A value as another type. */
  to: convertTo,
  strcat: (_, types) => allTo('string', types, (values) => values.join('')),
  tostring: convertTo,
  toint: convertTo,
  tolong: convertTo,
  toreal: convertTo,
  todouble: convertTo,
  todatetime: convertTo,
  totimespan: convertTo,
};

/**
 * An operation or function of KQL as a function of values.
 *
 * @param types the types of its arguments
 * @returns undefined where only SQL has it
 */
export function scanOperation(name: string, result: KustoType, types: readonly KustoType[]): Operation | undefined {
  return Object.hasOwn(operations, name) ? operations[name]?.(result, types) : undefined;
}
