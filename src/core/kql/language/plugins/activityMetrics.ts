import type { Column } from '../../kustoType';
import { callOf } from '../../plan/callOf';
import { columnNamed } from '../../plan/columns';
import type { Expression, Plan } from '../../plan/plan';
import { refused } from '../../queryError';
import { present } from '../kusto';
import { literal } from '../literals';
import { keepColumn } from '../projections';
import type { Plugin, PluginCall } from './plugin';
import {
  countBy,
  givenArguments,
  inOrder,
  joinBy,
  resultColumn,
  steps,
  timeline,
  windows,
  type Timeline,
} from './timeline';

/**
 * `id, time, [start, end,] lengths..., dimensions...`: the first and last time may be left out, and are there where a time follows
 * the times.
 */
function readActivity(
  call: PluginCall,
  lengths: number,
): {
  readonly value: Expression;
  readonly time: Expression;
  readonly range: { readonly start: Expression; readonly end: Expression } | undefined;
  readonly lengths: readonly Expression[];
  readonly dimensions: readonly Expression[];
} {
  const [value, time, ...rest] = givenArguments(call);
  const [start, end] = rest;
  const isColumn = ({ kind }: Expression): boolean => kind === 'column';
  const hasRange = rest.findIndex(isColumn) < 0 ? rest.length > lengths : rest.findIndex(isColumn) > lengths;
  const [first, second] = hasRange ? [start, end] : [];
  const others = hasRange ? rest.slice(2) : rest;
  return {
    value: present(value, 'id'),
    time: present(time, 'timeline'),
    range: first === undefined || second === undefined ? undefined : { start: first, end: second },
    lengths: others.slice(0, lengths),
    dimensions: others.slice(lengths),
  };
}

/** Each value once for every bin that it is in, as rows of a timeline. */
function presences(over: Timeline): Plan {
  return countBy(over.rows, over, [keepColumn(over.bin), keepColumn(over.value)], []);
}

/** Each value with the bin that it is in first. */
function firstBins(over: Timeline, name: string, { place }: PluginCall): Plan {
  const first = callOf('min', over.bin.type, [columnNamed(over.bin)], place);
  return countBy(over.rows, over, [keepColumn(over.value)], [{ name, expression: first }]);
}

/** A part of a whole, as a real: NaN of nothing. */
function ratio(part: Expression, whole: Expression, { place }: PluginCall): Expression {
  return callOf(
    '/',
    'real',
    [part, whole].map((value) => callOf('toreal', 'real', [value], place)),
    place,
  );
}

function rest(share: Expression, { place }: PluginCall): Expression {
  return callOf('-', 'real', [literal('real', 1), share], place);
}

