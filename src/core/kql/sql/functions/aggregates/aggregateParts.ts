import { columnNamed } from '../../../plan/columns';
import type { Expression, NamedExpression } from '../../../plan/plan';
import { aggregateFunctions, tupleAggregates } from './aggregates';

/** An expression over aggregates, and the aggregates in it, each under a name by which the expression has it. */
export interface AggregateParts {
  readonly rest: Expression;
  readonly parts: readonly NamedExpression[];
}

/** Whether an expression is one aggregate, or has none in it. */
export function isPlainAggregate(expression: Expression): boolean {
  return isAggregate(expression) || partAggregates(expression, String).parts.length === 0;
}

/**
 * Takes the aggregates out of an expression: DuckDB has none inside of TRY or of a lambda, which functions and operators use.
 *
 * @param nameOf the name of the part with a number
 */
export function partAggregates(expression: Expression, nameOf: (index: number) => string): AggregateParts {
  const parts: NamedExpression[] = [];
  const withoutAggregates = (part: Expression): Expression => {
    if (isAggregate(part)) {
      const name = nameOf(parts.length);
      parts.push({ name, expression: part });
      return columnNamed({ name, type: part.type });
    }
    return part.kind === 'call' ? { ...part, arguments: part.arguments.map(withoutAggregates) } : part;
  };
  return { rest: withoutAggregates(expression), parts };
}

function isAggregate(expression: Expression): boolean {
  return (
    expression.kind === 'call' &&
    (Object.hasOwn(aggregateFunctions, expression.name) || Object.hasOwn(tupleAggregates, expression.name))
  );
}
