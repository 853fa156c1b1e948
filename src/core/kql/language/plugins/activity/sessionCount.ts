import type { Column } from '../../../kustoType';
import { callOf } from '../../../plan/callOf';
import { columnNamed } from '../../../plan/columns';
import type { Plan } from '../../../plan/plan';
import { present } from '../../kusto/kusto';
import { literal } from '../../literals';
import { keepColumn } from '../../operators/projections';
import { givenArguments } from '../givenArguments';
import type { Plugin } from '../plugin';
import { countBy, inOrder, resultColumn, timeline } from '../timeline';

/** `session_count`: how many sessions are active in each bin; a session ends where its id is not seen for longer than a while. */
export const sessionCount: Plugin = (call) => {
  const { place } = call;
  const [value, time, start, end, step, gap, ...dimensions] = givenArguments(call);
  const over = timeline(call, {
    value: present(value, 'id'),
    time: present(time, 'timeline'),
    range: { start: present(start, 'start'), end: present(end, 'end') },
    step: present(step, 'bin'),
    dimensions,
  });
  const session: Column = { name: '(activity) session', type: 'long' };
  const at = columnNamed(over.time);
  const since = callOf('-', over.step.type, [at, callOf('prev', over.time.type, [at], place)], place);
  const isNew = callOf('>', 'bool', [since, present(gap, 'lookback window')], place);
  const sessions: Plan = {
    kind: 'project',
    input: inOrder(over.rows, [over.time]),
    columns: [
      ...[over.bin, over.value, ...over.dimensions].map(keepColumn),
      {
        name: session.name,
        expression: callOf(
          'row_cumsum',
          'long',
          [callOf('iff', 'long', [isNew, literal('long', 1n), literal('long', 0n)], place)],
          place,
        ),
      },
    ],
    per: [over.value, ...over.dimensions].map(({ name }) => name),
  };
  const axis = resultColumn(over, 0);
  const active = countBy(sessions, over, [over.bin, over.value, session].map(keepColumn), []);
  const counts = countBy(
    active,
    over,
    [{ name: axis.name, expression: columnNamed(over.bin) }],
    [{ name: resultColumn(over, -1).name, expression: callOf('count', 'long', [], place) }],
  );
  return inOrder(counts, [axis, ...over.dimensions]);
};
