import { nestedQueries, planExpressions, planInputs } from './children';
import type { Expression, Plan } from './plan';

/** Functions that give another value each time. */
const changingFunctions: ReadonlySet<string> = new Set(['new_guid', 'rand']);

/** Whether a plan may give other rows when it runs again: random values, or the first rows of some that have no order. */
export function isChanging(plan: Plan): boolean {
  return [...plansWithin(plan)].some((each) => each.kind === 'take' || isRandom(each));
}

function isRandom(plan: Plan): boolean {
  return planExpressions(plan).some(hasChange);
}

function hasChange(expression: Expression): boolean {
  return expression.kind === 'call' && (changingFunctions.has(expression.name) || expression.arguments.some(hasChange));
}

/**
 * Each use of rows is written out, so that its own conditions reach the files, unless that takes more operators than this: tables that
 * are made of two uses of each other would double the SQL with every level.
 */
const mostRepeated = 100;

/**
 * The plans within a plan that are to be computed once, by name: those of `materialize`, and large ones that are used more than once.
 * What one of them reads comes before it.
 */
export function sharedPlans(plan: Plan): ReadonlyMap<Plan, string> {
  const within = plansWithin(plan);
  const uses = useCounts(within);
  const shared = new Map<Plan, string>();
  const sizes = new Map<Plan, number>();
  const random = new Set<Plan>();
  for (const each of within) {
    const read = plansRead(each);
    const size = 1 + read.reduce((sum, input) => sum + (shared.has(input) ? 1 : (sizes.get(input) ?? 0)), 0);
    sizes.set(each, size);
    if (isRandom(each) || read.some((input) => random.has(input) && input.kind !== 'shared')) {
      random.add(each);
    }
    if (each.kind === 'shared') {
      shared.set(each, each.name);
    } else if (size > mostRepeated && (uses.get(each) ?? 0) > 1 && !random.has(each)) {
      shared.set(each, `(repeated ${shared.size + 1})`);
    }
  }
  return shared;
}

/** A plan and all that it reads, each once: what is read comes before what reads it. */
export function plansWithin(plan: Plan): ReadonlySet<Plan> {
  const found = new Set<Plan>();
  const visit = (each: Plan): void => {
    if (!found.has(each)) {
      plansRead(each).forEach(visit);
      found.add(each);
    }
  };
  visit(plan);
  return found;
}

function plansRead(plan: Plan): readonly Plan[] {
  return [...planInputs(plan), ...nestedQueries(plan)];
}

/** How often each plan is written in those that read it. */
function useCounts(plans: Iterable<Plan>): ReadonlyMap<Plan, number> {
  const counts = new Map<Plan, number>();
  for (const input of [...plans].flatMap(plansRead)) {
    counts.set(input, (counts.get(input) ?? 0) + 1);
  }
  return counts;
}
