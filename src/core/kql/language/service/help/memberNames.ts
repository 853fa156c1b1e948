import type { Place } from '../../../queryError';
import { listItems, type SyntaxNode } from '../../kusto/kusto';
import { loadKusto } from '../../kusto/loadKusto';
import { placeOf } from '../../kusto/kustoSymbols';

/** Where a text names members of dynamic values, as in `p.Name`: Kusto's service knows nothing of them, or takes them for functions. */
export function memberNames(root: SyntaxNode): readonly Place[] {
  const { NameReference, PathExpression } = loadKusto().Syntax;
  return listItems(root.GetDescendants(PathExpression)).flatMap(({ Expression, Selector }) =>
    Selector instanceof NameReference && Selector.Width > 0 && Expression?.ResultType?.Name === 'dynamic'
      ? [placeOf(Selector)]
      : [],
  );
}
