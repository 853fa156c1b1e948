import type { Column } from '../kustoType';
import type { Aggregate, Expression, JoinKind, NamedExpression, Plan, SortKey } from '../plan/plan';
import { notSupported } from '../queryError';
import type { RowsByClass } from './dispatch';
import { constantInteger, translateExpression } from './expressions';
import { present, separatedItems, type KustoExpression } from './kusto';
import {
  expressionType,
  firstWord,
  placeOf,
  plainColumn,
  resultColumns,
  tupleColumns,
  type ResultColumn,
} from './kustoSymbols';
import { nameAndValue, namedParameters, parameterText } from './parameters';
import { parseOperator } from './parseOperator';
import type { Scope } from './scope';
import { planColumns, tableOperand, translateUnion } from './tables';

type Separated = Parameters<typeof separatedItems<KustoExpression>>[0];

/** The operators that take rows from a pipe. */
export const operatorRows: RowsByClass<[Plan, Scope], Plan> = {
  FilterOperator: (node, input, scope) => ({
    kind: 'filter',
    input,
    predicate: translateExpression(present(node.Condition, 'condition'), scope),
  }),
  ProjectOperator: (node, input, scope) => projectList(node, node.Expressions, input, scope),
  ExtendOperator: (node, input, scope) => extend(node, node.Expressions, input, scope),
  SerializeOperator: (node, input, scope) => extend(node, node.Expressions, input, scope),
  ProjectAwayOperator: (node, input) => selectColumns(node, input),
  ProjectKeepOperator: (node, input) => selectColumns(node, input),
  ProjectReorderOperator: (node, input) => selectColumns(node, input),
  ProjectRenameOperator: rename,
  SummarizeOperator: summarize,
  DistinctOperator: (node, input) => ({
    kind: 'summarize',
    input,
    keys: resultColumns(node).map(keepColumn),
    aggregates: [],
  }),
  CountOperator: (node, input, scope) => ({
    kind: 'summarize',
    input,
    keys: [],
    aggregates: [
      {
        expression: { kind: 'call', type: 'long', name: 'count', arguments: [], place: scope.place(node) },
        columns: resultColumns(node).map(plainColumn),
      },
    ],
  }),
  SortOperator: (node, input, scope) => ({ kind: 'sort', input, keys: sortKeys(node.Expressions, scope) }),
  TakeOperator: (node, input, scope) => ({
    kind: 'take',
    input,
    count: translateExpression(present(node.Expression, 'count'), scope),
  }),
  SampleOperator: (node, input, scope) => ({
    kind: 'take',
    input: {
      kind: 'sort',
      input,
      keys: [
        {
          expression: { kind: 'call', type: 'real', name: 'rand', arguments: [], place: scope.place(node) },
          descending: false,
          nullsFirst: false,
        },
      ],
    },
    count: translateExpression(present(node.Expression, 'count'), scope),
  }),
  TopOperator: (node, input, scope) => ({
    kind: 'take',
    input: { kind: 'sort', input, keys: [sortKey(present(node.ByExpression, 'key'), scope)] },
    count: translateExpression(present(node.Expression, 'count'), scope),
  }),
  JoinOperator: (node, input, scope) =>
    join(node, joinKind(node, scope), node.Expression, node.ConditionClause, input, scope),
  LookupOperator: (node, input, scope) =>
    join(node, lookupKind(node), node.Expression, node.LookupClause, input, scope),
  UnionOperator: (node, input, scope) => translateUnion(node, input, scope),
  MvExpandOperator: expand,
  ParseOperator: parseOperator,
  ParseWhereOperator: parseOperator,
  AsOperator: (node, input, scope) => {
    scope.define(present(node.Name?.SimpleName, 'name'), { kind: 'tabular', plan: input });
    return input;
  },
  RenderOperator: (_node, input) => input,
  ConsumeOperator: (_node, input) => ({ kind: 'filter', input, predicate: never }),
};

