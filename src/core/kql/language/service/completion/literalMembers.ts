import type { KustoExpression } from '../../kusto/kusto';
import { listedExpressions } from '../../parameters';

const parsers: ReadonlySet<string> = new Set(['parse_json', 'parsejson', 'todynamic', 'toobject']);

/** The names of the members of a bag that the query itself writes as a text, as in `parse_json('{"a": 1}')`; none of any other. */
export function literalMembers(expression: KustoExpression): readonly string[] {
  const bag = writtenJson(expression);
  return isBag(bag) ? Object.keys(bag) : [];
}

/** What an expression is parsed from, by a name that a `let` or an operator gives it, or as a member of such a value. */
function writtenJson(expression: KustoExpression): unknown {
  const { Expression, FunctionCallExpression, LiteralExpression, NameReference, PathExpression } =
    Kusto.Language.Syntax;
  const { ColumnSymbol, VariableSymbol } = Kusto.Language.Symbols;
  if (expression instanceof PathExpression) {
    const { Expression: whole, Selector } = expression;
    const bag = whole === null ? undefined : writtenJson(whole);
    const name = Selector instanceof NameReference ? (Selector.SimpleName ?? '') : '';
    return isBag(bag) && Object.hasOwn(bag, name) ? bag[name] : undefined;
  }
  if (expression instanceof FunctionCallExpression) {
    const [argument] = listedExpressions(expression.ArgumentList);
    return argument instanceof LiteralExpression && parsers.has(expression.Name?.SimpleName ?? '')
      ? parsed(String(argument.LiteralValue))
      : undefined;
  }
  const symbol = expression.ReferencedSymbol;
  const source = symbol instanceof ColumnSymbol || symbol instanceof VariableSymbol ? symbol.Source : null;
  return source instanceof Expression ? writtenJson(source) : undefined;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // It is being written, or is no JSON: nothing is known of it.
    return undefined;
  }
}

function isBag(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
