import { callOf } from '../../../plan/callOf';
import { columnNamed } from '../../../plan/columns';
import type { Expression, Plan } from '../../../plan/plan';
import { present } from '../../kusto/kusto';
import { literal } from '../../literals';
import { keepColumn } from '../../operators/projections';
import { givenArguments } from '../givenArguments';
import type { Plugin, PluginCall } from '../plugin';
import { countBy, inOrder, joinBy, resultColumn, timeline, windows, type Timeline } from '../timeline';

/** `id, time, start, end`, as the plugins that count begin; and what is after these. */
function readCounted(call: PluginCall): {
  readonly value: Expression;
  readonly time: Expression;
  readonly range: { readonly start: Expression; readonly end: Expression };
  readonly rest: readonly Expression[];
} {
  const [value, time, start, end, ...rest] = givenArguments(call);
  return {
    value: present(value, 'id'),
    time: present(time, 'timeline'),
    range: { start: present(start, 'start'), end: present(end, 'end') },
    rest,
  };
}

function distinctValues({ value }: Timeline, { place }: PluginCall): Expression {
  return callOf('dcount', 'long', [columnNamed(value)], place);
}

/** `activity_counts_metrics`: rows, values, values that are new and all values so far, in each window. */
export const activityCountsMetrics: Plugin = (call) => {
  const { place } = call;
  const { rest, ...counted } = readCounted(call);
  const [step, ...dimensions] = rest;
  const over = timeline(call, { ...counted, step: present(step, 'window'), dimensions });
  const [axis, count, dcount, fresh, total] = [0, -4, -3, -2, -1].map((index) => resultColumn(over, index));
  if (!axis || !count || !dcount || !fresh || !total) {
    throw new TypeError('activity_counts_metrics has five columns of its own.');
  }
  const bins = countBy(
    over.rows,
    over,
    [{ name: axis.name, expression: columnNamed(over.bin) }],
    [
      { name: count.name, expression: callOf('count', 'long', [], place) },
      { name: dcount.name, expression: distinctValues(over, call) },
    ],
  );
  const firsts = countBy(
    over.rows,
    over,
    [keepColumn(over.value)],
    [{ name: over.bin.name, expression: callOf('min', over.bin.type, [columnNamed(over.bin)], place) }],
  );
  const news = countBy(
    firsts,
    over,
    [keepColumn(over.bin)],
    [{ name: fresh.name, expression: callOf('count', 'long', [], place) }],
  );
  const joined = joinBy('leftouter', bins, news, over, [columnNamed(axis), columnNamed(over.bin)], [fresh]);
  const newValues = callOf('coalesce', 'long', [columnNamed(fresh), literal('long', 0n)], place);
  const rows = inOrder(joined, [...over.dimensions, axis]);
  const result: Plan = {
    kind: 'project',
    input: rows,
    columns: over.columns.map((column) =>
      column.name === fresh.name
        ? { name: column.name, expression: newValues }
        : column.name === total.name
          ? { name: column.name, expression: callOf('row_cumsum', 'long', [newValues], place) }
          : keepColumn(column),
    ),
    per: over.dimensions.map(({ name }) => name),
  };
  return inOrder(result, [axis, ...over.dimensions]);
};

/** `sliding_window_counts`: rows and values in the window that ends with each bin. */
export const slidingWindowCounts: Plugin = (call) => {
  const { rest, ...counted } = readCounted(call);
  const [length, step, ...dimensions] = rest;
  const over = timeline(call, { ...counted, step: present(step, 'bin'), dimensions });
  const axis = resultColumn(over, 0);
  const ofWindows = windows(over, present(length, 'lookback window'), counted.range.end, call);
  const counts = countBy(
    ofWindows,
    over,
    [{ name: axis.name, expression: columnNamed(over.bin) }],
    [
      { name: resultColumn(over, -2).name, expression: callOf('count', 'long', [], call.place) },
      { name: resultColumn(over, -1).name, expression: distinctValues(over, call) },
    ],
  );
  return inOrder(counts, [axis, ...over.dimensions]);
};
