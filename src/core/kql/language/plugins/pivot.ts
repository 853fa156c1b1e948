import type { Column } from '../../kustoType';
import { callOf } from '../../plan/callOf';
import { columnNamed, planColumns } from '../../plan/columns';
import type { Expression, Plan } from '../../plan/plan';
import { translateExpression } from '../expressions';
import { present } from '../kusto/kusto';
import { literal } from '../literals';
import { keepColumn } from '../operators/projections';
import { columnsOfData, type Plugin, type PluginCall } from './plugin';

/** The values of the pivot column as text, and the aggregate, as the columns of an inner summary. */
const valueName = '(pivot) value';
const resultName = '(pivot) result';

/** Aggregates that say 0 of no rows. */
const zeroOfNothing: ReadonlySet<string> = new Set([
  'count',
  'countif',
  'dcount',
  'dcountif',
  'count_distinct',
  'count_distinctif',
  'sum',
  'sumif',
]);

/** `pivot`: a row for each group, with a column for each value of the pivot column. */
export const pivot: Plugin = (call) => {
  const { place } = call;
  const { groups, keys, aggregate } = readPivot(call);
  const result: Column = { name: resultName, type: aggregate.type };
  const columns = columnsOfData(
    call,
    () => valueQuery(call, result),
    (found) => [...keys, ...found],
  );
  const keyNames = new Set(keys.map(({ name }) => name));
  const spread: Plan = {
    kind: 'summarize',
    input: groups,
    keys: keys.map(keepColumn),
    aggregates: columns
      .filter(({ name }) => !keyNames.has(name))
      .map(({ name }) => ({
        expression: callOf(
          'take_anyif',
          result.type,
          [columnNamed(result), callOf('==', 'bool', [valueColumn, literal('string', name)], place)],
          place,
        ),
        columns: [{ name, type: result.type }],
      })),
  };
  return {
    kind: 'project',
    input: spread,
    columns: columns.map((column) => {
      if (keyNames.has(column.name)) {
        return keepColumn(column);
      }
      const value = withZero(columnNamed({ name: column.name, type: result.type }), aggregate, call);
      return {
        name: column.name,
        expression: column.type === result.type ? value : callOf(`to${column.type}`, column.type, [value], place),
      };
    }),
  };
};

const valueColumn: Expression = { kind: 'column', type: 'string', name: valueName };

function withZero(value: Expression, aggregate: Expression, { place }: PluginCall): Expression {
  if (aggregate.kind !== 'call' || !zeroOfNothing.has(aggregate.name)) {
    return value;
  }
  const zero = literal(value.type, value.type === 'real' ? 0 : value.type === 'decimal' ? '0' : 0n);
  return callOf('coalesce', value.type, [value, zero], place);
}

/** The aggregate for each group and each value of the pivot column. */
function readPivot({ arguments: args, input, scope, place }: PluginCall): {
  readonly groups: Plan;
  readonly keys: readonly Column[];
  readonly aggregate: Expression;
} {
  const [pivotNode, aggregateNode, ...keyNodes] = args;
  const pivotColumn = translateExpression(present(pivotNode, 'column'), scope);
  const aggregate: Expression =
    aggregateNode === undefined ? callOf('count', 'long', [], place) : translateExpression(aggregateNode, scope);
  const taken = new Set([pivotColumn, ...namedIn(aggregate)].map(columnName));
  const listed = new Set(keyNodes.map((key) => columnName(translateExpression(key, scope))));
  const keys = planColumns(input).filter(({ name }) => (listed.size > 0 ? listed.has(name) : !taken.has(name)));
  return {
    keys,
    aggregate,
    groups: {
      kind: 'summarize',
      input,
      keys: [
        ...keys.map(keepColumn),
        { name: valueName, expression: callOf('tostring', 'string', [pivotColumn], place) },
      ],
      aggregates: [{ expression: aggregate, columns: [{ name: resultName, type: aggregate.type }] }],
    },
  };
}

function namedIn(expression: Expression): Expression[] {
  return expression.kind === 'call' ? expression.arguments.flatMap(namedIn) : [expression];
}

function columnName(expression: Expression): string | undefined {
  return expression.kind === 'column' ? expression.name : undefined;
}

/** The values in the order in which they come, each with the type of the aggregate. */
function valueQuery({ arguments: args, input, scope, place }: PluginCall, result: Column): Plan {
  const row: Column = { name: 'row', type: 'long' };
  const pivotColumn = translateExpression(present(args[0], 'column'), scope);
  const values: Plan = {
    kind: 'project',
    input,
    columns: [
      { name: valueName, expression: callOf('tostring', 'string', [pivotColumn], place) },
      { name: row.name, expression: callOf('row_number', 'long', [], place) },
    ],
  };
  const firsts: Plan = {
    kind: 'summarize',
    input: values,
    keys: [{ name: valueName, expression: valueColumn }],
    aggregates: [{ expression: callOf('min', 'long', [columnNamed(row)], place), columns: [row] }],
  };
  const inOrder: Plan = {
    kind: 'sort',
    input: firsts,
    keys: [{ expression: columnNamed(row), descending: false, nullsFirst: false }],
  };
  return {
    kind: 'project',
    input: inOrder,
    columns: [
      { name: 'name', expression: valueColumn },
      { name: 'type', expression: literal('string', result.type) },
    ],
  };
}
