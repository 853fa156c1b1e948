import type { KustoType } from '../kustoType';
import type { CallExpression } from '../plan/plan';
import { queryError } from '../queryError';

type Refusal = (types: readonly KustoType[]) => string | undefined;

const comparison: Refusal = ([left, right]) =>
  left === 'dynamic' && right === 'dynamic'
    ? 'Two dynamic values cannot be compared: convert one, as in tostring(a) == tostring(b).'
    : undefined;

/** Whole numbers and real ones are no common type where a value is chosen. */
function mixedNumbers(chosen: (types: readonly KustoType[]) => readonly KustoType[]): Refusal {
  return (types) => {
    const candidates = chosen(types);
    const hasWhole = candidates.some((type) => type === 'int' || type === 'long');
    const hasReal = candidates.some((type) => type === 'real' || type === 'decimal');
    return hasWhole && hasReal
      ? 'Its values are of different types: convert them to one, as in toreal(a) or 1.0 for 1.'
      : undefined;
  };
}

const choice = mixedNumbers((types) => types.filter((_, index) => index % 2 === 1 || index === types.length - 1));

/** What the language service lets pass, but the engine refuses. */
const refusals: Readonly<Record<string, Refusal>> = {
  '==': comparison,
  '!=': comparison,
  '<': comparison,
  '<=': comparison,
  '>': comparison,
  '>=': comparison,
  iif: choice,
  iff: choice,
  case: choice,
  coalesce: mixedNumbers((types) => types),
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
