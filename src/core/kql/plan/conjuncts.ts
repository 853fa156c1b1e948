import type { Expression } from './plan';

/** The conditions that `and` joins. */
export function conjuncts(predicate: Expression): Expression[] {
  return predicate.kind === 'call' && predicate.name === 'and' ? predicate.arguments.flatMap(conjuncts) : [predicate];
}
