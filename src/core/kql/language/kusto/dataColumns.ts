import type { Column } from '../../kustoType';
import { listItems, present, separatedItems } from './kusto';
import { loadKusto } from './loadKusto';

type GlobalState = Kusto.Language.GlobalState;
type CallContext = Kusto.Language.Symbols.CustomReturnTypeContext;
type ColumnSymbol = Kusto.Language.Symbols.ColumnSymbol;
type FunctionSymbol = Kusto.Language.Symbols.FunctionSymbol;
type Parameter = Kusto.Language.Symbols.Parameter;

/** The columns of a plugin's result, by where in the text the call of the plugin starts. */
export type DataColumns = ReadonlyMap<number, readonly Column[]>;

const noColumns: DataColumns = new Map();

/**
 * Lets the plugins whose columns depend on the data (`pivot`, `bag_unpack`) have the columns that the data was found to give. Where
 * it has not been asked yet, the result is an open table, in which any name may be a column.
 */
export function withDataColumns(globals: GlobalState, dataColumns: DataColumns = noColumns): GlobalState {
  const { Symbols } = loadKusto();
  const plugins = new (System.Collections.Generic.List$1<FunctionSymbol>(Symbols.FunctionSymbol))();
  for (const plugin of listItems(globals.PlugIns)) {
    const name = plugin.Name ?? '';
    const parameters = listItems(listItems(plugin.Signatures)[0]?.Parameters ?? null);
    plugins.add(
      name === 'bag_unpack'
        ? ofData(name, bagUnpackParameters(parameters), otherColumns, dataColumns)
        : name === 'pivot'
          ? ofData(name, parameters, pivotKeys, dataColumns)
          : plugin,
    );
  }
  return present(globals.WithPlugIns(plugins), 'state');
}

function ofData(
  name: string,
  parameters: Parameter[],
  knownColumns: (context: CallContext) => ColumnSymbol[],
  dataColumns: DataColumns,
): FunctionSymbol {
  const { Symbols, Syntax } = loadKusto();
  const resultType = (context: CallContext): Kusto.Language.Symbols.TypeSymbol => {
    const location = present(context.Location, 'call');
    // A function's body is a text with places of its own.
    const columns = location.Root instanceof Syntax.QueryBlock ? dataColumns.get(location.TextStart) : undefined;
    return columns === undefined
      ? present(new Symbols.TableSymbol.ctor(knownColumns(context)).WithIsOpen(true), 'table')
      : new Symbols.TableSymbol.ctor(
          columns.map(
            (column) =>
              new Symbols.ColumnSymbol(column.name, Symbols.ScalarTypes.GetSymbol(column.type), null, null, null, null),
          ),
        );
  };
  return new Symbols.FunctionSymbol.ctor(name, resultType, Symbols.Tabularity.Tabular, parameters);
}

/** The columns of the rows but the one that the first argument names. */
function otherColumns(context: CallContext): ColumnSymbol[] {
  const named = listItems(context.Arguments)[0]?.ReferencedSymbol;
  return listItems(context.RowScope?.Columns ?? null).filter((column) => column !== named);
}

/** The columns that are listed after the aggregate, or all that neither the pivot column nor the aggregate takes. */
function pivotKeys(context: CallContext): ColumnSymbol[] {
  const { Symbols, Syntax } = loadKusto();
  const [, aggregate, ...keys] = listItems(context.Arguments);
  const listed = keys
    .map(({ ReferencedSymbol }) => ReferencedSymbol)
    .filter((symbol) => symbol instanceof Symbols.ColumnSymbol);
  const aggregated = new Set(
    aggregate instanceof Syntax.FunctionCallExpression
      ? separatedItems(aggregate.ArgumentList?.Expressions ?? null).map(({ ReferencedSymbol }) => ReferencedSymbol)
      : [],
  );
  return listed.length > 0 ? listed : otherColumns(context).filter((column) => !aggregated.has(column));
}

/** The engine takes more arguments than the language service knows. */
function bagUnpackParameters([column]: readonly Parameter[]): Parameter[] {
  const { Symbols } = loadKusto();
  const optional = (name: string, type: Kusto.Language.Symbols.TypeSymbol | null): Parameter =>
    new Symbols.Parameter.$ctor3(name, type, Symbols.ArgumentKind.Literal, null, null, false, null, 0, 1, null, null);
  return [
    present(column, 'parameter'),
    optional('OutputColumnPrefix', Symbols.ScalarTypes.String),
    optional('columnsConflict', Symbols.ScalarTypes.String),
    optional('ignoredProperties', Symbols.ScalarTypes.Dynamic),
  ];
}