const never: Expression = { kind: 'literal', type: 'bool', value: false };

function keepColumn({ name, type }: Column): NamedExpression {
  return { name, expression: { kind: 'column', type, name } };
}

function isBareColumn(node: KustoExpression): boolean {
  return node.ReferencedSymbol instanceof Kusto.Language.Symbols.ColumnSymbol;
}

/** `project`: the service has named the columns in order; a column that is listed twice is there once. */
function projectList(node: KustoExpression, list: Separated, input: Plan, scope: Scope): Plan {
  const columns = resultColumns(node);
  const expressions = separatedItems(list);
  const listed =
    expressions.length === columns.length
      ? expressions
      : expressions.filter(
          (expression, index) =>
            !isBareColumn(expression) ||
            expressions.findIndex((other) => other.ReferencedSymbol === expression.ReferencedSymbol) === index,
        );
  if (listed.length !== columns.length) {
    throw notSupported('A list with an expression of several columns', placeOf(node));
  }
  return {
    kind: 'project',
    input,
    columns: listed.map((expression, index) => ({
      name: present(columns[index], 'column').name,
      expression: translateExpression(expression, scope),
    })),
  };
}

/** `extend`: a new column is added at the end, one whose name is taken replaces that column where it stands. */
function extend(node: KustoExpression, list: Separated, input: Plan, scope: Scope): Plan {
  const values = new Map<string, Expression>();
  const columns = resultColumns(node);
  for (const expression of separatedItems(list)) {
    const { name, value } = nameAndValue(expression);
    const column =
      columns.find(({ source }) => source === value) ?? columns.find((candidate) => candidate.name === name);
    if (column !== undefined) {
      values.set(column.name, translateExpression(value, scope));
    } else if (!isBareColumn(value)) {
      throw notSupported('An expression of several columns', placeOf(expression));
    }
  }
  return {
    kind: 'project',
    input,
    columns: columns.map((column) => {
      const expression = values.get(column.name);
      return expression === undefined ? keepColumn(column) : { name: column.name, expression };
    }),
  };
}

function selectColumns(node: KustoExpression, input: Plan): Plan {
  return { kind: 'project', input, columns: resultColumns(node).map(keepColumn) };
}

function rename(node: Kusto.Language.Syntax.ProjectRenameOperator, input: Plan): Plan {
  const renamed = resultColumns(node);
  return {
    kind: 'project',
    input,
    columns: planColumns(input).map((column, index) => ({
      ...keepColumn(column),
      name: present(renamed[index], 'column').name,
    })),
  };
}

function summarize(node: Kusto.Language.Syntax.SummarizeOperator, input: Plan, scope: Scope): Plan {
  const columns = resultColumns(node);
  const keyNodes = separatedItems(node.ByClause?.Expressions ?? null);
  const keys = keyNodes.map((key, index) => ({
    name: present(columns[index], 'key').name,
    expression: translateExpression(key, scope),
  }));
  let next = keys.length;
  const aggregates = separatedItems(node.Aggregates).map((aggregate): Aggregate => {
    const value = aggregateValue(aggregate);
    const tuple = tupleColumns(value);
    const width = tuple?.length ?? 1;
    const named = columns.slice(next, next + width).map(plainColumn);
    next += width;
    return { expression: aggregateCall(value, tuple, scope), columns: named };
  });
  if (next !== columns.length) {
    throw notSupported('This list of aggregates', placeOf(node));
  }
  return { kind: 'summarize', input, keys, aggregates };
}

function aggregateValue(node: KustoExpression): KustoExpression {
  return node instanceof Kusto.Language.Syntax.CompoundNamedExpression
    ? present(node.Expression, 'expression')
    : nameAndValue(node).value;
}

