import { listItems, type SyntaxNode } from '../kusto/kusto';

/** Kusto's code for keys of a join that are of different types: the service says no place. */
export const unequalKeysCode = 'KS242';

/** The first equality of a join whose sides are of different types. */
export function unequalKeys(root: SyntaxNode): SyntaxNode | undefined {
  const { BinaryExpression, JoinOnClause } = Kusto.Language.Syntax;
  return listItems(root.GetDescendants(JoinOnClause))
    .flatMap((clause) => listItems(clause.GetDescendants(BinaryExpression)))
    .find(({ Left, Right, Operator }) => Operator?.Text === '==' && Left?.ResultType?.Name !== Right?.ResultType?.Name);
}
