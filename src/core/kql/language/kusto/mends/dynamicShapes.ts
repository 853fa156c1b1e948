import { listItems, type KustoService } from '../kusto';

type Type = Kusto.Language.Symbols.Symbol | null | undefined;
type NodeBinder = Kusto.Language.Binding.Binder.NodeBinder;
type Brackets = Kusto.Language.Syntax.BracketedExpression | null;

interface BracketsBinder {
  VisitBracketedExpression: (this: NodeBinder, node: Brackets) => Kusto.Language.Binding.SemanticInfo | null;
}

const keyTypes: ReadonlySet<string> = new Set(['string', 'int', 'long', 'dynamic']);

/**
 * Lets the service take each dynamic value for an array and for a bag. It knows shapes of what is in a query's text, and refuses what
 * does not fit; the engine knows one type `dynamic`, whatever a literal holds: a number has no elements, and an array no names, so
 * they are null.
 */
export function mendDynamicShapes({ Binding, Symbols, Syntax }: KustoService): void {
  const isDynamic = (type: Type): boolean => type instanceof Symbols.DynamicSymbol;
  Symbols.TypeFacts.IsDynamicArray = isDynamic;
  Symbols.TypeFacts.IsDynamicBag = isDynamic;
  Symbols.TypeFacts.IsDynamicArrayOrBag = isDynamic;

  const binder: BracketsBinder = Binding.Binder.NodeBinder.prototype;
  const visit = binder.VisitBracketedExpression;
  binder.VisitBracketedExpression = function (node) {
    const result = visit.call(this, node);
    const container = node?.Parent;
    const isMember =
      (container instanceof Syntax.ElementExpression || container instanceof Syntax.PathExpression) &&
      isDynamic(container.Expression?.ResultType) &&
      keyTypes.has(node?.Expression?.ResultType?.Name ?? '');
    return isMember && listItems(result?.Diagnostics ?? null).length > 0
      ? new Binding.SemanticInfo.$ctor4(Symbols.ScalarTypes.Dynamic, null)
      : result;
  };
}
