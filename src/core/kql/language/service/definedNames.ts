import type { Place } from '../../queryError';
import { listItems, separatedItems } from '../kusto/kusto';
import { placeOf } from '../kusto/kustoSymbols';
import type { KqlText } from './text/kqlText';

/** A name that a text defines by `let`. */
export interface DefinedName {
  readonly name: string;
  readonly kind: 'function' | 'table' | 'value';
  /** Where the name stands in its `let`. */
  readonly place: Place;
  /** The whole `let`. */
  readonly statement: Place;
  /** Where it is used in the same text. */
  readonly uses: readonly Place[];
}

export interface TextNames {
  readonly defined: readonly DefinedName[];
  /** Names that nothing in the text defines. */
  readonly unknown: readonly (Place & { readonly name: string })[];
}

/** Kusto's codes for a name that means nothing, or no table, or no function. */
export const unknownNameCodes: ReadonlySet<string> = new Set(['KS142', 'KS204', 'KS211']);

/** The names that a text defines for itself, and those that it lacks. */
export function definedNames(text: KqlText): TextNames {
  const { LetStatement, NameReference, QueryBlock } = Kusto.Language.Syntax;
  const references = listItems(text.root.GetDescendants(NameReference));
  const statements = text.root instanceof QueryBlock ? separatedItems(text.root.Statements) : [];
  const defined = statements.flatMap((statement): DefinedName[] => {
    const declaration = statement instanceof LetStatement ? statement.Name : null;
    const symbol = declaration?.ReferencedSymbol ?? null;
    const name = declaration?.SimpleName ?? '';
    if (declaration === null || symbol === null || name === '') {
      return [];
    }
    const uses = references.filter((reference) => isSymbol(reference.ReferencedSymbol, symbol)).map(placeOf);
    return [{ name, kind: kindOf(symbol), place: placeOf(declaration), statement: placeOf(statement), uses }];
  });
  const unknown = text.problems
    .filter(({ Code }) => unknownNameCodes.has(Code ?? ''))
    .map(({ Start, Length }) => ({ start: Start, length: Length, name: text.text.slice(Start, Start + Length) }));
  return { defined, unknown };
}

type KustoSymbol = Kusto.Language.Symbols.Symbol;

/** A variable that holds a function is declared as the variable, and called as the function. */
function isSymbol(used: KustoSymbol | null, declared: KustoSymbol): boolean {
  const { VariableSymbol } = Kusto.Language.Symbols;
  return used === declared || (used !== null && declared instanceof VariableSymbol && used === declared.Type);
}

function kindOf(symbol: KustoSymbol): DefinedName['kind'] {
  const { FunctionSymbol, VariableSymbol } = Kusto.Language.Symbols;
  const type = symbol instanceof VariableSymbol ? symbol.Type : symbol;
  return type instanceof FunctionSymbol ? 'function' : type?.IsTabular === true ? 'table' : 'value';
}
