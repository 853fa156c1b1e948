import type { KustoType } from '../../kustoType';
import type { CallExpression, Expression } from '../../plan/plan';
import { queryError, type Place } from '../../queryError';

type Refusal = (types: readonly KustoType[], call: CallExpression) => string | undefined;

const comparison: Refusal = ([left, right]) =>
  left === 'dynamic' && right === 'dynamic'
    ? 'Two dynamic values cannot be compared: convert one, as in tostring(a) == tostring(b).'
    : undefined;

/** Types whose values are never equal to those of another family. Truth values are numbers, 0 and 1. */
const comparable: Readonly<Record<KustoType, string>> = {
  bool: 'number',
  int: 'number',
  long: 'number',
  real: 'number',
  decimal: 'number',
  string: 'string',
  datetime: 'datetime',
  timespan: 'timespan',
  // Its text is read.
  guid: 'string',
  dynamic: 'any',
};

/** Whether a value is the same for all rows. */
function isConstant(expression: Expression): boolean {
  switch (expression.kind) {
    case 'column':
    case 'membership':
      return false;
    case 'call':
      return expression.arguments.every(isConstant);
    case 'literal':
    case 'scalarQuery':
      return true;
  }
}

/** A constant is read as the other side's type; two values of the data are not. */
const equality: Refusal = (types, call) =>
  (call.arguments.some(isConstant) ? undefined : neverEqual(types)) ?? comparison(types, call);

function neverEqual(types: readonly KustoType[]): string | undefined {
  const families = new Set(types.map((type) => comparable[type]));
  return families.size > 1 && !families.has('any')
    ? `Values of different types (${types.join(', ')}) cannot be compared: convert one, as in tostring(a) == b.`
    : undefined;
}

const arithmetic: Refusal = ([left, right]) =>
  left === 'dynamic' && right === 'dynamic'
    ? 'There is no arithmetic with two dynamic values: convert one, as in tolong(a) or toreal(a).'
    : undefined;

/** Types that are one where a value is chosen: whole numbers and real ones are not. */
const families: Readonly<Partial<Record<KustoType, string>>> = {
  int: 'whole',
  long: 'whole',
  real: 'real',
  decimal: 'real',
};

/** Values of different types where one is chosen; a dynamic value may stand beside any. */
function mixedTypes(chosen: (types: readonly KustoType[]) => readonly KustoType[]): Refusal {
  return (types) => {
    const found = chosen(types).filter((type) => type !== 'dynamic');
    return new Set(found.map((type) => families[type] ?? type)).size > 1
      ? `Its values are of different types (${[...new Set(found)].join(', ')}): convert them to one, as in toreal(a) or tostring(a).`
      : undefined;
  };
}

const choice = mixedTypes((types) => types.filter((_, index) => index % 2 === 1 || index === types.length - 1));

/** An argument that must be known before the rows are. */
function constant(index: number, name: string): Refusal {
  return (_, call) => {
    const given = call.arguments[index];
    return given === undefined || isConstant(given)
      ? undefined
      : `The ${name} of ${call.name}() is a constant: it cannot be another for each row.`;
  };
}

/** How near an estimate comes is one of five levels. */
function level(index: number): Refusal {
  return (_, call) => {
    const given = call.arguments[index];
    return given === undefined || (given.kind === 'literal' && Number(given.value) >= 0 && Number(given.value) <= 4)
      ? undefined
      : `The accuracy of ${call.name}() is a whole number from 0 to 4.`;
  };
}

/** What the language service lets pass, but the engine refuses. */
const refusals: Readonly<Record<string, Refusal>> = {
  '==': equality,
  '!=': equality,
  '<': comparison,
  '<=': comparison,
  '>': comparison,
  '>=': comparison,
  '+': arithmetic,
  '-': arithmetic,
  '*': arithmetic,
  '/': arithmetic,
  '%': arithmetic,
  iif: choice,
  iff: choice,
  case: choice,
  coalesce: mixedTypes((types) => types),
  dcount: level(1),
  dcountif: level(2),
  hll: level(1),
  make_list: constant(1, 'limit'),
  makelist: constant(1, 'limit'),
  make_list_if: constant(2, 'limit'),
  make_set: constant(1, 'limit'),
  makeset: constant(1, 'limit'),
  make_set_if: constant(2, 'limit'),
  next: constant(1, 'distance'),
  prev: constant(1, 'distance'),
  row_number: constant(0, 'first number'),
  row_window_session: constant(1, 'longest session'),
};

/** The call, unless the engine would refuse it. */
export function accepted(call: CallExpression): CallExpression {
  const refusal = Object.hasOwn(refusals, call.name) ? refusals[call.name] : undefined;
  const reason = refusal?.(
    call.arguments.map(({ type }) => type),
    call,
  );
  if (reason !== undefined) {
    throw queryError(reason, call.place);
  }
  return call;
}

/** Refuses to look for a value in a column whose values are never equal to it. */
export function checkMembers(value: Expression, type: KustoType | undefined, place: Place): void {
  const reason = type === undefined || isConstant(value) ? undefined : neverEqual([value.type, type]);
  if (reason !== undefined) {
    throw queryError(reason, place);
  }
}
