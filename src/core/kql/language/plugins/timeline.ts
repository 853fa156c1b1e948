import type { Column } from '../../kustoType';
import { callOf } from '../../plan/callOf';
import { columnNamed, planColumns } from '../../plan/columns';
import { conjunction } from '../../plan/conjuncts';
import type { Expression, NamedExpression, Plan } from '../../plan/plan';
import { queryError } from '../../queryError';
import { plainColumn, resultColumns } from '../kusto/kustoSymbols';
import { literal } from '../literals';
import { keepColumn } from '../operators/projections';
import type { PluginCall } from './plugin';

/** What plugins of activity over time count: who or what was active, and when. */
export interface Timeline {
  /** Rows of the columns `bin`, `time`, `value` and those of the dimensions. */
  readonly rows: Plan;
  readonly bin: Column;
  readonly time: Column;
  readonly value: Column;
  /** Columns by which the rows are counted apart. */
  readonly dimensions: readonly Column[];
  /** The length of a bin: a timespan, or a number where the timeline is one of numbers. */
  readonly step: Expression;
  /** The columns of the plugin's result. */
  readonly columns: readonly Column[];
}

/** A window has at most so many bins: each row becomes as many. */
const mostBins = 1_000;

interface TimelineArguments {
  readonly value: Expression;
  readonly time: Expression;
  /** Rows of other times are left out. */
  readonly range?: { readonly start: Expression; readonly end: Expression } | undefined;
  readonly step: Expression;
  readonly dimensions: readonly Expression[];
}

/** Puts rows into bins, which begin at the start of the range where there is one. */
export function timeline(call: PluginCall, given: TimelineArguments): Timeline {
  const { input, place, node } = call;
  const { value, time, range, step } = given;
  const columns = resultColumns(node).map(plainColumn);
  const dimensions = given.dimensions.map((expression): Column => {
    if (expression.kind !== 'column') {
      throw queryError('What is counted apart must be a column: give it one with "extend".', place);
    }
    return { name: expression.name, type: expression.type };
  });
  const inRange: Plan =
    range === undefined
      ? input
      : { kind: 'filter', input, predicate: callOf('between', 'bool', [time, range.start, range.end], place) };
  const bin =
    range === undefined
      ? callOf('bin', time.type, [time, step], place)
      : callOf('bin_at', time.type, [time, step, range.start], place);
  const own = (name: string, { type }: Expression): Column => ({ name: `(activity) ${name}`, type });
  const [binColumn, timeColumn, valueColumn] = [own('bin', bin), own('time', time), own('value', value)];
  return {
    rows: {
      kind: 'project',
      input: inRange,
      columns: [
        { name: binColumn.name, expression: bin },
        { name: timeColumn.name, expression: time },
        { name: valueColumn.name, expression: value },
        ...dimensions.map(keepColumn),
      ],
    },
    bin: binColumn,
    time: timeColumn,
    value: valueColumn,
    dimensions,
    step,
    columns,
  };
}

/** The column of a result at a place: the dimensions come after the first columns. */
export function resultColumn({ columns }: Timeline, index: number): Column {
  const column = columns.at(index);
  if (column === undefined) {
    throw new TypeError('A plugin has fewer columns than it gives.');
  }
  return column;
}

/** Groups the rows by keys and by the dimensions. */
export function countBy(
  input: Plan,
  { dimensions }: Timeline,
  keys: readonly NamedExpression[],
  measures: readonly NamedExpression[],
): Plan {
  return {
    kind: 'summarize',
    input,
    keys: [...keys, ...dimensions.map(keepColumn)],
    aggregates: measures.map(({ name, expression }) => ({ expression, columns: [{ name, type: expression.type }] })),
  };
}

/** A table with those of its rows, and columns of another, that have equal keys and dimensions. */
export function joinBy(
  joinKind: 'inner' | 'leftouter',
  left: Plan,
  right: Plan,
  { dimensions }: Timeline,
  [leftKey, rightKey]: readonly [Expression, Expression],
  added: readonly Column[],
): Plan {
  return {
    kind: 'join',
    joinKind,
    left,
    right,
    on: [
      { left: leftKey, right: rightKey },
      ...dimensions.map((column) => ({ left: columnNamed(column), right: columnNamed(column) })),
    ],
    columns: [
      ...planColumns(left).map((column) => ({ side: 'left' as const, source: column.name, column })),
      ...added.map((column) => ({ side: 'right' as const, source: column.name, column })),
    ],
  };
}

/** How far apart two bins are that have so many steps between them. */
export function steps({ step }: Timeline, count: Expression, { place }: PluginCall): Expression {
  return callOf('*', step.type, [count, step], place);
}

/**
 * Each row once for every bin whose window it is in: the window of a bin ends with the bin and is as long as it says.
 *
 * @param length of a window, known before the query runs
 * @param last the last bin that has a window
 */
export function windows(over: Timeline, length: Expression, last: Expression, call: PluginCall): Plan {
  const { place } = call;
  const { bin, time, step, rows } = over;
  const offset: Column = { name: '(activity) offset', type: 'long' };
  const count = Math.ceil(constant(length, call) / constant(step, call));
  if (count > mostBins) {
    throw queryError(`A window of ${count} bins is too long: a row would be counted as often. Use longer bins.`, place);
  }
  const offsets: Plan = {
    kind: 'range',
    column: offset,
    from: literal('long', 0n),
    to: literal('long', BigInt(count - 1)),
    step: literal('long', 1n),
    place,
  };
  const one = literal('long', 1n);
  const pairs: Plan = {
    kind: 'join',
    joinKind: 'inner',
    left: rows,
    right: offsets,
    on: [{ left: one, right: one }],
    columns: [
      ...planColumns(rows).map((column) => ({ side: 'left' as const, source: column.name, column })),
      { side: 'right', source: offset.name, column: offset },
    ],
  };
  const moved = callOf('+', bin.type, [columnNamed(bin), steps(over, columnNamed(offset), call)], place);
  const ofWindows: Plan = {
    kind: 'project',
    input: pairs,
    columns: planColumns(rows).map((column) =>
      column.name === bin.name ? { name: bin.name, expression: moved } : keepColumn(column),
    ),
  };
  const windowEnd = callOf('+', bin.type, [columnNamed(bin), step], place);
  const windowStart = callOf('-', bin.type, [windowEnd, length], place);
  return {
    kind: 'filter',
    input: ofWindows,
    predicate: conjunction(
      [
        callOf('<=', 'bool', [columnNamed(bin), last], place),
        callOf('>=', 'bool', [columnNamed(time), windowStart], place),
      ],
      place,
    ),
  };
}

function constant(value: Expression, { name, place }: PluginCall): number {
  const number = value.kind === 'literal' ? Number(value.value) : Number.NaN;
  if (!(number > 0)) {
    throw queryError(`The windows of ${name}() need lengths that are known before the query runs, above 0.`, place);
  }
  return number;
}

export function inOrder(input: Plan, keys: readonly Column[]): Plan {
  return {
    kind: 'sort',
    input,
    keys: keys.map((key) => ({ expression: columnNamed(key), descending: false, nullsFirst: true })),
  };
}
