import type { Column } from '../../../kustoType';
import { callOf } from '../../../plan/callOf';
import { columnNamed } from '../../../plan/columns';
import { conjunction } from '../../../plan/conjuncts';
import type { Expression, NamedExpression, Plan } from '../../../plan/plan';
import { present } from '../../kusto/kusto';
import { literal } from '../../literals';
import { keepColumn } from '../../operators/projections';
import { funnel, isState, listedTexts, state } from './funnel';
import { givenArguments } from '../givenArguments';
import type { Plugin, PluginCall } from '../plugin';
import { countBy, inOrder } from '../timeline';

/** So many ids are given for a row. */
const mostSamples = 128n;

const before: Column = { name: 'prev', type: 'string' };
const after: Column = { name: 'next', type: 'string' };

/** `funnel_sequence` */
export const funnelSequence: Plugin = (call) => present(sequenceTables(call)[0], 'table');

/** Its other results. */
export function funnelNeighbours(call: PluginCall): readonly Plan[] {
  return sequenceTables(call).slice(1);
}

/**
 * Who went through states one right after the other, by the state before these and the state after them. The tables count by both, by
 * the one before, and by the one after.
 */
function sequenceTables(call: PluginCall): readonly Plan[] {
  const { place } = call;
  const [value, time, start, end, window, step, stateOf, sequence] = givenArguments(call);
  const over = funnel(call, [value, time, start, end, step, stateOf]);
  const states = listedTexts(sequence, call);
  const back = (column: Column, distance: number): Expression =>
    distance === 0
      ? columnNamed(column)
      : callOf('prev', column.type, [columnNamed(column), literal('long', BigInt(distance))], place);
  const [last = '', ...earlier] = states.toReversed();
  const steps = earlier.flatMap((name, index): readonly Expression[] => {
    const distance = index + 1;
    const since = callOf('-', 'timespan', [back(over.time, distance - 1), back(over.time, distance)], place);
    return [
      isState(name, back(state, distance), call),
      callOf('<=', 'bool', [since, present(window, 'longest step')], place),
    ];
  });
  const isEnd: Column = { name: '(funnel) end', type: 'bool' };
  const found: Plan = {
    kind: 'filter',
    input: {
      kind: 'project',
      input: over.events,
      columns: [
        { name: over.bin.name, expression: back(over.bin, states.length - 1) },
        keepColumn(over.value),
        { name: before.name, expression: back(state, states.length) },
        { name: after.name, expression: callOf('next', 'string', [columnNamed(state)], place) },
        { name: isEnd.name, expression: conjunction([isState(last, columnNamed(state), call), ...steps], place) },
      ],
      per: [over.value.name],
    },
    predicate: columnNamed(isEnd),
  };
  const [axis] = over.columns;
  const timeColumn = present(axis, 'timeline');
  const measures: NamedExpression[] = [
    { name: 'dcount', expression: callOf('dcount', 'long', [columnNamed(over.value)], place) },
    {
      name: 'samples',
      expression: callOf('make_set', 'dynamic', [columnNamed(over.value), literal('long', mostSamples)], place),
    },
  ];
  return [[before, after], [before], [after]].map((keys) =>
    inOrder(
      countBy(
        found,
        over,
        [{ name: timeColumn.name, expression: columnNamed(over.bin) }, ...keys.map(keepColumn)],
        measures,
      ),
      [timeColumn, ...keys],
    ),
  );
}
