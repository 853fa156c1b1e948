import type { KustoType } from '../kustoType';
import type { TableSchema } from '../tableSchema';
import { loadKusto, present } from './kusto';

type GlobalState = Kusto.Language.GlobalState;

/**
 * The schema that was asked for last, and what it made: most queries ask for the same one. A text is the key, since the schema is
 * made anew for each query.
 */
const lastGlobals: { current?: { readonly key: string; readonly globals: GlobalState } } = {};

/** What names mean to the language service: Kusto's own functions, and a database of these tables. */
export function kustoGlobals(tables: readonly TableSchema[]): GlobalState {
  const key = JSON.stringify(tables);
  if (lastGlobals.current?.key !== key) {
    lastGlobals.current = { key, globals: makeGlobals(tables) };
  }
  return lastGlobals.current.globals;
}

function makeGlobals(tables: readonly TableSchema[]): GlobalState {
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
  return present(
    present(GlobalState.Default, 'default state').WithDatabase(new Symbols.DatabaseSymbol.ctor('Audit', members)),
    'state',
  );
}
