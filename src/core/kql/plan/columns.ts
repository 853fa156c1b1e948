import type { Column } from '../kustoType';
import type { Expression, NamedExpression, Plan } from './plan';

export function columnNamed({ name, type }: Column): Expression {
  return { kind: 'column', type, name };
}

/** The columns that a plan gives. */
export function planColumns(plan: Plan): readonly Column[] {
  switch (plan.kind) {
    case 'filter':
    case 'serialize':
    case 'shared':
    case 'sort':
    case 'take':
      return planColumns(plan.input);
    case 'project':
      return plan.columns.map(namedColumn);
    case 'summarize':
      return [...plan.keys.map(namedColumn), ...plan.aggregates.flatMap(({ columns }) => columns)];
    case 'makeSeries':
      return [...plan.keys.map(namedColumn), ...plan.series.map(({ column }) => column), plan.axis];
    case 'scan':
      return [
        ...planColumns(plan.input),
        ...plan.declared.map(namedColumn),
        ...(plan.matchId === undefined ? [] : [{ name: plan.matchId, type: 'long' as const }]),
      ];
    case 'patterns':
      return [...plan.measures, ...plan.dimensions.map(({ column }) => column)];
    case 'range':
      return [plan.column];
    case 'join':
      return plan.columns.map(({ column }) => column);
    case 'table':
    case 'rows':
    case 'external':
    case 'union':
    case 'expand':
      return plan.columns;
  }
}

function namedColumn({ name, expression }: NamedExpression): Column {
  return { name, type: expression.type };
}
