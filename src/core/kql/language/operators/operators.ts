import { planColumns } from '../../plan/columns';
import { namedColumns } from '../../plan/namedColumns';
import type { Expression, Plan, SortKey } from '../../plan/plan';
import { notSupported, queryError } from '../../queryError';
import type { RowsByClass } from '../dispatch';
import { translateExpression } from '../expressions';
import { join, joinKind, lookupKind } from './joinOperator';
import { evaluate } from './evaluateOperator';
import { getSchema } from './getSchemaOperator';
import { present, separatedItems, type KustoExpression } from '../kusto/kusto';
import { makeSeries } from './aggregating/makeSeriesOperator';
import { mvApply } from './mvApplyOperator';
import { ordered } from './orderedRows';
import { parseKv } from './parseKvOperator';
import { partition } from './partitionOperator';
import { scan } from './scanOperator';
import { search } from './search/searchOperator';
import { expandCall } from '../statements';
import { topHitters } from './aggregating/topHittersOperator';
import { topNested } from './aggregating/topNestedOperator';
import { plainColumn, resultColumns } from '../kusto/kustoSymbols';
import { mvExpand } from './mvExpandOperator';
import { parseOperator } from './parseOperator';
import { extend, isBareColumn, keptColumns, projectList, rename, selectColumns } from './projections';
import { convertKey } from '../problems/problemMessage';
import type { Scope } from '../scope';
import { reduceBy } from './aggregating/reduceOperator';
import { sortKey, sortKeys } from './sortKeys';
import { summarize } from './aggregating/summarizeOperator';
import { translateUnion } from './unionOperator';

/** The operators that take rows from a pipe. */
export const operatorRows: RowsByClass<[Plan, Scope], Plan> = {
  FilterOperator: (node, input, scope) => {
    const inner = scope.over(planColumns(input));
    const predicate = translateExpression(present(node.Condition, 'condition'), inner);
    return ordered({ kind: 'filter', input, predicate }, [predicate]);
  },
  ProjectOperator: (node, input, scope) => projectList(node, node.Expressions, input, scope),
  ExtendOperator: (node, input, scope) => extend(node, node.Expressions, input, scope),
  SerializeOperator: (node, input, scope) => extend(node, node.Expressions, { kind: 'serialize', input }, scope),
  ProjectAwayOperator: (node, input) => selectColumns(node, input),
  ProjectKeepOperator: (node, input) => selectColumns(node, input),
  ProjectReorderOperator: (node, input) => selectColumns(node, input),
  ProjectRenameOperator: rename,
  SummarizeOperator: summarize,
  DistinctOperator: distinct,
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
    count: rowCount(node.Expression, scope),
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
    count: rowCount(node.Expression, scope),
  }),
  SampleDistinctOperator: (node, input, scope) => ({
    kind: 'take',
    input: {
      kind: 'summarize',
      input,
      keys: [
        {
          name: present(resultColumns(node)[0], 'column').name,
          expression: translateExpression(present(node.OfExpression, 'column'), scope),
        },
      ],
      aggregates: [],
    },
    count: rowCount(node.Expression, scope),
  }),
  TopOperator: (node, input, scope) => ({
    kind: 'take',
    input: { kind: 'sort', input, keys: [topKey(node, scope)] },
    count: rowCount(node.Expression, scope),
  }),
  JoinOperator: (node, input, scope) =>
    join(node, joinKind(node, scope), node.Expression, node.ConditionClause, input, scope),
  LookupOperator: (node, input, scope) =>
    join(node, lookupKind(node), node.Expression, node.LookupClause, input, scope),
  UnionOperator: (node, input, scope) => translateUnion(node, input, scope),
  MvExpandOperator: mvExpand,
  MvApplyOperator: mvApply,
  PartitionOperator: partition,
  MakeSeriesOperator: makeSeries,
  TopHittersOperator: topHitters,
  TopNestedOperator: topNested,
  ScanOperator: scan,
  SearchOperator: (node, input, scope) => search(node, input, scope),
  ParseKvOperator: parseKv,
  EvaluateOperator: evaluate,
  GetSchemaOperator: getSchema,
  InvokeOperator: (node, input, scope) => {
    const { FunctionCallExpression } = Kusto.Language.Syntax;
    const expanded =
      node.Function instanceof FunctionCallExpression ? expandCall(node.Function, scope, input) : undefined;
    if (expanded?.kind !== 'tabular') {
      throw notSupported('invoke of what is no function of the query', scope.place(node));
    }
    return expanded.plan;
  },
  ParseOperator: parseOperator,
  ParseWhereOperator: parseOperator,
  AsOperator: (node, input, scope) => {
    scope.define(present(node.Name?.SimpleName, 'name'), { kind: 'tabular', plan: input });
    return input;
  },
  ReduceByOperator: reduceBy,
  RenderOperator: (_node, input) => input,
  ConsumeOperator: (_node, input) => ({ kind: 'filter', input, predicate: never }),
};

/** How many rows an operator gives: known before it runs. */
function rowCount(node: KustoExpression | null, scope: Scope): Expression {
  const given = present(node, 'count');
  const count = translateExpression(given, scope);
  if (
    namedColumns([count]).size > 0 ||
    (count.kind === 'literal' && typeof count.value === 'bigint' && count.value < 0n)
  ) {
    throw queryError('The count of rows is a whole number from 0 on, which no column gives.', scope.place(given));
  }
  return count;
}

/** The language service lets `top` sort by what `sort` may not. */
function topKey(node: Kusto.Language.Syntax.TopOperator, scope: Scope): SortKey {
  const key = sortKey(present(node.ByExpression, 'key'), scope);
  if (key.expression.type === 'dynamic') {
    throw queryError(
      `Rows cannot be sorted by a dynamic value. ${convertKey}`,
      scope.place(present(node.ByExpression, 'key')),
    );
  }
  return key;
}

const never: Expression = { kind: 'literal', type: 'bool', value: false };

/** Columns, or what is computed from them. */
function distinct(node: Kusto.Language.Syntax.DistinctOperator, input: Plan, scope: Scope): Plan {
  const { StarExpression } = Kusto.Language.Syntax;
  const isComputed = separatedItems(node.Expressions).some(
    (expression) => !isBareColumn(expression) && !(expression instanceof StarExpression),
  );
  const given = isComputed ? projectList(node, node.Expressions, input, scope) : input;
  const keys = keptColumns(node, given);
  if (keys.length === 0) {
    throw queryError('These rows have none of these columns.', scope.place(node), 'noColumn');
  }
  return { kind: 'summarize', input: given, keys, aggregates: [] };
}
