import { listItems } from '../../kusto/kusto';
import { loadKusto } from '../../kusto/loadKusto';
import type { KqlCompletionItem } from './completionItem';
import type { KqlText } from '../text/kqlText';

type KustoSymbol = Kusto.Language.Symbols.Symbol;

/**
 * The names that can stand in an expression: columns, what the text defines, and tables. The service makes the same items, but takes
 * 20 times as long for the 500 columns of a record.
 */
export function symbolItems(text: KqlText, offset: number, withTables: boolean): KqlCompletionItem[] {
  const { IncludeFunctionKind, KustoFacts, Symbols } = loadKusto();
  const { LocalFunctions, LocalViews } = IncludeFunctionKind;
  const symbols = listItems(text.code.GetSymbolsInScope(offset, Symbols.SymbolMatch.Any, LocalFunctions | LocalViews));
  const listed = new Set<string>();
  return symbols.flatMap((symbol) => {
    const place = placeInList(symbol);
    const name = symbol.Name ?? '';
    // Within a partition, its key is there twice.
    const key = `${place?.kind} ${name}`;
    if (place === undefined || name === '' || (place.kind === 'Table' && !withTables) || listed.has(key)) {
      return [];
    }
    listed.add(key);
    const written = KustoFacts.BracketNameIfNecessary(name) ?? name;
    const isCalled = place.kind === 'LocalFunction';
    return [
      {
        label: isCalled ? `${name}()` : name,
        filterText: name,
        sortText: `${place.rank}_${name.toLowerCase()}`,
        before: isCalled ? `${written}(` : written,
        after: isCalled ? ')' : '',
        kind: place.kind,
      },
    ];
  });
}

/** The kinds and the order that the service has. */
function placeInList(symbol: KustoSymbol): { readonly kind: string; readonly rank: string } | undefined {
  const { ColumnSymbol, FunctionSymbol, ParameterSymbol, TableSymbol, VariableSymbol } = Kusto.Language.Symbols;
  if (symbol instanceof ColumnSymbol) {
    return { kind: 'Column', rank: '033' };
  }
  if (symbol instanceof TableSymbol) {
    return { kind: 'Table', rank: '043' };
  }
  if (symbol instanceof FunctionSymbol || (symbol instanceof VariableSymbol && symbol.Type instanceof FunctionSymbol)) {
    return { kind: 'LocalFunction', rank: '063' };
  }
  return symbol instanceof VariableSymbol || symbol instanceof ParameterSymbol
    ? { kind: 'Variable', rank: '063' }
    : undefined;
}
