import { callOf } from '../../plan/callOf';
import { planColumns } from '../../plan/columns';
import type { Expression } from '../../plan/plan';
import { resultColumns } from '../kusto/kustoSymbols';
import { keepColumn } from '../operators/projections';
import { givenArguments } from './givenArguments';
import type { Plugin } from './plugin';

/** `dcount_intersect`: how many values the first of some `hll()` has; the first and the second together; the first three; and so on. */
export const dcountIntersect: Plugin = (call) => {
  const { input, node, place } = call;
  const own = planColumns(input);
  const sets = givenArguments(call);
  // A sketch is the set of its values here, so that they can be intersected.
  const shared = sets.map((_, index) =>
    sets
      .slice(0, index + 1)
      .reduce((left, right): Expression => callOf('set_intersect', 'dynamic', [left, right], place)),
  );
  const added = resultColumns(node).slice(own.length);
  return {
    kind: 'project',
    input,
    columns: [
      ...own.map(keepColumn),
      ...added.flatMap(({ name }, index) => {
        const set = shared[index];
        return set === undefined ? [] : [{ name, expression: callOf('array_length', 'long', [set], place) }];
      }),
    ],
  };
};
