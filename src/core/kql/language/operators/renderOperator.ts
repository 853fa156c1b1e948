import type { Render } from '../../render';
import { present, separatedItems } from '../kusto/kusto';

/** The `render` that ends a statement. */
export function readRender(statement: Kusto.Language.Syntax.Statement): Render | undefined {
  const { ExpressionStatement, PipeExpression, RenderOperator } = Kusto.Language.Syntax;
  const query = statement instanceof ExpressionStatement ? statement.Expression : null;
  const operator = query instanceof PipeExpression ? query.Operator : null;
  if (!(operator instanceof RenderOperator)) {
    return undefined;
  }
  return {
    kind: present(operator.ChartType?.ValueText, 'chart'),
    properties: Object.fromEntries(
      separatedItems(operator.WithClause?.Properties ?? null).map((property) => {
        const value = present(property.Expression, 'value');
        const text = typeof value.LiteralValue === 'string' ? value.LiteralValue : (value.toString() ?? '').trim();
        return [present(property.Name?.SimpleName, 'property'), text];
      }),
    ),
  };
}
