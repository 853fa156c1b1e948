import { listItems, present, separatedItems, syntaxItems, type KustoService, type SyntaxNode } from '../kusto';
import { kustoType } from '../kustoSymbols';
import { namedParameters, parameterText } from '../../parameters';

type NodeBinder = Kusto.Language.Binding.Binder.NodeBinder;
type Column = Kusto.Language.Symbols.ColumnSymbol;
type Visit<Node> = (this: NodeBinder, node: Node) => Kusto.Language.Binding.SemanticInfo | null;
type Mended =
  | 'VisitParseOperator'
  | 'VisitParseWhereOperator'
  | 'VisitParseKvOperator'
  | 'VisitSerializeOperator'
  | 'VisitScanOperator'
  | 'VisitUnionOperator'
  | 'VisitMakeSeriesOperator';
type Binder = { [Name in Mended]: Visit<Parameters<NodeBinder[Name]>[0]> };

/** Gives the operators the columns that the engine gives them, where the service says other ones. */
export function mendOperatorColumns({ Binding, Symbols }: KustoService): void {
  const mended = <Node>(visit: Visit<Node>, columnsOf: (columns: Column[], node: Node) => Column[]): Visit<Node> =>
    function (node) {
      const result = visit.call(this, node);
      const table = result?.ResultType;
      if (result && table instanceof Symbols.TableSymbol) {
        result.ResultType = table.WithColumns(columnsOf(listItems(table.Columns), node));
      }
      return result;
    };
  const binder: Binder = Binding.Binder.NodeBinder.prototype;
  binder.VisitParseOperator = mended(binder.VisitParseOperator, rewritten);
  binder.VisitParseWhereOperator = mended(binder.VisitParseWhereOperator, rewritten);
  binder.VisitParseKvOperator = mended(binder.VisitParseKvOperator, rewritten);
  binder.VisitSerializeOperator = mended(binder.VisitSerializeOperator, (columns, node) =>
    rewritten(asNamed(columns, node)),
  );
  binder.VisitScanOperator = mended(binder.VisitScanOperator, withNamedMatch);
  binder.VisitMakeSeriesOperator = mended(binder.VisitMakeSeriesOperator, (columns, node) =>
    withSeries(columns, separatedItems(node?.ByClause?.Expressions ?? null).length, Symbols.ScalarTypes.Dynamic),
  );
  binder.VisitUnionOperator = mended(binder.VisitUnionOperator, (columns, node) =>
    unlikeFirst(node === null ? columns : inAllInputs(columns, node)),
  );
}

/** A column that is written anew takes the place of the one that had its name. */
function rewritten(columns: Column[]): Column[] {
  return [...new Map(columns.map((column) => [column.Name, column])).values()];
}

/** The service calls a column otherwise whose name is taken (`x1`), with the one that was meant behind it. */
function asNamed(columns: Column[], node: Kusto.Language.Syntax.SerializeOperator | null): Column[] {
  const values = new Set<SyntaxNode | null>(
    separatedItems(node?.Expressions ?? null).flatMap((item) =>
      item instanceof Kusto.Language.Syntax.SimpleNamedExpression ? [item.Expression] : [],
    ),
  );
  return columns.map((column) => {
    const [meant] = listItems(column.OriginalColumns);
    return meant !== undefined && values.has(meant.Source) ? meant : column;
  });
}

/** The number of the match is a column where `with_match_id` names it; the service has one always, as the last. */
function withNamedMatch(columns: Column[], node: Kusto.Language.Syntax.ScanOperator | null): Column[] {
  const isNamed = syntaxItems(node?.Parameters ?? null).some(({ Name }) => Name?.SimpleName === 'with_match_id');
  return isNamed ? columns : columns.slice(0, -1);
}

/** Of `kind=inner` only the columns are given that all inputs have; the service gives those of any. */
function inAllInputs(columns: Column[], node: Kusto.Language.Syntax.UnionOperator): Column[] {
  const { Symbols, Syntax } = Kusto.Language;
  const parameters = namedParameters(node.Parameters);
  if (parameterText(parameters, 'kind') !== 'inner') {
    return columns;
  }
  const piped = node.Parent instanceof Syntax.PipeExpression ? [node.Parent.Expression] : [];
  const inputs = [...piped, ...separatedItems(node.Expressions)].map((input) => input?.ResultType);
  const hasSource = ['withsource', 'with_source'].some((name) => parameterText(parameters, name) !== undefined);
  return columns.filter(
    (column, index) =>
      (hasSource && index === 0) ||
      inputs.every(
        (input) =>
          !(input instanceof Symbols.TableSymbol) ||
          listItems(input.Columns).some(
            ({ Name, Type }) => Name === column.Name && kustoType(Type) === kustoType(column.Type),
          ),
      ),
  );
}

/** A column of the inputs that has the name of the first column, which says what rows come from, is called otherwise. */
function unlikeFirst(columns: Column[]): Column[] {
  const names = new Set(columns.map(({ Name }) => Name));
  const [first, ...rest] = columns;
  return columns.map((column) => {
    if (column === first || column.Name !== first?.Name) {
      return column;
    }
    const number = rest.findIndex((_, index) => !names.has(`${column.Name}${index + 1}`)) + 1;
    return present(column.WithName(`${column.Name}${number}`), 'column');
  });
}

/** All columns behind the keys are series; the service gives some aggregates, such as `arg_max`, their own type. */
function withSeries(columns: Column[], keys: number, dynamic: Kusto.Language.Symbols.ScalarSymbol | null): Column[] {
  return columns.map((column, index) => (index < keys ? column : present(column.WithType(dynamic), 'column')));
}
