import type { KustoType } from '../../../kustoType';
import { loadKusto } from '../../kusto/loadKusto';
import { expressionType } from '../../kusto/kustoSymbols';
import type { KqlCompletionItem } from './completionItem';
import type { FunctionItems } from './functionItems';
import type { KqlText } from '../text/kqlText';

type SyntaxToken = Kusto.Language.Syntax.SyntaxToken;

/** What can stand where the service knows of nothing, though it knows it elsewhere: operators of a `fork`, and what follows a value. */
export function borrowedItems(text: KqlText, offset: number, known: FunctionItems): readonly KqlCompletionItem[] {
  const token = text.tokenBefore(offset);
  if (token === null) {
    return [];
  }
  const before = token.End < offset || !/^\w/.test(token.Text ?? '') ? token : token.GetPreviousToken();
  const { ForkExpression, ForkOperator } = loadKusto().Syntax;
  if (before?.Text === '(' && (before.Parent instanceof ForkExpression || before.Parent instanceof ForkOperator)) {
    return known.operators();
  }
  if (before !== null && before.End < offset && isKeyOfSide(text, before)) {
    return known.infix('long').filter(({ filterText }) => filterText === '==');
  }
  const type = before === null || before.End >= offset ? undefined : typeBefore(text, before);
  return type === undefined ? [] : known.infix(type);
}

/** The type of the value that ends with a token: what `*` and `search` look into is text, and `search` is a condition. */
function typeBefore(text: KqlText, token: SyntaxToken): KustoType | undefined {
  const { Expression, ExpressionList, Name, ParseOperator, ParseWhereOperator, SearchOperator } = loadKusto().Syntax;
  if (token.Text === '*' && /^(where|filter|and|or|\()$/.test(token.GetPreviousToken()?.Text ?? '')) {
    return 'string';
  }
  const within = [...text.ancestors(token)];
  for (const node of within) {
    if (node.GetLastToken() !== token) {
      return undefined;
    }
    if (node.ContainsSyntaxDiagnostics) {
      // As `Operation in`, whose list is missing.
      return undefined;
    }
    if (node instanceof Expression && node.ResultType?.IsScalar === true) {
      if (isName(text, node)) {
        return undefined;
      }
      const isPattern = within.some(
        (parent) => parent instanceof ParseOperator || parent instanceof ParseWhereOperator,
      );
      const isSearched = within.some((parent) => parent instanceof SearchOperator);
      return isPattern ? undefined : isSearched ? 'bool' : expressionType(node);
    }
    if (!(node instanceof ExpressionList || node instanceof Name)) {
      return undefined;
    }
  }
  return undefined;
}

/** Whether a token ends the first half of a join's key: `on $left.Id`. */
function isKeyOfSide(text: KqlText, token: SyntaxToken): boolean {
  const { BinaryExpression, JoinOnClause, PathExpression } = loadKusto().Syntax;
  const key = token.Parent?.Parent?.Parent ?? null;
  return (
    key instanceof PathExpression &&
    key.GetLastToken() === token &&
    !(key.Parent instanceof BinaryExpression) &&
    [...text.ancestors(key)].some((parent) => parent instanceof JoinOnClause)
  );
}

/** Whether a name stands alone. Rows are grouped and joined by names, as a rule: a list of operators would take the next line's Enter. */
function isName(text: KqlText, node: Kusto.Language.Syntax.Expression): boolean {
  const {
    FunctionCallExpression,
    JoinOnClause,
    MakeSeriesByClause,
    NameDeclaration,
    NameReference,
    SummarizeByClause,
  } = loadKusto().Syntax;
  const holder = [...text.ancestors(node)].find(
    (parent) =>
      parent instanceof FunctionCallExpression ||
      parent instanceof SummarizeByClause ||
      parent instanceof MakeSeriesByClause ||
      parent instanceof JoinOnClause,
  );
  return (
    node instanceof NameDeclaration ||
    (node instanceof NameReference && holder !== undefined && !(holder instanceof FunctionCallExpression))
  );
}
