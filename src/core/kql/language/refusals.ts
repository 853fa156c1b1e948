import type { KustoType } from '../kustoType';
import type { CallExpression } from '../plan/plan';
import { queryError } from '../queryError';

type Refusal = (types: readonly KustoType[]) => string | undefined;

const comparison: Refusal = ([left, right]) =>
  left === 'dynamic' && right === 'dynamic'
    ? 'Two dynamic values cannot be compared: convert one, as in tostring(a) == tostring(b).'
    : undefined;

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

/** What the language service lets pass, but the engine refuses. */
const refusals: Readonly<Record<string, Refusal>> = {
  '==': comparison,
  '!=': comparison,
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
};

/** The call, unless the engine would refuse it. */
export function accepted(call: CallExpression): CallExpression {
  const refusal = Object.hasOwn(refusals, call.name) ? refusals[call.name] : undefined;
  const reason = refusal?.(call.arguments.map(({ type }) => type));
  if (reason !== undefined) {
    throw queryError(reason, call.place);
  }
  return call;
}