/** `activity_metrics`: the values of each window, those that are new, and the shares of the window before that came back and left. */
export const activityMetrics: Plugin = (call) => {
  const { place } = call;
  const { lengths, ...given } = readActivity(call, 1);
  const over = timeline(call, { ...given, step: present(lengths[0], 'window') });
  const [axis, all, fresh, retention, churn] = [0, -4, -3, -2, -1].map((index) => resultColumn(over, index));
  if (!axis || !all || !fresh || !retention || !churn) {
    throw new TypeError('activity_metrics has five columns of its own.');
  }
  const first: Column = { name: '(activity) first', type: over.bin.type };
  const previous: Column = { name: '(activity) previous', type: over.bin.type };
  const back: Column = { name: '(activity) back', type: 'long' };
  const before: Column = { name: '(activity) before', type: 'long' };
  const one = literal('long', 1n);
  const found = presences(over);
  const seenBefore = callOf('+', over.bin.type, [columnNamed(over.bin), steps(over, one, call)], place);
  const moved: Plan = {
    kind: 'project',
    input: found,
    columns: [
      { name: previous.name, expression: seenBefore },
      { name: back.name, expression: columnNamed(over.value) },
      ...over.dimensions.map(keepColumn),
    ],
  };
  // The key of the join is the value; the bins must be next to each other too.
  const returned: Plan = {
    kind: 'filter',
    input: joinBy(
      'inner',
      found,
      moved,
      over,
      [columnNamed(over.value), columnNamed({ ...over.value, name: back.name })],
      [previous],
    ),
    predicate: callOf('==', 'bool', [columnNamed(over.bin), columnNamed(previous)], place),
  };
  const count = callOf('count', 'long', [], place);
  const counts = countBy(found, over, [keepColumn(over.bin)], [{ name: all.name, expression: count }]);
  const news = countBy(
    firstBins(over, first.name, call),
    over,
    [keepColumn(first)],
    [{ name: fresh.name, expression: count }],
  );
  const backs = countBy(
    returned,
    over,
    [{ name: previous.name, expression: columnNamed(over.bin) }],
    [{ name: back.name, expression: count }],
  );
  const befores = countBy(moved, over, [keepColumn(previous)], [{ name: before.name, expression: count }]);
  const bin = columnNamed(over.bin);
  const withNews = joinBy('leftouter', counts, news, over, [bin, columnNamed(first)], [fresh]);
  const withBacks = joinBy('leftouter', withNews, backs, over, [bin, columnNamed(previous)], [back]);
  const joined = joinBy('leftouter', withBacks, befores, over, [bin, columnNamed(previous)], [before]);
  const orZero = (column: Column): Expression =>
    callOf('coalesce', 'long', [columnNamed(column), literal('long', 0n)], place);
  const share = ratio(orZero(back), orZero(before), call);
  const values: Readonly<Record<string, Expression>> = {
    [axis.name]: bin,
    [fresh.name]: orZero(fresh),
    [retention.name]: share,
    [churn.name]: rest(share, call),
  };
  const result: Plan = {
    kind: 'project',
    input: joined,
    columns: over.columns.map((column) => ({
      name: column.name,
      expression: values[column.name] ?? columnNamed(column),
    })),
  };
  return inOrder(result, [axis, ...over.dimensions]);
};

/** `activity_engagement`: the values of each inner window, as a share of those of the longer window that ends with it. */
export const activityEngagement: Plugin = (call) => {
  const { place } = call;
  const { lengths, ...given } = readActivity(call, 2);
  const [inner, outer] = lengths;
  const over = timeline(call, { ...given, step: present(inner, 'inner window') });
  const [axis, ofInner, ofOuter, share] = [0, -3, -2, -1].map((index) => resultColumn(over, index));
  if (!axis || !ofInner || !ofOuter || !share) {
    throw new TypeError('activity_engagement has four columns of its own.');
  }
  const key: Column = { name: '(activity) window', type: over.bin.type };
  const values = callOf('dcount', 'long', [columnNamed(over.value)], place);
  const inners = countBy(
    over.rows,
    over,
    [{ name: axis.name, expression: columnNamed(over.bin) }],
    [{ name: ofInner.name, expression: values }],
  );
  const outers = countBy(
    windows(over, present(outer, 'outer window'), lastBin(over, call), call),
    over,
    [{ name: key.name, expression: columnNamed(over.bin) }],
    [{ name: ofOuter.name, expression: values }],
  );
  const joined = joinBy('inner', inners, outers, over, [columnNamed(axis), columnNamed(key)], [ofOuter]);
  const result: Plan = {
    kind: 'project',
    input: joined,
    columns: over.columns.map((column) => ({
      name: column.name,
      expression:
        column.name === share.name ? ratio(columnNamed(ofInner), columnNamed(ofOuter), call) : columnNamed(column),
    })),
  };
  return inOrder(result, [axis, ...over.dimensions]);
};

/** The last bin that has rows. */
export function lastBin({ rows, bin }: Timeline, { place }: PluginCall): Expression {
  const last = callOf('max', bin.type, [columnNamed(bin)], place);
  return {
    kind: 'scalarQuery',
    type: bin.type,
    query: { kind: 'summarize', input: rows, keys: [], aggregates: [{ expression: last, columns: [bin] }] },
  };
}

