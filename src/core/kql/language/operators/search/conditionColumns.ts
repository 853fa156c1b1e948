import type { Column } from '../../../kustoType';
import { planColumns } from '../../../plan/columns';
import type { Plan } from '../../../plan/plan';
import { present, type KustoExpression } from '../../kusto/kusto';
import { expressionType } from '../../kusto/kustoSymbols';
import { literal } from '../../literals';
import { keepColumn } from '../projections';

/** The columns that a condition names. */
export function namedColumns(node: KustoExpression): ReadonlyMap<string, Column> {
  const { ColumnSymbol } = Kusto.Language.Symbols;
  const { NameReference } = Kusto.Language.Syntax;
  const named = new Map<string, Column>();
  const visit = (element: Kusto.Language.Syntax.SyntaxElement): void => {
    if (element instanceof NameReference && element.ReferencedSymbol instanceof ColumnSymbol) {
      const name = present(element.SimpleName, 'name');
      named.set(name, { name, type: expressionType(element) });
    }
    for (let index = 0; index < element.ChildCount; index++) {
      const child = element.GetChild(index);
      if (child !== null) {
        visit(child);
      }
    }
  };
  visit(node);
  return named;
}

/** Whether a condition has a string alone, or a `*`: then it is about every column. */
export function hasTerm(node: KustoExpression): boolean {
  const { BinaryExpression, ParenthesizedExpression, StarExpression } = Kusto.Language.Syntax;
  if (node instanceof ParenthesizedExpression && node.Expression !== null) {
    return hasTerm(node.Expression);
  }
  if (node instanceof BinaryExpression) {
    const isJunction = node.Operator?.Text === 'and' || node.Operator?.Text === 'or';
    return (
      node.Left instanceof StarExpression ||
      (isJunction && [node.Left, node.Right].some((side) => side !== null && hasTerm(side)))
    );
  }
  return typeof node.LiteralValue === 'string' || expressionType(node) === 'string';
}

/** A plan with columns that it may lack, which are null or empty. */
export function withColumns(plan: Plan, needed: readonly Column[]): Plan {
  const own = planColumns(plan);
  const missing = needed.filter(({ name }) => own.every((column) => column.name !== name));
  return missing.length === 0
    ? plan
    : {
        kind: 'project',
        input: plan,
        columns: [
          ...own.map(keepColumn),
          ...missing.map(({ name, type }) => ({ name, expression: literal(type, null) })),
        ],
      };
}
