import type { Folds } from '../foldedLists';
import { listItems, type KustoExpression, type SyntaxNode } from '../kusto/kusto';
import { foldedTexts } from '../literals';
import { listedExpressions } from '../parameters';

/** A constant that a value is compared with, whose case counts. */
export interface ConstantComparison {
  readonly value: KustoExpression;
  readonly constant: Kusto.Language.Syntax.LiteralExpression;
  readonly operator: Kusto.Language.Syntax.SyntaxToken;
  /** The whole of `a == b`; not of a list, which has other values too. */
  readonly pair?: Kusto.Language.Syntax.BinaryExpression;
}

const equalities: ReadonlySet<string> = new Set(['==', '!=', '<>', 'in', '!in']);

/** The constants that values of a query are compared with as a whole, but for those of long lists. */
export function constantComparisons(query: SyntaxNode, folds: Folds): ConstantComparison[] {
  const { BinaryExpression, InExpression, LiteralExpression } = Kusto.Language.Syntax;
  const pairs = listItems(query.GetDescendants(BinaryExpression)).flatMap((pair): ConstantComparison[] => {
    const { Left, Operator: operator, Right } = pair;
    if (Left === null || Right === null || operator === null || !equalities.has(operator.Text ?? '')) {
      return [];
    }
    const [value, constant] = Left instanceof LiteralExpression ? [Right, Left] : [Left, Right];
    return constant instanceof LiteralExpression ? [{ value, constant, operator, pair }] : [];
  });
  const lists = listItems(query.GetDescendants(InExpression)).flatMap(({ Left: value, Operator: operator, Right }) =>
    value === null || operator === null || !equalities.has(operator.Text ?? '')
      ? []
      : listedExpressions(Right).flatMap((constant) =>
          constant instanceof LiteralExpression ? [{ value, constant, operator }] : [],
        ),
  );
  return [...pairs, ...lists].filter(({ constant }) => foldedTexts(constant, folds) === undefined);
}
