import { contentTypes, contentTypeTables, type ContentType } from '../../api/contentType';
import { ticksPerMillisecond, unixEpochTicks } from '../values/dateTimeText';
import { canHold } from './canHold';
import { nestedQueries, planInputs } from './children';
import type { Expression, Plan, TablePlan } from './plan';
import { mirroredComparisons } from './mirroredComparisons';

/** A table that has times, and what of it a statement can read. */
export interface TableRead {
  readonly table: string;
  /** Of these, records; none where the conditions rule out all. */
  readonly contentTypes: readonly ContentType[];
  /** Milliseconds since the epoch, inclusive; absent where nothing bounds it. */
  readonly from?: number;
  /** Milliseconds since the epoch, exclusive. */
  readonly until?: number;
}

/** What a plan reads of the tables that have times: as much as the conditions right at a table let it read, or more. */
export function tableReads(plan: Plan): readonly TableRead[] {
  return readsOf(plan, new Set());
}

/** @param seen plans whose reads are told already: the same one may be used in many places */
function readsOf(plan: Plan, seen: Set<Plan>): readonly TableRead[] {
  if (seen.has(plan)) {
    return [];
  }
  seen.add(plan);
  const conditions: Expression[] = [];
  let source = plan;
  while (source.kind === 'filter') {
    conditions.push(source.predicate);
    source = source.input;
  }
  const again = (each: Plan): readonly TableRead[] => readsOf(each, seen);
  const nested = nestedIn(plan, source).flatMap(again);
  if (source.kind !== 'table') {
    return [...planInputs(source).flatMap(again), ...nested];
  }
  return source.days === undefined ? nested : [readOf(source, source.days.of, conditions), ...nested];
}

/** The queries in the expressions of the filters from a plan down to its source, and in those of the source. */
function nestedIn(plan: Plan, source: Plan): readonly Plan[] {
  return plan === source || plan.kind !== 'filter'
    ? nestedQueries(source)
    : [...nestedQueries(plan), ...nestedIn(plan.input, source)];
}

/** The content types that a table has records of: all, unless it is the one of a content type. */
function contentTypesOf(table: string): readonly ContentType[] {
  const own = contentTypes.filter((contentType) => contentTypeTables[contentType] === table);
  return own.length === 0 ? contentTypes : own;
}

interface Bounds {
  readonly from: readonly bigint[];
  readonly until: readonly bigint[];
}

function readOf({ name, range }: TablePlan, column: string, conditions: readonly Expression[]): TableRead {
  const bounds = conditions.map((condition) => boundsOf(condition, column));
  const from = [...bounds.flatMap((bound) => bound.from), ...(range === undefined ? [] : [range.from])];
  const until = [...bounds.flatMap((bound) => bound.until), ...(range === undefined ? [] : [range.until])];
  return {
    table: name,
    contentTypes: contentTypesOf(name).filter((contentType) =>
      conditions.every((condition) => canHold(condition, 'ContentType', contentType)),
    ),
    ...(from.length === 0 ? {} : { from: Math.max(...from.map((ticks) => instantOf(ticks))) }),
    ...(until.length === 0 ? {} : { until: Math.min(...until.map((ticks) => instantOf(ticks) + 1)) }),
  };
}

const none: Bounds = { from: [], until: [] };

/** What a condition says of a column by constants. */
function boundsOf(condition: Expression, column: string): Bounds {
  if (condition.kind !== 'call') {
    return none;
  }
  const { name, arguments: args } = condition;
  if (name === 'and') {
    const parts = args.map((part) => boundsOf(part, column));
    return { from: parts.flatMap(({ from }) => from), until: parts.flatMap(({ until }) => until) };
  }
  const [left, right, last] = args;
  if (left?.kind !== 'column') {
    const mirrored = right?.kind === 'column' ? mirroredComparisons.get(name) : undefined;
    return mirrored === undefined || left === undefined || right === undefined
      ? none
      : boundsOf({ ...condition, name: mirrored, arguments: [right, left] }, column);
  }
  const [first, second] = [ticksOf(right), ticksOf(last)];
  if (left.name !== column || first === undefined) {
    return none;
  }
  switch (name) {
    case '>':
    case '>=':
      return { from: [first], until: [] };
    case '<':
    case '<=':
      return { from: [], until: [first] };
    case '==':
      return { from: [first], until: [first] };
    case 'between':
      return {
        from: [first],
        until: second === undefined ? [] : [last?.type === 'timespan' ? first + second : second],
      };
    default:
      return none;
  }
}

function ticksOf(expression: Expression | undefined): bigint | undefined {
  return expression?.kind === 'literal' &&
    (expression.type === 'datetime' || expression.type === 'timespan') &&
    typeof expression.value === 'bigint'
    ? expression.value
    : undefined;
}

function instantOf(ticks: bigint): number {
  return Number((ticks - unixEpochTicks) / ticksPerMillisecond);
}
