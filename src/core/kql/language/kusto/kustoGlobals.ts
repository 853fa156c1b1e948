import type { KustoType } from '../../kustoType';
import type { Watchlist } from '../../outsideData';
import type { TableSchema } from '../../tableSchema';
import { withDataColumns, type DataColumns } from './dataColumns';
import { withEngineTypes } from './engineTypes';
import { listItems, present } from './kusto';
import { loadKusto } from './loadKusto';
import { watchlistSymbol } from '../tables/watchlists';

type GlobalState = Kusto.Language.GlobalState;

/** The engine takes `count(anything)`, and counts rows; the language service only knows `count()`. */
function withCountOfValues(globals: GlobalState): GlobalState {
  const { Symbols } = loadKusto();
  const long = Symbols.ScalarTypes.Long;
  const { ParameterTypeKind, ArgumentKind } = Symbols;
  const value = new Symbols.Parameter.ctor(
    'value',
    ParameterTypeKind.Scalar,
    ArgumentKind.Expression,
    null,
    null,
    false,
    null,
    1,
    1,
    null,
    null,
  );
  const count = new Symbols.FunctionSymbol.$ctor4('count', [
    new Symbols.Signature.$ctor5(long, []),
    new Symbols.Signature.$ctor5(long, [value]),
  ])
    .WithResultNameKind(Symbols.ResultNameKind.PrefixAndFirstArgument)
    ?.WithResultNamePrefix('count');
  const aggregates = new (System.Collections.Generic.List$1<Kusto.Language.Symbols.FunctionSymbol>(
    Symbols.FunctionSymbol,
  ))();
  for (const aggregate of listItems(globals.Aggregates)) {
    aggregates.add(aggregate.Name === 'count' ? present(count, 'count') : aggregate);
  }
  return present(globals.WithAggregates(aggregates), 'state');
}

/**
 * What names mean to the language service: Kusto's own functions, and a database of these tables. Made anew for each query: that takes
 * 5 ms of its 20.
 */
export function kustoGlobals(
  tables: readonly TableSchema[],
  dataColumns?: DataColumns,
  watchlists: readonly Watchlist[] = [],
): GlobalState {
  const { GlobalState, Symbols } = loadKusto();
  const typeSymbol = (type: KustoType): Kusto.Language.Symbols.ScalarSymbol | null =>
    Symbols.ScalarTypes.GetSymbol(type);
  const members = tables.map(
    (table) =>
      new Symbols.TableSymbol.$ctor4(
        table.name,
        table.columns.map(({ name, type }) => new Symbols.ColumnSymbol(name, typeSymbol(type), null, null, null, null)),
      ),
  );
  const withTables = present(GlobalState.Default, 'default state').WithDatabase(
    new Symbols.DatabaseSymbol.ctor('Audit', [...members, watchlistSymbol(watchlists)]),
  );
  return withMaps(withDataColumns(withEngineTypes(withCountOfValues(present(withTables, 'state'))), dataColumns));
}

/** Each text is bound in a copy of the state. A copy has the maps that the state has made, and makes others on their first use, in 1 ms. */
function withMaps(globals: GlobalState): GlobalState {
  const anyName = 'count';
  globals.GetFunction(anyName);
  globals.GetAggregate(anyName);
  globals.GetPlugIn(anyName);
  return globals;
}
