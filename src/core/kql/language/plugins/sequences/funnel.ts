import * as z from 'zod/mini';
import type { Column } from '../../../kustoType';
import { callOf } from '../../../plan/callOf';
import { columnNamed } from '../../../plan/columns';
import type { Expression, Plan } from '../../../plan/plan';
import { queryError } from '../../../queryError';
import { present } from '../../kusto/kusto';
import { literal } from '../../literals';
import { keepColumn } from '../../operators/projections';
import type { PluginCall } from '../plugin';
import { inOrder, timeline, type Timeline } from '../timeline';

/** The state of a row, as a text. */
export const state: Column = { name: '(funnel) state', type: 'string' };

/** Who was in which state, and when. */
export interface Funnel extends Timeline {
  /** The rows of the timeline by their times, with the state of each. */
  readonly events: Plan;
}

/** @param given the id, the timeline, the start and the end of the range, the length of a bin, and the state */
export function funnel(call: PluginCall, given: readonly (Expression | undefined)[]): Funnel {
  const [value, time, start, end, step, stateOf] = given;
  const over = timeline(call, {
    value: present(value, 'id'),
    time: present(time, 'timeline'),
    range: { start: present(start, 'start'), end: present(end, 'end') },
    step: present(step, 'bin'),
    dimensions: [present(stateOf, 'state')],
  });
  const [column] = over.dimensions;
  const events: Plan = {
    kind: 'project',
    input: inOrder(over.rows, [over.time]),
    columns: [
      ...[over.bin, over.time, over.value].map(keepColumn),
      {
        name: state.name,
        expression: callOf('tostring', 'string', [columnNamed(present(column, 'state'))], call.place),
      },
    ],
  };
  return { ...over, dimensions: [], events };
}

/** Whether a value is the state of a name. */
export function isState(name: string, of: Expression, { place }: PluginCall): Expression {
  return callOf('==', 'bool', [of, literal('string', name)], place);
}

const listSchema = z.array(z.union([z.string(), z.number(), z.boolean()]));

/** The texts of an array that is known before the query runs. */
export function listedTexts(argument: Expression | undefined, { name, place }: PluginCall): readonly string[] {
  const values =
    argument?.kind === 'literal' && typeof argument.value === 'string'
      ? listSchema.safeParse(JSON.parse(argument.value)).data
      : undefined;
  if (values === undefined || values.length === 0) {
    throw queryError(`${name}() needs its lists as arrays that are known before it runs: dynamic(["a", "b"]).`, place);
  }
  return values.map(String);
}
