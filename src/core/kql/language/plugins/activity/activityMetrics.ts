import type { Column } from '../../../kustoType';
import { callOf } from '../../../plan/callOf';
import { columnNamed } from '../../../plan/columns';
import type { Expression, Plan } from '../../../plan/plan';
import { present } from '../../kusto/kusto';
import { literal } from '../../literals';
import { keepColumn } from '../../operators/projections';
import { firstBins, lastBin, presences, ratio, readActivity, restOf } from './activity';
import type { Plugin } from '../plugin';
import { countBy, inOrder, joinBy, resultColumn, steps, timeline, windows } from '../timeline';

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
    [churn.name]: restOf(share, call),
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
