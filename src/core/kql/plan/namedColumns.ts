import type { Expression } from './plan';

/** The names of the columns that expressions name; those of queries inside of them are not among them. */
export function namedColumns(expressions: readonly Expression[]): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (expression: Expression): void => {
    if (expression.kind === 'column') {
      names.add(expression.name);
    } else if (expression.kind === 'call') {
      expression.arguments.forEach(visit);
    } else if (expression.kind === 'membership') {
      visit(expression.value);
    }
  };
  expressions.forEach(visit);
  return names;
}
