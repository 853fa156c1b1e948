import type { Place } from '../../../kql/queryError';

/** An operator without its dash and its `c` or `i`: `eq`, `notlike`. */
export interface Comparison {
  readonly operator: string;
  readonly isCaseSensitive: boolean;
  readonly place: Place;
}

/** `-ceq` is `eq`, where case matters. */
export function comparisonOf(operator: string, place: Place): Comparison | undefined {
  const name = operator.replace(/^-/, '').toLowerCase();
  const plain = comparisonNames.has(name) ? name : name.slice(1);
  return comparisonNames.has(plain) && (plain === name || /^[ci]/.test(name))
    ? { operator: plain, isCaseSensitive: plain !== name && name.startsWith('c'), place }
    : undefined;
}

const comparisonNames: ReadonlySet<string> = new Set([
  ...['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'like', 'notlike', 'match', 'notmatch'],
  ...['contains', 'notcontains', 'in', 'notin'],
]);

/** The comparison that one with `not` is the opposite of. */
export function affirmed(comparison: Comparison): Comparison {
  return { ...comparison, operator: comparison.operator.replace(/^not/, '') };
}
