import { columnNamed } from './columns';
import type { Expression, Plan } from './plan';

/** The plans that a plan takes its rows from. */
export function planInputs(plan: Plan): readonly Plan[] {
  switch (plan.kind) {
    case 'table':
    case 'rows':
    case 'range':
    case 'external':
      return [];
    case 'join':
      return [plan.left, plan.right];
    case 'union':
      return plan.inputs.map((input) => input.plan);
    case 'filter':
    case 'project':
    case 'summarize':
    case 'sort':
    case 'serialize':
    case 'shared':
    case 'take':
    case 'expand':
    case 'makeSeries':
    case 'patterns':
    case 'scan':
      return [plan.input];
  }
}

/** The queries inside of a plan's own expressions (`toscalar`, `in (query)`). */
export function nestedQueries(plan: Plan): readonly Plan[] {
  return planExpressions(plan).flatMap(expressionQueries);
}

function expressionQueries(expression: Expression): readonly Plan[] {
  switch (expression.kind) {
    case 'literal':
    case 'column':
      return [];
    case 'call':
      return expression.arguments.flatMap(expressionQueries);
    case 'scalarQuery':
      return [expression.query];
    case 'membership':
      return [...expressionQueries(expression.value), expression.query];
  }
}

/** The expressions of a plan itself, not those of the plans that it reads. */
export function planExpressions(plan: Plan): readonly Expression[] {
  switch (plan.kind) {
    case 'table':
    case 'external':
    case 'serialize':
    case 'shared':
      return [];
    case 'rows':
      return plan.rows.flat();
    case 'range':
      return [plan.from, plan.to, plan.step];
    case 'filter':
      return [plan.predicate];
    case 'project':
      return plan.columns.map(({ expression }) => expression);
    case 'summarize':
      return [...plan.keys, ...plan.aggregates].map(({ expression }) => expression);
    case 'sort':
      return plan.keys.map(({ expression }) => expression);
    case 'take':
      return [plan.count];
    case 'join':
      return plan.on.flatMap(({ left, right }) => [left, right]);
    case 'union':
      return plan.inputs.flatMap(({ values }) => values);
    case 'expand':
      return plan.expansions.map(({ expression }) => expression);
    case 'makeSeries':
      return [
        ...plan.keys.map(({ expression }) => expression),
        ...plan.series.flatMap(({ aggregate, otherwise }) => [aggregate, otherwise]),
        ...[plan.on, plan.step, plan.from, plan.to].filter((expression) => expression !== undefined),
      ];
    case 'patterns':
      return [
        ...plan.weights,
        plan.threshold,
        ...plan.dimensions.flatMap(({ column, wildcard }) => [columnNamed(column), wildcard]),
      ];
    case 'scan':
      return [
        ...plan.declared.map(({ expression }) => expression),
        ...plan.steps.flatMap(({ condition, assignments }) => [
          condition,
          ...assignments.map(({ expression }) => expression),
        ]),
        ...plan.keys,
      ];
  }
}
