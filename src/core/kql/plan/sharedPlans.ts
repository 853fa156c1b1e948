import { nestedQueries, planExpressions, planInputs } from './children';
import type { Expression, Plan, SharedPlan } from './plan';

/** Functions that give another value each time. */
const changingFunctions: ReadonlySet<string> = new Set(['new_guid', 'rand']);

/** Whether a plan may give other rows when it runs again: random values, or the first rows of some that have no order. */
export function isChanging(plan: Plan): boolean {
  return (
    plan.kind === 'take' ||
    planExpressions(plan).some(hasChange) ||
    [...planInputs(plan), ...nestedQueries(plan)].some(isChanging)
  );
}

function hasChange(expression: Expression): boolean {
  return expression.kind === 'call' && (changingFunctions.has(expression.name) || expression.arguments.some(hasChange));
}

/** The shared rows that a plan reads: those that others read come before them. */
export function sharedPlans(plan: Plan): readonly SharedPlan[] {
  const found = new Map<string, SharedPlan>();
  const visit = (each: Plan): void => {
    if (each.kind === 'shared' && found.has(each.name)) {
      return;
    }
    [...planInputs(each), ...nestedQueries(each)].forEach(visit);
    if (each.kind === 'shared') {
      found.set(each.name, each);
    }
  };
  visit(plan);
  return [...found.values()];
}
