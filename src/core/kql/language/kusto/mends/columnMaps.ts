import { listItems, type KustoService } from '../kusto';

type Column = Kusto.Language.Symbols.ColumnSymbol;
type Columns = Parameters<Kusto.Language.Binding.ColumnMap['AddRange']>[0];

/**
 * Lets the service's unions see every type of a column. Its map of the columns by name forgets a type that comes after two columns of
 * another one, and a union would lose these values: so one column of each name and type is put first.
 */
export function mendColumnMaps({ Binding, Symbols }: KustoService): void {
  const typeKey = ({ Type }: Column): unknown => (Type instanceof Symbols.DynamicSymbol ? 'dynamic' : Type);
  Binding.ColumnMap.prototype.AddRange = function (columns) {
    const seen = new Map<string | null, Set<unknown>>();
    const all = isList(columns) ? listItems(columns) : [];
    const first = new Set(
      all.filter((column) => {
        const types = seen.get(column.Name) ?? new Set();
        const isNew = !types.has(typeKey(column));
        seen.set(column.Name, types.add(typeKey(column)));
        return isNew;
      }),
    );
    for (const column of [...first, ...all.filter((each) => !first.has(each))]) {
      this.Add(column);
    }
  };
}

/** The service only makes maps of lists. */
function isList(
  columns: Columns,
): columns is NonNullable<Columns> & NonNullable<Parameters<typeof listItems<Column>>[0]> {
  return Array.isArray(columns) || (columns !== null && 'Count' in columns);
}
