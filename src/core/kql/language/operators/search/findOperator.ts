import type { Column } from '../../../kustoType';
import { callOf } from '../../../plan/callOf';
import { columnNamed, planColumns } from '../../../plan/columns';
import type { Expression, Plan } from '../../../plan/plan';
import { queryError, type Place } from '../../../queryError';
import { namedColumns, withColumns } from './conditionColumns';
import { present, separatedItems } from '../../kusto/kusto';
import { plainColumn, resultColumns } from '../../kusto/kustoSymbols';
import { literal } from '../../literals';
import { likelyRows } from './likelyRows';
import { namedParameters, parameterText } from '../../parameters';
import type { Scope } from '../../scope';
import { searchCondition, searchedTables } from './searchOperator';

const packName = 'pack_';

/** `find`: rows of several tables that meet a condition; columns that a table lacks are empty there. */
export function find(node: Kusto.Language.Syntax.FindOperator, scope: Scope): Plan {
  const place = scope.place(node);
  const condition = present(node.Condition, 'condition');
  const named = namedColumns(condition);
  const read = searchedTables(separatedItems(node.InClause?.Expressions ?? null), condition, scope);
  if (read.length === 0) {
    throw queryError('No table has the columns of this condition.', place);
  }
  const parameters = namedParameters(node.Parameters);
  const sourceName = parameterText(parameters, 'withsource') ?? parameterText(parameters, 'with_source') ?? 'source_';
  const columns = resultColumns(node).map(plainColumn);
  return {
    kind: 'union',
    columns,
    inputs: read.map(({ plan, source }) => {
      const complete = withColumns(likelyRows(plan, condition, scope), [...named.values()]);
      const predicate = searchCondition(condition, planColumns(plan), true, scope);
      return {
        plan: { kind: 'filter', input: complete, predicate },
        values: columns.map((column) =>
          column.name === sourceName
            ? literal('string', source)
            : column.name === packName
              ? packed(planColumns(plan), columns, place)
              : valueOf(column, planColumns(plan), place),
        ),
      };
    }),
  };
}

function valueOf(column: Column, own: readonly Column[], place: Place): Expression {
  const source = own.find(({ name }) => name === column.name);
  if (source === undefined) {
    return literal(column.type, null);
  }
  return source.type === column.type
    ? columnNamed(source)
    : callOf(`to${column.type}`, column.type, [columnNamed(source)], place);
}

/** The columns of a table that are no columns of the result, as a bag. */
function packed(own: readonly Column[], shown: readonly Column[], place: Place): Expression {
  const names = new Set(shown.map(({ name }) => name));
  const rest = own.filter(({ name }) => !names.has(name));
  return callOf(
    'bag_pack',
    'dynamic',
    rest.flatMap((column) => [literal('string', column.name), columnNamed(column)]),
    place,
  );
}