/** An aggregate; a `*` among its arguments becomes the columns that it stands for. */
function aggregateCall(node: KustoExpression, tuple: readonly ResultColumn[] | undefined, scope: Scope): Expression {
  const { FunctionCallExpression, StarExpression } = Kusto.Language.Syntax;
  if (!(node instanceof FunctionCallExpression)) {
    return translateExpression(node, scope);
  }
  const given = separatedItems(node.ArgumentList?.Expressions ?? null);
  const plain = given.filter((argument) => !(argument instanceof StarExpression));
  if (tuple === undefined && plain.length === given.length) {
    return translateExpression(node, scope);
  }
  // Without columns that it could stand for, a `*` leaves the aggregate one value.
  const starred =
    tuple === undefined || plain.length === given.length
      ? []
      : tuple.slice(plain.length).map((column): Expression => keepColumn(column).expression);
  return {
    kind: 'call',
    type: expressionType(node),
    name: present(node.Name?.SimpleName, 'function name'),
    arguments: [...plain.map((argument) => translateExpression(argument, scope)), ...starred],
    place: scope.place(node),
  };
}

function sortKeys(list: Separated, scope: Scope): SortKey[] {
  return separatedItems(list).map((key) => sortKey(key, scope));
}

/** Descending unless it is said otherwise; nulls are the smallest values unless it is said where they go. */
function sortKey(node: KustoExpression, scope: Scope): SortKey {
  const { OrderedExpression } = Kusto.Language.Syntax;
  if (!(node instanceof OrderedExpression)) {
    return { expression: translateExpression(node, scope), descending: true, nullsFirst: false };
  }
  const descending = node.Ordering?.AscOrDescKeyword?.Text !== 'asc';
  const nulls = node.Ordering?.NullsClause?.FirstOrLastKeyword?.Text;
  return {
    expression: translateExpression(present(node.Expression, 'key'), scope),
    descending,
    nullsFirst: nulls === undefined || nulls === null ? !descending : nulls === 'first',
  };
}

const joinKinds: ReadonlyMap<string, JoinKind> = new Map([
  ['inner', 'inner'],
  ['innerunique', 'innerunique'],
  ['leftouter', 'leftouter'],
  ['rightouter', 'rightouter'],
  ['fullouter', 'fullouter'],
  ['leftsemi', 'leftsemi'],
  ['leftanti', 'leftanti'],
  ['anti', 'leftanti'],
  ['leftantisemi', 'leftanti'],
  ['rightsemi', 'rightsemi'],
  ['rightanti', 'rightanti'],
  ['rightantisemi', 'rightanti'],
]);

function joinKind(node: Kusto.Language.Syntax.JoinOperator, scope: Scope): JoinKind {
  const name = parameterText(namedParameters(node.Parameters), 'kind') ?? 'innerunique';
  const kind = joinKinds.get(name);
  if (kind === undefined) {
    throw notSupported(`join kind=${name}`, scope.place(node));
  }
  return kind;
}

function lookupKind(node: Kusto.Language.Syntax.LookupOperator): JoinKind {
  return parameterText(namedParameters(node.Parameters), 'kind') === 'inner' ? 'inner' : 'leftouter';
}

function join(
  node: KustoExpression,
  kind: JoinKind,
  rightNode: KustoExpression | null,
  clause: Kusto.Language.Syntax.JoinConditionClause | null,
  left: Plan,
  scope: Scope,
): Plan {
  const right = tableOperand(present(rightNode, 'right side'), scope);
  if (!(clause instanceof Kusto.Language.Syntax.JoinOnClause)) {
    throw notSupported('A join without "on"', scope.place(node));
  }
  const on = separatedItems(clause.Expressions).flatMap((condition) => joinEqualities(condition, left, right, scope));
  const isLookup = node instanceof Kusto.Language.Syntax.LookupOperator;
  const rightKeys = new Set(on.map((pair) => (pair.right.kind === 'column' ? pair.right.name : undefined)));
  const leftSources = kind.startsWith('right') && kind !== 'rightouter' ? [] : planColumns(left);
  const rightSources =
    kind === 'leftsemi' || kind === 'leftanti'
      ? []
      : planColumns(right).filter(({ name }) => !isLookup || !rightKeys.has(name));
  const sources = [
    ...leftSources.map(({ name }) => ({ side: 'left' as const, source: name })),
    ...rightSources.map(({ name }) => ({ side: 'right' as const, source: name })),
  ];
  const columns = resultColumns(node).map(plainColumn);
  if (columns.length !== sources.length) {
    throw notSupported(`This ${firstWord(node)}`, scope.place(node));
  }
  return {
    kind: 'join',
    joinKind: kind,
    left,
    right,
    on,
    columns: sources.map((source, index) => ({ ...source, column: present(columns[index], 'column') })),
  };
}

