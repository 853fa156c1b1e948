import type { Column } from '../../../kustoType';
import { callOf } from '../../../plan/callOf';
import { columnNamed, planColumns } from '../../../plan/columns';
import type { Plan } from '../../../plan/plan';
import { translateExpression } from '../../expressions';
import { present, separatedItems } from '../../kusto/kusto';
import { plainColumn, resultColumns } from '../../kusto/kustoSymbols';
import { literal } from '../../literals';
import { namedParameters, parameterText } from '../../parameters';
import { keepColumn } from '../projections';
import type { Scope } from '../../scope';

const pattern: Column = { name: '(reduce) pattern', type: 'string' };
const text: Column = { name: '(reduce) text', type: 'string' };

/** The share of all texts that must have a word in common, unless it is given. */
const usualThreshold = 0.1;

/** What a query with `reduce` should tell: Kusto does not say how it finds its patterns. */
export const reduceNote =
  '"reduce" keeps the words that enough texts have at the same place, and puts * for the others: patterns may differ from those of Kusto.';

/** `reduce by`: how many texts are of each pattern, and one of them. */
export function reduceBy(node: Kusto.Language.Syntax.ReduceByOperator, input: Plan, scope: Scope): Plan {
  const place = scope.place(node);
  const given = new Map(
    separatedItems(node.With?.Parameters ?? null).map((parameter) => [
      present(parameter.Name?.SimpleName, 'parameter'),
      translateExpression(present(parameter.Expression, 'value'), scope),
    ]),
  );
  const value = callOf('tostring', 'string', [translateExpression(present(node.Expression, 'text'), scope)], place);
  const args = [
    value,
    given.get('threshold') ?? literal('real', usualThreshold),
    given.get('characters') ?? literal('string', ''),
  ];
  const found: Plan = {
    kind: 'project',
    input,
    columns: [
      ...planColumns(input).map(keepColumn),
      { name: text.name, expression: value },
      { name: pattern.name, expression: callOf('reduced_pattern', 'string', args, place) },
    ],
  };
  const columns = resultColumns(node).map(plainColumn);
  const [name, count, sample] = columns.slice(-3);
  const groups: Plan = {
    kind: 'summarize',
    input: found,
    keys: [{ name: present(name, 'pattern').name, expression: columnNamed(pattern) }],
    aggregates: [
      { expression: callOf('count', 'long', [], place), columns: [present(count, 'count')] },
      { expression: callOf('take_any', 'string', [columnNamed(text)], place), columns: [present(sample, 'sample')] },
    ],
  };
  const isSource = parameterText(namedParameters(node.Parameters), 'kind') === 'source';
  return isSource
    ? {
        kind: 'join',
        joinKind: 'inner',
        left: found,
        right: groups,
        on: [{ left: columnNamed(pattern), right: columnNamed(present(name, 'pattern')) }],
        columns: columns.map((column, index) => ({
          side: index < columns.length - 3 ? 'left' : 'right',
          source: column.name,
          column,
        })),
      }
    : groups;
}
