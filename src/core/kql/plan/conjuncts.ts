import type { Place } from '../queryError';
import { callOf } from './callOf';
import type { Expression } from './plan';

/** The conditions that `and` joins. */
export function conjuncts(predicate: Expression): Expression[] {
  return predicate.kind === 'call' && predicate.name === 'and' ? predicate.arguments.flatMap(conjuncts) : [predicate];
}

/** What `and` makes of conditions. */
export function conjunction([first, ...rest]: readonly [Expression, ...Expression[]], place: Place): Expression {
  return rest.reduce((all, one) => callOf('and', 'bool', [all, one], place), first);
}