/** `on Key`, or `on $left.A == $right.B`, or several of them with `and`. */
function joinEqualities(
  node: KustoExpression,
  left: Plan,
  right: Plan,
  scope: Scope,
): { left: Expression; right: Expression }[] {
  const { BinaryExpression, NameReference, ParenthesizedExpression, PathExpression } = Kusto.Language.Syntax;
  if (node instanceof ParenthesizedExpression && node.Expression !== null) {
    return joinEqualities(node.Expression, left, right, scope);
  }
  const columnOf = (plan: Plan, name: string | null): Expression => {
    const column = planColumns(plan).find((candidate) => candidate.name === name);
    return { kind: 'column', ...present(column, `column ${String(name)}`) };
  };
  if (node instanceof NameReference) {
    return [{ left: columnOf(left, node.SimpleName), right: columnOf(right, node.SimpleName) }];
  }
  if (node instanceof BinaryExpression && node.Left !== null && node.Right !== null) {
    if (node.Operator?.Text === 'and') {
      return [node.Left, node.Right].flatMap((side) => joinEqualities(side, left, right, scope));
    }
    const sideColumn = (operand: KustoExpression, side: string): string | undefined =>
      operand instanceof PathExpression && firstWord(operand) === side && operand.Selector instanceof NameReference
        ? (operand.Selector.SimpleName ?? undefined)
        : undefined;
    const leftName = sideColumn(node.Left, '$left') ?? sideColumn(node.Right, '$left');
    const rightName = sideColumn(node.Left, '$right') ?? sideColumn(node.Right, '$right');
    if (node.Operator?.Text === '==' && leftName !== undefined && rightName !== undefined) {
      return [{ left: columnOf(left, leftName), right: columnOf(right, rightName) }];
    }
  }
  throw notSupported('A join on anything but equal columns', scope.place(node));
}

function expand(node: Kusto.Language.Syntax.MvExpandOperator, input: Plan, scope: Scope): Plan {
  const parameters = namedParameters(node.Parameters);
  const columns = resultColumns(node);
  const expansions = separatedItems(node.Expressions).map((expansion) => {
    const { name, value } = nameAndValue(present(expansion.Expression, 'expression'));
    const column =
      columns.find((candidate) => candidate.name === (name ?? nameOfColumn(value))) ??
      columns.find(({ source }) => source === value);
    return { expression: translateExpression(value, scope), column: plainColumn(present(column, 'expanded column')) };
  });
  const indexColumn = parameterText(parameters, 'with_itemindex');
  const limit = node.RowLimitClause?.RowLimit;
  return {
    kind: 'expand',
    input,
    expansions,
    columns: columns.map(plainColumn),
    bagsAsArrays:
      parameterText(parameters, 'kind') === 'array' || parameterText(parameters, 'bagexpansion') === 'array',
    ...(indexColumn === undefined ? {} : { indexColumn }),
    ...(limit === undefined || limit === null ? {} : { limit: constantInteger(limit, scope) }),
  };
}

function nameOfColumn(node: KustoExpression): string | undefined {
  return node instanceof Kusto.Language.Syntax.NameReference ? (node.SimpleName ?? undefined) : undefined;
}
