import type { KustoType } from '../../../kustoType';
import type { MakeSeriesPlan, Plan } from '../../../plan/plan';
import { notSupported, refused } from '../../../queryError';
import { translateExpression } from '../../expressions';
import { present, separatedItems, type KustoExpression } from '../../kusto/kusto';
import { expressionType, plainColumn, resultColumns, tupleColumns } from '../../kusto/kustoSymbols';
import { literal } from '../../literals';
import { listedExpressions, nameAndValue, namedParameters, parameterText } from '../../parameters';
import type { Scope } from '../../scope';
import { aggregateCall } from './summarizeOperator';

/** `make-series` */
export function makeSeries(node: Kusto.Language.Syntax.MakeSeriesOperator, input: Plan, scope: Scope): Plan {
  const columns = resultColumns(node).map(plainColumn);
  const keys = separatedItems(node.ByClause?.Expressions ?? null).map((key, index) => ({
    name: present(columns[index], 'key').name,
    expression: translateExpression(key, scope),
  }));
  const series = separatedItems(node.Aggregates).map((item, index) => {
    const { value } = nameAndValue(present(item.Expression, 'aggregate'));
    const tuple = tupleColumns(value) ?? [];
    if (tuple.length > 1) {
      throw refused(
        'make-series by an aggregate that gives several columns',
        'Write an aggregate for each series: "make-series max(Size), take_any(User) on Time step 1h".',
        scope.place(value),
      );
    }
    const type = tuple[0]?.type ?? expressionType(value);
    const aggregate = aggregateCall(value, undefined, scope);
    const otherwise = item.DefaultExpression?.Expression;
    return {
      aggregate: aggregate.kind === 'call' ? { ...aggregate, type } : aggregate,
      otherwise:
        otherwise === undefined || otherwise === null ? defaultOf(type) : translateExpression(otherwise, scope),
      column: present(columns[keys.length + index], 'series'),
    };
  });
  return {
    kind: 'makeSeries',
    input,
    keys,
    series,
    on: translateExpression(present(node.OnClause?.Expression, 'axis'), scope),
    axis: present(columns.at(-1), 'axis'),
    ...axisRange(node, scope),
    nonEmpty: parameterText(namedParameters(node.Parameters), 'kind') === 'nonempty',
  };
}

function defaultOf(type: KustoType): MakeSeriesPlan['on'] {
  switch (type) {
    case 'int':
    case 'long':
      return literal(type, 0n);
    case 'real':
      return literal(type, 0);
    case 'decimal':
      return literal(type, '0');
    case 'dynamic':
    case 'string':
    case 'datetime':
    case 'timespan':
    case 'bool':
    case 'guid':
      return literal(type, null);
  }
}

/** `from a to b step c`, whose end is left out; or `in range(a, b, c)`, whose end is a step. */
function axisRange(
  node: Kusto.Language.Syntax.MakeSeriesOperator,
  scope: Scope,
): Pick<MakeSeriesPlan, 'from' | 'to' | 'step' | 'toIsIncluded'> {
  const { MakeSeriesFromToStepClause, MakeSeriesInRangeClause } = Kusto.Language.Syntax;
  const clause = node.RangeClause;
  const given = (bound: KustoExpression | null | undefined): MakeSeriesPlan['from'] =>
    bound === null || bound === undefined ? undefined : translateExpression(bound, scope);
  if (clause instanceof MakeSeriesFromToStepClause) {
    const from = given(clause.MakeSeriesFromClause?.Expression);
    const to = given(clause.MakeSeriesToClause?.Expression);
    return {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      step: translateExpression(present(clause.MakeSeriesStepClause?.Expression, 'step'), scope),
      toIsIncluded: false,
    };
  }
  if (clause instanceof MakeSeriesInRangeClause) {
    const [from, to, step] = listedExpressions(clause.Arguments).map((bound) => translateExpression(bound, scope));
    return {
      from: present(from, 'start'),
      to: present(to, 'end'),
      step: present(step, 'step'),
      toIsIncluded: true,
    };
  }
  throw notSupported('This axis', scope.place(node));
}
