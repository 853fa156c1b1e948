import type { Column } from '../../../kustoType';
import { callOf } from '../../../plan/callOf';
import { columnNamed } from '../../../plan/columns';
import { conjunction } from '../../../plan/conjuncts';
import type { Expression, Plan } from '../../../plan/plan';
import { keepColumn } from '../../operators/projections';
import { givenArguments } from '../givenArguments';
import type { Plugin } from '../plugin';
import { countBy, inOrder, joinBy, resultColumn, timeline } from '../timeline';

/**
 * `active_users_count`: how many ids of each bin were seen, at one of their times there, in enough periods of the window that ends with
 * that time. Times before the start are looked back at as well.
 */
export const activeUsersCount: Plugin = (call) => {
  const { input, place } = call;
  const [value, time, start, end, lookback, period, least, step, ...dimensions] = givenArguments(call);
  if (!value || !time || !start || !end || !lookback || !period || !least || !step) {
    throw new TypeError('active_users_count has eight arguments.');
  }
  const over = timeline(call, { value, time, range: { start, end }, step, dimensions });
  const before = (moment: Expression): Expression => callOf('-', time.type, [moment, lookback], place);
  const compare = (operator: string, left: Expression, right: Expression): Expression =>
    callOf(operator, 'bool', [left, right], place);
  const id: Column = { name: '(activity) id', type: value.type };
  const at: Column = { name: '(activity) at', type: time.type };
  const periodOf: Column = { name: '(activity) period', type: time.type };
  const count: Column = { name: '(activity) periods', type: 'long' };
  const appearances = countBy(
    {
      kind: 'filter',
      input,
      predicate: conjunction([compare('>', time, before(start)), compare('<=', time, end)], place),
    },
    over,
    [
      { name: id.name, expression: value },
      { name: at.name, expression: time },
      { name: periodOf.name, expression: callOf('bin_at', time.type, [time, period, start], place) },
    ],
    [],
  );
  const moments = countBy(over.rows, over, [over.bin, over.time, over.value].map(keepColumn), []);
  const pairs = joinBy('inner', moments, appearances, over, [columnNamed(over.value), columnNamed(id)], [at, periodOf]);
  const [now, then] = [columnNamed(over.time), columnNamed(at)];
  const lookedBack: Plan = {
    kind: 'filter',
    input: pairs,
    predicate: conjunction([compare('<=', then, now), compare('>', then, before(now))], place),
  };
  const periods = countBy(lookedBack, over, [over.bin, over.time, over.value].map(keepColumn), [
    { name: count.name, expression: callOf('dcount', 'long', [columnNamed(periodOf)], place) },
  ]);
  const active: Plan = { kind: 'filter', input: periods, predicate: compare('>=', columnNamed(count), least) };
  const axis = resultColumn(over, 0);
  const counts = countBy(
    active,
    over,
    [{ name: axis.name, expression: columnNamed(over.bin) }],
    [
      {
        name: resultColumn(over, -1).name,
        expression: callOf('dcount', 'long', [columnNamed(over.value)], place),
      },
    ],
  );
  return inOrder(counts, [axis, ...over.dimensions]);
};
