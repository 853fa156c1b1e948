import type { Column } from '../../../kustoType';
import { callOf } from '../../../plan/callOf';
import { columnNamed } from '../../../plan/columns';
import { conjunction } from '../../../plan/conjuncts';
import type { Expression, Plan, ScanStep } from '../../../plan/plan';
import { queryError, type Place } from '../../../queryError';
import { present } from '../../kusto/kusto';
import { plainColumn, resultColumns } from '../../kusto/kustoSymbols';
import { literal } from '../../literals';
import { keepColumn } from '../../operators/projections';
import { givenArguments } from '../givenArguments';
import type { Plugin } from '../plugin';
import { inOrder } from '../timeline';

const match: Column = { name: '(sequence) match', type: 'long' };

/**
 * `sequence_detect`: when conditions were met one after the other, as by a `scan` with a step for each: from the last row that meets the
 * first condition to the first row that meets the last one.
 */
export const sequenceDetect: Plugin = (call) => {
  const { input, place, node } = call;
  const [time, longestStep, longest, ...rest] = givenArguments(call);
  const spans = { step: present(longestStep, 'longest step'), whole: present(longest, 'longest span') };
  const at = present(time, 'timeline');
  const conditions = rest.filter(({ type }) => type === 'bool');
  const dimensions = rest.filter(({ type }) => type !== 'bool');
  const columns = resultColumns(node).map(plainColumn);
  const duration = present(columns.at(-1), 'duration');
  const given = columns.slice(0, -conditions.length - 1);
  const moments = columns.slice(-conditions.length - 1, -1);
  if (conditions.length === 0 || new Set(columns.map(({ name }) => name)).size < columns.length) {
    throw queryError(
      'Name the conditions of sequence_detect(): "sequence_detect(Time, 1h, 1d, failed = Result == 1, passed = Result == 0)".',
      place,
    );
  }
  if (at.kind !== 'column' || at.type !== 'datetime' || dimensions.some(({ kind }) => kind !== 'column')) {
    throw queryError(
      'The timeline of sequence_detect() is a column of datetimes, and its dimensions are columns: make them with "extend".',
      place,
    );
  }
  const own = moments.map((_, index): Column => ({ name: `(sequence) ${index}`, type: at.type }));
  const found: Plan = {
    kind: 'scan',
    input: inOrder(input, [{ name: at.name, type: at.type }]),
    declared: own.map(({ name, type }) => ({ name, expression: literal(type, null) })),
    steps: sequenceSteps(own, at, conditions, spans, place),
    matchId: match.name,
    keys: dimensions,
  };
  const [begin, end] = [present(own[0], 'step'), present(own.at(-1), 'step')];
  // Rows that go on meeting the last condition are of the same sequence.
  const sequences: Plan = {
    kind: 'take',
    input: inOrder(found, [end]),
    count: literal('long', 1n),
    per: [match.name, ...given.map(({ name }) => name)],
  };
  return inOrder(
    {
      kind: 'project',
      input: sequences,
      columns: [
        ...given.map(keepColumn),
        ...moments.map(({ name }, index) => ({ name, expression: columnNamed(present(own[index], 'step')) })),
        {
          name: duration.name,
          expression: callOf('-', duration.type, [columnNamed(end), columnNamed(begin)], place),
        },
      ],
    },
    moments,
  );
};

/** How far apart the rows of a sequence may be. */
interface LongestSpans {
  /** From one to the next. */
  readonly step: Expression;
  readonly whole: Expression;
}

/**
 * A step for each condition, which takes over the times of those before it.
 *
 * @param own the columns of the times at which conditions were met
 */
function sequenceSteps(
  own: readonly Column[],
  at: Expression,
  conditions: readonly Expression[],
  longest: LongestSpans,
  place: Place,
): readonly ScanStep[] {
  const inStep = (step: number, column: Column): Column => ({
    name: `(step ${step}) ${column.name}`,
    type: column.type,
  });
  const within = (step: number, from: Column, span: Expression): Expression =>
    callOf('<=', 'bool', [at, callOf('+', at.type, [columnNamed(inStep(step, from)), span], place)], place);
  return conditions.map((condition, index): ScanStep => {
    const before = own.slice(0, index);
    const [first, previous] = [before[0], before.at(-1)];
    const isLast = index === conditions.length - 1;
    return {
      condition:
        first === undefined || previous === undefined
          ? condition
          : conjunction(
              [condition, within(index - 1, previous, longest.step), within(index - 1, first, longest.whole)],
              place,
            ),
      assignments: [
        ...before.map(({ name, type }) => ({ name, expression: columnNamed(inStep(index - 1, { name, type })) })),
        { name: present(own[index], 'step').name, expression: at },
      ],
      output: isLast ? 'all' : 'none',
      state: isLast ? [] : own.slice(0, index + 1).map((column) => ({ name: inStep(index, column).name, column })),
    };
  });
}
