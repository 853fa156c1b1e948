import { present, separatedItems, syntaxItems, type KustoExpression } from './kusto/kusto';

type ParameterList = Kusto.Language.Syntax.SyntaxList$1<Kusto.Language.Syntax.NamedParameter> | null;

/** A list of expressions with separators. */
export type ExpressionItems = Parameters<typeof separatedItems<KustoExpression>>[0];

/** The parameters of an operator (`kind=inner`), name to expression. */
export function namedParameters(list: ParameterList): ReadonlyMap<string, KustoExpression> {
  const parameters = new Map<string, KustoExpression>();
  for (const parameter of syntaxItems(list)) {
    parameters.set(present(parameter.Name?.SimpleName, 'parameter name'), present(parameter.Expression, 'value'));
  }
  return parameters;
}

/** The text of a parameter's value, without quotes: `inner`, `true`. */
export function parameterText(parameters: ReadonlyMap<string, KustoExpression>, name: string): string | undefined {
  const expression = parameters.get(name);
  return expression === undefined
    ? undefined
    : (expression.GetFirstToken()?.ValueText ?? expression.GetFirstToken()?.Text ?? undefined);
}

/** The expressions of a list in parentheses: the arguments of a call. */
export function listedExpressions(list: Kusto.Language.Syntax.ExpressionList | null): KustoExpression[] {
  return separatedItems(list?.Expressions ?? null);
}

/** A named expression's name, where it has one, and its value. */
export function nameAndValue(node: KustoExpression): { readonly name?: string; readonly value: KustoExpression } {
  return node instanceof Kusto.Language.Syntax.SimpleNamedExpression
    ? {
        name: present(node.Name?.SimpleName, 'name'),
        value: present(node.Expression, 'expression'),
      }
    : { value: node };
}
