import type { Column } from '../../kustoType';
import type { OutsideData, Watchlist } from '../../outsideData';
import { callOf } from '../../plan/callOf';
import { columnNamed } from '../../plan/columns';
import type { NamedExpression, Plan } from '../../plan/plan';
import { notSupported, queryError } from '../../queryError';
import { ticksOfInstant } from '../../values/dateTimeText';
import { translateExpression } from '../expressions';
import { listItems, present } from '../kusto/kusto';
import { loadKusto } from '../kusto/loadKusto';
import { plainColumn, resultColumns } from '../kusto/kustoSymbols';
import { literal } from '../literals';
import { listedExpressions } from '../parameters';
import type { Scope } from '../scope';

type CallNode = Kusto.Language.Syntax.FunctionCallExpression;
type FunctionSymbol = Kusto.Language.Symbols.FunctionSymbol;
type ColumnSymbol = Kusto.Language.Symbols.ColumnSymbol;

export const watchlistFunction = '_GetWatchlist';

const itemId = '_DTItemId';
const updatedTime = 'LastUpdatedTimeUTC';
const searchKey = 'SearchKey';

/** What Microsoft Sentinel gives for every watchlist, before the columns of its own. */
const commonColumns: readonly Column[] = [
  { name: itemId, type: 'string' },
  { name: updatedTime, type: 'datetime' },
  { name: searchKey, type: 'string' },
];

function ownColumns({ columns }: Watchlist): readonly Column[] {
  return columns
    .filter((name) => !commonColumns.some((column) => column.name === name))
    .map((name) => ({ name, type: 'string' }));
}

/** `_GetWatchlist(name)` to the language service. Of a list that is not known here, any name may be a column. */
export function watchlistSymbol(watchlists: OutsideData['watchlists']): FunctionSymbol {
  const { Symbols } = loadKusto();
  const columnSymbol = ({ name, type }: Column): ColumnSymbol =>
    new Symbols.ColumnSymbol(name, Symbols.ScalarTypes.GetSymbol(type), null, null, null, null);
  const parameter = new Symbols.Parameter.$ctor3(
    'watchlistAlias',
    Symbols.ScalarTypes.String,
    Symbols.ArgumentKind.Constant,
    null,
    null,
    false,
    null,
    1,
    1,
    null,
    null,
  );
  return new Symbols.FunctionSymbol.ctor(
    watchlistFunction,
    (context) => {
      const name: unknown = listItems(context.Arguments)[0]?.ConstantValue;
      const list = watchlists.find((candidate) => candidate.name === name);
      const columns = [...commonColumns, ...(list === undefined ? [] : ownColumns(list))];
      const table = new Symbols.TableSymbol.ctor(columns.map(columnSymbol));
      return list === undefined ? present(table.WithIsOpen(true), 'table') : table;
    },
    Symbols.Tabularity.Tabular,
    [parameter],
  );
}

/** The rows of a watchlist: its key is the column `SearchKey`, or else the first one. */
export function watchlistRows(node: CallNode, scope: Scope): Plan {
  const place = scope.place(node);
  const name = translateExpression(present(listedExpressions(node.ArgumentList)[0], 'name'), scope);
  if (name.kind !== 'literal' || typeof name.value !== 'string') {
    throw notSupported(`${watchlistFunction}() with a name that is no literal`, place);
  }
  const list = scope.context.outside?.watchlists.find((candidate) => candidate.name === name.value);
  if (list === undefined) {
    throw queryError(
      `There is no watchlist "${name.value}": put ${name.value}.csv into the folder of the watchlists.`,
      place,
      'unknownWatchlist',
    );
  }
  const columns = list.columns.map((column): Column => ({ name: column, type: 'string' }));
  const values = columns.map(columnNamed);
  const key = values[list.columns.indexOf(searchKey)] ?? values[0] ?? literal('string', '');
  const common: readonly NamedExpression[] = [
    {
      name: itemId,
      expression: callOf('hash_md5', 'string', [callOf('pack_array', 'dynamic', values, place)], place),
    },
    { name: updatedTime, expression: literal('datetime', ticksOfInstant(list.updated)) },
    { name: searchKey, expression: key },
  ];
  return {
    kind: 'project',
    input: { kind: 'external', columns, files: [list.file], format: 'csv', skipsFirstRecord: true },
    columns: [
      ...common,
      ...resultColumns(node)
        .map(plainColumn)
        .slice(common.length)
        .map((column) => ({ name: column.name, expression: columnNamed(column) })),
    ],
  };
}
