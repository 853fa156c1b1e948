import { planColumns } from '../../plan/columns';
import type { Column, KustoType } from '../../kustoType';
import type { Plan } from '../../plan/plan';
import { constantInteger, translateExpression } from '../expressions';
import { present, separatedItems } from '../kusto/kusto';
import { kustoType } from '../kusto/kustoSymbols';
import { expandsToArrays, nameOfColumn } from './mvExpandOperator';
import { nameAndValue, namedParameters, parameterText } from '../parameters';
import { keepColumn } from './projections';
import type { Scope } from '../scope';
import { translateGrouped } from './subquery';

/** `mv-apply`: each row is expanded as by `mv-expand`, and the subquery runs over the rows that one row became. */
export function mvApply(node: Kusto.Language.Syntax.MvApplyOperator, input: Plan, scope: Scope): Plan {
  const expansions = separatedItems(node.Expressions).map((expansion, index) => {
    const { name, value } = nameAndValue(present(expansion.Expression, 'expression'));
    return {
      expression: translateExpression(value, scope),
      column: { name: name ?? nameOfColumn(value) ?? `Column${index + 1}`, type: elementType(expansion.ToTypeOf) },
    };
  });
  const parameters = namedParameters(node.Parameters);
  const indexColumn = parameterText(parameters, 'with_itemindex');
  const limit = node.RowLimitClause?.RowLimit;
  const added: Column[] = [
    ...expansions.map(({ column }) => column),
    ...(indexColumn === undefined ? [] : [{ name: indexColumn, type: 'long' as const }]),
  ];
  return translateGrouped({
    node,
    subquery: present(node.Subquery?.Expression, 'subquery'),
    input,
    key: { kind: 'call', type: 'long', name: 'row_number', arguments: [], place: scope.place(node) },
    prepare: (rows, hidden) => {
      const columns = planColumns(rows);
      const withHidden: Plan = { kind: 'project', input: rows, columns: [...columns.map(keepColumn), ...hidden] };
      return {
        kind: 'expand',
        input: withHidden,
        expansions,
        columns: withAdded(
          [...columns, ...hidden.map(({ name, expression }) => ({ name, type: expression.type }))],
          added,
        ),
        bagsAsArrays: expandsToArrays(parameters),
        ...(indexColumn === undefined ? {} : { indexColumn }),
        ...(limit === undefined || limit === null ? {} : { limit: constantInteger(limit, scope) }),
      };
    },
    scope,
  });
}

/** Columns of the same name take the place of those that were. */
function withAdded(columns: readonly Column[], added: readonly Column[]): Column[] {
  const names = new Set(columns.map(({ name }) => name));
  return [
    ...columns.map((column) => added.find(({ name }) => name === column.name) ?? column),
    ...added.filter(({ name }) => !names.has(name)),
  ];
}

function elementType(clause: Kusto.Language.Syntax.ToTypeOfClause | null): KustoType {
  const [type] = separatedItems(clause?.TypeOf?.Types ?? null);
  return type === undefined ? 'dynamic' : kustoType(type.ReferencedSymbol ?? null);
}
