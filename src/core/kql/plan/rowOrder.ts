import type { CallExpression, Expression, Plan } from './plan';

/** The functions of the rows around a row: they mean something only where the rows have an order. */
const windowFunctions: ReadonlySet<string> = new Set([
  'next',
  'prev',
  'row_cumsum',
  'row_number',
  'row_rank',
  'row_rank_dense',
  'row_rank_min',
  'row_window_session',
]);

/** Whether a plan's rows have an order that later operators see: Kusto calls such rows serialized. */
export function isSerialized(plan: Plan): boolean {
  switch (plan.kind) {
    case 'sort':
    case 'serialize':
    case 'range':
    case 'scan':
      return true;
    case 'filter':
    case 'project':
    case 'take':
    case 'expand':
      return isSerialized(plan.input);
    case 'table':
    case 'rows':
    case 'external':
    case 'summarize':
    case 'join':
    case 'union':
    case 'makeSeries':
    case 'patterns':
    case 'shared':
      return false;
  }
}

/** The first call of a window function in an expression. */
export function windowCall(expression: Expression): CallExpression | undefined {
  if (expression.kind !== 'call') {
    return undefined;
  }
  return windowFunctions.has(expression.name)
    ? expression
    : expression.arguments.map(windowCall).find((call) => call !== undefined);
}