/** `new_activity_metrics`: for the values that are new in a window, how many of them came back in each window from then on. */
export const newActivityMetrics: Plugin = (call) => {
  const { place } = call;
  const { lengths, ...given } = readActivity(call, 1);
  if (given.dimensions.some(({ kind }) => kind !== 'column')) {
    throw refused('new_activity_metrics() with a cohort or a lookback', 'Filter its result by "from_".', place);
  }
  const over = timeline(call, { ...given, step: present(lengths[0], 'window') });
  const [from, to, fresh, retained, churned, retention, churn] = [0, 1, -5, -4, -3, -2, -1].map((index) =>
    resultColumn(over, index),
  );
  if (!from || !to || !fresh || !retained || !churned || !retention || !churn) {
    throw new TypeError('new_activity_metrics has seven columns of its own.');
  }
  const first: Column = { name: '(activity) first', type: over.bin.type };
  const known: Column = { name: '(activity) known', type: over.value.type };
  const cohort: Column = { name: '(activity) cohort', type: 'long' };
  const count = callOf('count', 'long', [], place);
  const compare = (operator: string, left: Column, right: Column): Expression =>
    callOf(operator, 'bool', [columnNamed(left), columnNamed(right)], place);
  const firsts: Plan = {
    kind: 'project',
    input: firstBins(over, first.name, call),
    columns: [
      keepColumn(first),
      { name: known.name, expression: columnNamed(over.value) },
      ...over.dimensions.map(keepColumn),
    ],
  };
  const seen = joinBy('inner', presences(over), firsts, over, [columnNamed(over.value), columnNamed(known)], [first]);
  const cohorts = countBy(
    firsts,
    over,
    [{ name: from.name, expression: columnNamed(first) }],
    [{ name: cohort.name, expression: count }],
  );
  const one = literal('long', 1n);
  const windowsSeen: Plan = {
    kind: 'summarize',
    input: over.rows,
    keys: [{ name: to.name, expression: columnNamed(over.bin) }],
    aggregates: [],
  };
  const pairs: Plan = {
    kind: 'filter',
    input: {
      kind: 'join',
      joinKind: 'inner',
      left: cohorts,
      right: windowsSeen,
      on: [{ left: one, right: one }],
      columns: [
        ...[from, ...over.dimensions, cohort].map((column) => ({ side: 'left' as const, source: column.name, column })),
        { side: 'right', source: to.name, column: to },
      ],
    },
    predicate: compare('<=', from, to),
  };
  const inWindow = joinBy('leftouter', pairs, seen, over, [columnNamed(to), columnNamed(over.bin)], [first]);
  const countWhen = (condition: Expression): Expression => callOf('countif', 'long', [condition], place);
  const isOwn = compare('==', first, from);
  const isNew = callOf(
    'or',
    'bool',
    [compare('>', first, from), callOf('and', 'bool', [compare('==', from, to), isOwn], place)],
    place,
  );
  const counts = countBy(
    inWindow,
    over,
    [keepColumn(from), keepColumn(to), keepColumn(cohort)],
    [
      { name: fresh.name, expression: countWhen(isNew) },
      { name: retained.name, expression: countWhen(isOwn) },
    ],
  );
  const share = ratio(columnNamed(retained), columnNamed(cohort), call);
  const values: Readonly<Record<string, Expression>> = {
    [churned.name]: callOf('-', 'long', [columnNamed(cohort), columnNamed(retained)], place),
    [retention.name]: share,
    [churn.name]: rest(share, call),
  };
  const result: Plan = {
    kind: 'project',
    input: counts,
    columns: over.columns.map((column) => ({
      name: column.name,
      expression: values[column.name] ?? columnNamed(column),
    })),
  };
  return inOrder(result, [from, to, ...over.dimensions]);
};
