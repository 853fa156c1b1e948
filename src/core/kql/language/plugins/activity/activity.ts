import { callOf } from '../../../plan/callOf';
import { columnNamed } from '../../../plan/columns';
import type { Expression, Plan } from '../../../plan/plan';
import { present } from '../../kusto/kusto';
import { literal } from '../../literals';
import { keepColumn } from '../../operators/projections';
import { givenArguments } from '../givenArguments';
import type { PluginCall } from '../plugin';
import { countBy, type Timeline } from '../timeline';

/**
 * `id, time, [start, end,] lengths..., dimensions...`: the first and last time may be left out, and are there where a time follows
 * the times.
 */
export function readActivity(
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
export function presences(over: Timeline): Plan {
  return countBy(over.rows, over, [keepColumn(over.bin), keepColumn(over.value)], []);
}

/** Each value with the bin that it is in first. */
export function firstBins(over: Timeline, name: string, { place }: PluginCall): Plan {
  const first = callOf('min', over.bin.type, [columnNamed(over.bin)], place);
  return countBy(over.rows, over, [keepColumn(over.value)], [{ name, expression: first }]);
}

/** A part of a whole, as a real: NaN of nothing. */
export function ratio(part: Expression, whole: Expression, { place }: PluginCall): Expression {
  return callOf(
    '/',
    'real',
    [part, whole].map((value) => callOf('toreal', 'real', [value], place)),
    place,
  );
}

export function restOf(share: Expression, { place }: PluginCall): Expression {
  return callOf('-', 'real', [literal('real', 1), share], place);
}

/** The last bin that has rows. */
export function lastBin({ rows, bin }: Timeline, { place }: PluginCall): Expression {
  const last = callOf('max', bin.type, [columnNamed(bin)], place);
  return {
    kind: 'scalarQuery',
    type: bin.type,
    query: { kind: 'summarize', input: rows, keys: [], aggregates: [{ expression: last, columns: [bin] }] },
  };
}
