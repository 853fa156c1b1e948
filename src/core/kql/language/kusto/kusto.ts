/// <reference types="@kusto/language-service-next" />

// Microsoft's language service, compiled from C# by Bridge.NET: what its types are called here, and how its lists are read.

export type KustoService = typeof Kusto.Language;
export type Syntax = typeof Kusto.Language.Syntax;
export type SyntaxNode = Kusto.Language.Syntax.SyntaxNode;
export type KustoExpression = Kusto.Language.Syntax.Expression;
export type TableSymbol = Kusto.Language.Symbols.TableSymbol;

/** One of the service's lists; it may be an array under its interface. */
type KustoList<T> = { readonly Count: number; getItem(index: number): T } | null;

/** The items of a list of the language service, which is an array, or an object with a count. */
export function listItems<T>(list: KustoList<T>): T[] {
  if (list === null) {
    return [];
  }
  return Array.isArray(list) ? (list as T[]) : Array.from({ length: list.Count }, (_, index) => list.getItem(index));
}

/** The names of an enum's values: in JavaScript, the service's enums only know the values of names. */
export function enumNames(type: object): ReadonlyMap<number, string> {
  return new Map(
    Object.entries(type).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'number' ? [[value, name]] : [],
    ),
  );
}

/** The nodes of a syntax list. */
export function syntaxItems<T>(list: Kusto.Language.Syntax.SyntaxList$1<T> | null): T[] {
  return list === null ? [] : Array.from({ length: list.Count }, (_, index) => list.getItem$1(index));
}

/** The elements of a list with separators. */
export function separatedItems<T>(
  list: Kusto.Language.Syntax.SyntaxList$1<Kusto.Language.Syntax.SeparatedElement$1<T>> | null,
): T[] {
  return syntaxItems(list).map((element) => present(element.Element$1, 'list element'));
}

/**
 * What every error-free tree has. The service's declarations call everything nullable, because a text with errors may lack it;
 * such texts are refused before they are read.
 */
export function present<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) {
    throw new TypeError(`The language service gave no ${what}.`);
  }
  return value;
}
