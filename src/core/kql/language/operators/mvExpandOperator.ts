import type { Plan } from '../../plan/plan';
import { constantInteger, translateExpression } from '../expressions';
import { present, separatedItems, type KustoExpression } from '../kusto/kusto';
import { plainColumn, resultColumns } from '../kusto/kustoSymbols';
import { nameAndValue, namedParameters, parameterText } from '../parameters';
import type { Scope } from '../scope';

/** `mv-expand` */
export function mvExpand(node: Kusto.Language.Syntax.MvExpandOperator, input: Plan, scope: Scope): Plan {
  const parameters = namedParameters(node.Parameters);
  const columns = resultColumns(node);
  const expansions = separatedItems(node.Expressions).map((expansion) => {
    const { name, value } = nameAndValue(present(expansion.Expression, 'expression'));
    const column =
      columns.find((candidate) => candidate.name === (name ?? nameOfColumn(value))) ??
      columns.find(({ source }) => source === value);
    return { expression: translateExpression(value, scope), column: plainColumn(present(column, 'expanded column')) };
  });
  // It comes last, under another name where its own is taken.
  const indexColumn = parameters.has('with_itemindex') ? columns.at(-1)?.name : undefined;
  const limit = node.RowLimitClause?.RowLimit;
  return {
    kind: 'expand',
    input,
    expansions,
    columns: columns.map(plainColumn),
    bagsAsArrays: expandsToArrays(parameters),
    ...(indexColumn === undefined ? {} : { indexColumn }),
    ...(limit === undefined || limit === null ? {} : { limit: constantInteger(limit, scope) }),
  };
}

/** Whether a property bag becomes `[name, value]` arrays. */
export function expandsToArrays(parameters: ReturnType<typeof namedParameters>): boolean {
  return parameterText(parameters, 'kind') === 'array' || parameterText(parameters, 'bagexpansion') === 'array';
}

/** The name that an expression is; undefined where it is more than a name. */
export function nameOfColumn(node: KustoExpression): string | undefined {
  return node instanceof Kusto.Language.Syntax.NameReference ? (node.SimpleName ?? undefined) : undefined;
}
