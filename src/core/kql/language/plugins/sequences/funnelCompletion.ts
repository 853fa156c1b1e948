import type { Column } from '../../../kustoType';
import { callOf } from '../../../plan/callOf';
import { columnNamed, planColumns } from '../../../plan/columns';
import type { Expression, NamedExpression, Plan } from '../../../plan/plan';
import { present } from '../../kusto/kusto';
import { literal } from '../../literals';
import { keepColumn } from '../../operators/projections';
import { funnel, isState, listedTexts, state, type Funnel } from './funnel';
import { givenArguments } from '../givenArguments';
import type { Plugin, PluginCall } from '../plugin';
import { countBy, inOrder } from '../timeline';

/** `funnel_sequence_completion`: who came how far in a sequence of states within each of some periods, from the first state on. */
export const funnelSequenceCompletion: Plugin = (call) => {
  const { place } = call;
  const [value, time, start, end, step, stateOf, sequence, longest] = givenArguments(call);
  const over = funnel(call, [value, time, start, end, step, stateOf]);
  const [states, periods] = [listedTexts(sequence, call), listedTexts(longest, call)];
  const [first] = states;
  const times = states.map((_, index): Column => ({ name: `(funnel) time ${index}`, type: over.time.type }));
  const starts: Plan = {
    kind: 'filter',
    input: withLaterTimes(over, states, times, call),
    predicate: isState(present(first, 'state'), columnNamed(state), call),
  };
  const cells = periods.flatMap((period) => states.map((name, index) => ({ period, name, index })));
  const reached = ({ period, index }: (typeof cells)[number]): Expression => {
    const since = callOf('-', 'timespan', [columnNamed(present(times[index], 'state')), columnNamed(over.time)], place);
    return callOf('<=', 'bool', [since, callOf('totimespan', 'timespan', [literal('string', period)], place)], place);
  };
  const counts = cells.map((cell, index): NamedExpression => ({
    name: `(funnel) count ${index}`,
    expression:
      cell.index === 0
        ? callOf('dcount', 'long', [columnNamed(over.value)], place)
        : callOf('dcountif', 'long', [columnNamed(over.value), reached(cell)], place),
  }));
  const [axis, ...ofCell] = over.columns;
  const timeColumn = present(axis, 'timeline');
  const inBins = countBy(starts, over, [{ name: timeColumn.name, expression: columnNamed(over.bin) }], counts);
  const array = (values: readonly Expression[]): Expression => callOf('pack_array', 'dynamic', values, place);
  const lists = [
    array(cells.map(({ name }) => literal('string', name))),
    array(cells.map(({ period }) => literal('string', period))),
    array(counts.map(({ name }) => columnNamed({ name, type: 'long' }))),
  ];
  return {
    kind: 'project',
    input: {
      kind: 'expand',
      input: inOrder(inBins, [timeColumn]),
      expansions: ofCell.map((column, index) => ({ expression: present(lists[index], 'list'), column })),
      columns: [timeColumn, ...ofCell],
      bagsAsArrays: false,
    },
    columns: over.columns.map(keepColumn),
  };
};

/**
 * The events with the times at which the states after the first were come to, each after the one before it; null where one was not.
 *
 * @param times the columns of these times
 */
function withLaterTimes(over: Funnel, states: readonly string[], times: readonly Column[], call: PluginCall): Plan {
  // From the last state to the second: when it comes next after a row, and the states after it come after that.
  return states.slice(1).reduceRight((input: Plan, name, index): Plan => {
    const isHere = isState(name, columnNamed(state), call);
    const later = new Set(times.slice(index + 2).map((column) => column.name));
    const next = (column: Column): Expression =>
      callOf('next_where', column.type, [columnNamed(column), isHere], call.place);
    return {
      kind: 'project',
      input,
      columns: [
        ...planColumns(input).map((column) =>
          later.has(column.name) ? { name: column.name, expression: next(column) } : keepColumn(column),
        ),
        { name: present(times[index + 1], 'state').name, expression: next(over.time) },
      ],
      per: [over.value.name],
    };
  }, over.events);
}
