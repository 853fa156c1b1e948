import type { Column } from '../../../kustoType';
import { callOf } from '../../../plan/callOf';
import { columnNamed } from '../../../plan/columns';
import { conjunction } from '../../../plan/conjuncts';
import type { Expression, Plan } from '../../../plan/plan';
import { refused } from '../../../queryError';
import { present } from '../../kusto/kusto';
import { literal } from '../../literals';
import { keepColumn } from '../../operators/projections';
import { firstBins, presences, ratio, readActivity, restOf } from './activity';
import type { Plugin } from '../plugin';
import { countBy, inOrder, joinBy, resultColumn, timeline } from '../timeline';

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
    [compare('>', first, from), conjunction([compare('==', from, to), isOwn], place)],
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
    [churn.name]: restOf(share, call),
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
