import type { Expression, Plan } from '../../plan/plan';
import { isSerialized, windowCall } from '../../plan/rowOrder';
import { queryError } from '../../queryError';

/** A plan over rows that have an order, where its expressions need one. */
export function ordered(plan: Extract<Plan, { input: Plan }>, expressions: readonly Expression[]): Plan {
  const call = isSerialized(plan.input)
    ? undefined
    : expressions.map(windowCall).find((candidate) => candidate !== undefined);
  if (call !== undefined) {
    throw queryError(`${call.name}() needs rows in an order: put "sort by" or "serialize" before it.`, call.place);
  }
  return plan;
}
