import type { KustoType } from '../kustoType';
import type { Place } from '../queryError';
import type { CallExpression, Expression } from './plan';

/** A call of a function that the query does not write itself; errors point at the place that it is for. */
export function callOf(name: string, type: KustoType, args: readonly Expression[], place: Place): CallExpression {
  return { kind: 'call', type, name, arguments: args, place };
}
