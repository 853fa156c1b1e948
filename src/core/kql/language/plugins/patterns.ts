import type { Column } from '../../kustoType';
import { callOf } from '../../plan/callOf';
import { columnNamed, planColumns } from '../../plan/columns';
import type { Expression, LiteralExpression, PatternsPlan, Plan } from '../../plan/plan';
import { queryError } from '../../queryError';
import { present } from '../kusto/kusto';
import { plainColumn, resultColumns } from '../kusto/kustoSymbols';
import { literal, missingValue } from '../literals';
import { keepColumn } from '../operators/projections';
import { givenArguments } from './givenArguments';
import type { Plugin, PluginCall } from './plugin';

const usualThreshold = literal('real', 0.05);
const usualSizeWeight = literal('real', 0.5);
const usualDimensions = 5;
/** A pattern may be asked to have so many values at most: the search has a step for each. */
const mostDimensions = 8;

/** `autocluster` reports no pattern of fewer rows. */
const leastOfCluster = literal('real', 0.03);

const one = literal('long', 1n);
const none = literal('long', 0n);

const [countA, countB, totalA, totalB, score]: PatternsPlan['measures'] = [
  { name: '(patterns) a', type: 'long' },
  { name: '(patterns) b', type: 'long' },
  { name: '(patterns) total a', type: 'long' },
  { name: '(patterns) total b', type: 'long' },
  { name: '(patterns) score', type: 'real' },
];

/** `basket`: all patterns that a share of the rows has. */
export const basket: Plugin = (call) => {
  const [threshold, weight, dimensions, ...wildcards] = givenArguments(call).map(givenOrUsual);
  return segments(call, {
    ...patternsOf(call, wildcards, [weight]),
    weights: [weight ?? one, none],
    threshold: share(threshold, call) ?? usualThreshold,
    maxDimensions: dimensionCount(dimensions, call),
    choice: 'all',
  });
};

/** `autocluster`: a few patterns that tell much of many rows. */
export const autocluster: Plugin = (call) => {
  // The number of seeds is for Kusto's own search.
  const [sizeWeight, weight, , ...wildcards] = givenArguments(call).map(givenOrUsual);
  return segments(call, {
    ...patternsOf(call, wildcards, [weight]),
    weights: [weight ?? one, none],
    threshold: leastOfCluster,
    maxDimensions: usualDimensions,
    choice: { sizeWeight: share(sizeWeight, call, 0) ?? usualSizeWeight },
  });
};

/** `diffpatterns`: the patterns that the rows of one value of a column have more often than those of another. */
export const diffPatterns: Plugin = (call) => {
  const { place } = call;
  const [split, first, second, ...options] = givenArguments(call);
  const [weight, threshold, dimensions, ...wildcards] = options.map(givenOrUsual);
  const side = present(split, 'column');
  const text = (value: Expression): Expression => callOf('tostring', 'string', [value], place);
  const weightOf = (value: Expression | undefined): Expression =>
    callOf(
      'iff',
      'long',
      [callOf('==', 'bool', [text(side), text(present(value, 'value'))], place), weight ?? one, none],
      place,
    );
  return segments(call, {
    ...patternsOf(call, wildcards, [side, weight]),
    weights: [weightOf(first), weightOf(second)],
    threshold: share(threshold, call) ?? usualThreshold,
    maxDimensions: dimensionCount(dimensions, call),
    choice: 'difference',
  });
};

/** `~` stands for what is usual. */
function givenOrUsual(argument: Expression): Expression | undefined {
  return argument.kind === 'literal' && argument.value === '~' ? undefined : argument;
}

function share(given: Expression | undefined, { name, place }: PluginCall, least = 0.015): Expression | undefined {
  if (given?.kind === 'literal' && !(Number(given.value) > least && Number(given.value) < 1)) {
    throw queryError(`${name}() takes a share of the rows, above ${least} and below 1; "~" for the usual one.`, place);
  }
  return given;
}

function dimensionCount(given: Expression | undefined, { name, place }: PluginCall): number {
  const count = given?.kind === 'literal' ? Number(given.value) : given === undefined ? usualDimensions : Number.NaN;
  if (!Number.isInteger(count) || count < 1 || count > mostDimensions) {
    throw queryError(
      `The number of dimensions of ${name}() is a whole number from 1 to ${mostDimensions}; "~" for the usual one.`,
      place,
    );
  }
  return count;
}

/** What patterns are of: all columns but those that say how rows are counted. */
function patternsOf(
  { input }: PluginCall,
  wildcards: readonly (Expression | undefined)[],
  counting: readonly (Expression | undefined)[],
): Pick<PatternsPlan, 'kind' | 'input' | 'dimensions' | 'measures'> {
  const given = wildcards.filter((wildcard): wildcard is LiteralExpression => wildcard?.kind === 'literal');
  const isCounting = ({ name }: Column): boolean =>
    counting.some((expression) => expression?.kind === 'column' && expression.name === name);
  return {
    kind: 'patterns',
    input,
    dimensions: planColumns(input)
      .filter((column) => !isCounting(column))
      .map((column) => ({
        column,
        wildcard: given.find(({ type }) => type === column.type) ?? missingValue(column.type),
      })),
    measures: [countA, countB, totalA, totalB, score],
  };
}

/** The patterns as the rows of the plugin's result, the best first. */
function segments(call: PluginCall, patterns: PatternsPlan): Plan {
  const { node, place } = call;
  const { dimensions } = patterns;
  const percent = (part: Column, whole: Column): Expression =>
    callOf(
      '*',
      'real',
      [literal('real', 100), coalesced(callOf('/', 'real', [toReal(part), toReal(whole)], place))],
      place,
    );
  const toReal = (column: Column): Expression => callOf('toreal', 'real', [columnNamed(column)], place);
  const coalesced = (value: Expression): Expression =>
    callOf('iff', 'real', [callOf('isnan', 'bool', [value], place), literal('real', 0), value], place);
  const rounded = (value: Expression, digits: bigint): Expression =>
    callOf('round', 'real', [value, literal('long', digits)], place);
  const [shareA, shareB] = [percent(countA, totalA), percent(countB, totalB)];
  const difference = callOf('abs', 'real', [callOf('-', 'real', [shareA, shareB], place)], place);
  const values: Readonly<Record<string, Expression>> = {
    SegmentId: callOf('-', 'long', [callOf('row_number', 'long', [], place), one], place),
    Count: columnNamed(countA),
    Percent: rounded(shareA, 1n),
    CountA: columnNamed(countA),
    CountB: columnNamed(countB),
    PercentA: rounded(shareA, 2n),
    PercentB: rounded(shareB, 2n),
    PercentDiffAB: rounded(difference, 2n),
  };
  const measured = resultColumns(node).length - planColumns(patterns.input).length;
  const best: Plan = {
    kind: 'sort',
    input: patterns,
    keys: [
      score,
      countA,
      ...dimensions.filter(({ column }) => column.type !== 'dynamic').map(({ column }) => column),
    ].map((column, index) => ({
      expression: columnNamed(column),
      descending: index < 2,
      nullsFirst: false,
    })),
  };
  return {
    kind: 'project',
    input: best,
    columns: resultColumns(node)
      .map(plainColumn)
      .map((column, index) => ({
        name: column.name,
        expression:
          index < measured
            ? present(values[column.name] ?? null, 'measure')
            : dimensions.some((dimension) => dimension.column.name === column.name)
              ? keepColumn(column).expression
              : missingValue(column.type),
      })),
  };
}
