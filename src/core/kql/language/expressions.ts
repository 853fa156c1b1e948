import { callOf } from '../plan/callOf';
import { columnNamed, planColumns } from '../plan/columns';
import { knownValue } from '../plan/knownValue';
import type { Expression } from '../plan/plan';
import { notSupported, queryError } from '../queryError';
import { maxDatetimeTicks, ticksOfInstant } from '../values/dateTimeText';
import { columnFunction } from './columnFunctions';
import { dispatch, type RowsByClass } from './dispatch';
import { withHuntingTimes } from './huntingTimes';
import { present, type KustoExpression } from './kusto/kusto';
import { expressionType, firstWord, isTabular } from './kusto/kustoSymbols';
import { foldedTexts, literal, readDynamic, readLiteral, textElements } from './literals';
import { listedExpressions } from './parameters';
import { accepted, checkMembers } from './problems/refusals';
import type { Scope } from './scope';
import { starCondition } from './operators/search/searchOperator';
import { expandCall } from './statements';
import { translateTable } from './tables/tables';

/** Turns a bound scalar expression into one of the plan. */
export function translateExpression(node: KustoExpression, scope: Scope): Expression {
  return dispatch(expressionRows, node, scope);
}

function call(node: KustoExpression, name: string, args: readonly Expression[], scope: Scope): Expression {
  return accepted({ kind: 'call', type: expressionType(node), name, arguments: args, place: scope.place(node) });
}

function translate(node: KustoExpression | null, scope: Scope): Expression {
  return translateExpression(present(node, 'operand'), scope);
}

/** Functions of the clock. */
export const clockFunctions: ReadonlySet<string> = new Set(['now', 'ago']);

const expressionRows: RowsByClass<[Scope], Expression> = {
  LiteralExpression: (node, scope) => withHuntingTimes(readLiteral(node), scope.context.huntingTimes),
  CompoundStringLiteralExpression: (node) => literal('string', String(node.LiteralValue)),
  DynamicExpression: (node, scope) => readDynamic(node, scope.context.folds),
  // The binder has made it the type of the call that it stands in.
  TypeOfLiteralExpression: () => literal('string', ''),
  ParenthesizedExpression: (node, scope) => translate(node.Expression, scope),
  SimpleNamedExpression: (node, scope) => translate(node.Expression, scope),
  NameReference: translateName,
  FunctionCallExpression: translateCall,
  BinaryExpression: (node, scope) =>
    node.Left instanceof Kusto.Language.Syntax.StarExpression
      ? starCondition(node, scope)
      : call(
          node,
          present(node.Operator?.Text, 'operator'),
          [translate(node.Left, scope), translate(node.Right, scope)],
          scope,
        ),
  PrefixUnaryExpression: (node, scope) => {
    const operand = translate(node.Expression, scope);
    return node.Operator?.Text === '-' ? negate(node, operand, scope) : operand;
  },
  BetweenExpression: (node, scope) =>
    call(
      node,
      present(node.Operator?.Text, 'operator'),
      [node.Left, node.Right?.First ?? null, node.Right?.Second ?? null].map((operand) => translate(operand, scope)),
      scope,
    ),
  InExpression: translateIn,
  HasAnyExpression: (node, scope) => termList(node, 'has_any', node.Left, node.Right, scope),
  HasAllExpression: (node, scope) => termList(node, 'has_all', node.Left, node.Right, scope),
  PathExpression: (node, scope) => stateColumn(node, scope) ?? member(node, node.Expression, node.Selector, scope),
  ElementExpression: (node, scope) => {
    const { BracketedExpression } = Kusto.Language.Syntax;
    const { Selector } = node;
    return member(
      node,
      node.Expression,
      Selector instanceof BracketedExpression ? Selector.Expression : Selector,
      scope,
    );
  },
  BracketedExpression: (node, scope) => translate(node.Expression, scope),
  ToScalarExpression: (node, scope) => {
    const inner = present(node.Expression, 'query');
    return isTabular(inner)
      ? { kind: 'scalarQuery', type: expressionType(node), query: translateTable(inner, scope) }
      : translateExpression(inner, scope);
  },
};

function translateName(node: Kusto.Language.Syntax.NameReference, scope: Scope): Expression {
  const name = present(node.SimpleName, 'name');
  const groupKey = scope.groupKey(node);
  if (groupKey !== undefined) {
    return groupKey;
  }
  if (node.ReferencedSymbol instanceof Kusto.Language.Symbols.ColumnSymbol) {
    return { kind: 'column', type: expressionType(node), name, place: scope.place(node) };
  }
  const binding = scope.find(name);
  if (binding?.kind === 'scalar') {
    return binding.expression;
  }
  // In a function's body, which is bound for each of its calls, the service leaves names as they are.
  throw queryError(`There is no column or value "${name}" here.`, scope.place(node), 'noColumn');
}

/** The opposite of a literal is one too, unless it is the least number, which has none. */
function negate(node: KustoExpression, operand: Expression, scope: Scope): Expression {
  const value = operand.kind === 'literal' ? operand.value : undefined;
  const hasOpposite =
    typeof value === 'number' ||
    (typeof value === 'bigint' && BigInt.asIntN(operand.type === 'int' ? 32 : 64, -value) === -value);
  return hasOpposite ? literal(operand.type, -value) : call(node, 'negate', [operand], scope);
}

function translateCall(node: Kusto.Language.Syntax.FunctionCallExpression, scope: Scope): Expression {
  const name = present(node.Name?.SimpleName, 'function name');
  const expanded = expandCall(node, scope);
  if (expanded?.kind === 'scalar') {
    return expanded.expression;
  }
  if (expanded?.kind === 'tabular') {
    return { kind: 'scalarQuery', type: expressionType(node), query: expanded.plan };
  }
  const ofColumns = columnFunction(name, node, scope);
  if (ofColumns !== undefined) {
    return ofColumns;
  }
  const args = listedExpressions(node.ArgumentList);
  // The clock is the statement's, so that every row and every statement of a cell sees the same instant.
  if (clockFunctions.has(name)) {
    const instant = ticksOfInstant(scope.context.now);
    return args[0] === undefined
      ? literal('datetime', instant)
      : shiftInstant(node, instant, name === 'now' ? '+' : '-', translateExpression(args[0], scope), scope);
  }
  return call(
    node,
    name,
    [...args.map((argument) => translateExpression(argument, scope)), ...outsideArguments(name, node, scope)],
    scope,
  );
}

/** What a function is given besides its arguments. */
function outsideArguments(name: string, node: KustoExpression, scope: Scope): readonly Expression[] {
  if (name !== 'geo_info_from_ip_address') {
    return [];
  }
  const file = scope.context.outside?.geoDatabase;
  if (file === undefined) {
    throw queryError(
      'geo_info_from_ip_address() looks in a file that you choose: a MaxMind database of cities or countries (.mmdb). None is chosen.',
      scope.place(node),
      'noGeoDatabase',
    );
  }
  return [literal('string', file)];
}

/** A literal offset gives a literal, so that a filter's bound is a constant that can be read in the SQL. */
function shiftInstant(
  node: KustoExpression,
  instant: bigint,
  operator: '+' | '-',
  offset: Expression,
  scope: Scope,
): Expression {
  if (offset.kind !== 'literal' || typeof offset.value !== 'bigint') {
    return call(node, operator, [literal('datetime', instant), offset], scope);
  }
  const shifted = operator === '+' ? instant + offset.value : instant - offset.value;
  return literal('datetime', shifted >= 0n && shifted <= maxDatetimeTicks ? shifted : null);
}

/** `a.b`, `a["b"]`, `a[0]`: a member of a dynamic value. */
function member(
  node: KustoExpression,
  target: KustoExpression | null,
  selector: KustoExpression | null,
  scope: Scope,
): Expression {
  const selected = present(selector, 'member');
  const { NameReference } = Kusto.Language.Syntax;
  const isName = node instanceof Kusto.Language.Syntax.PathExpression && selected instanceof NameReference;
  const key = isName ? literal('string', selected.SimpleName) : translateExpression(selected, scope);
  return call(node, 'member', [translate(target, scope), key], scope);
}

/** `step.column` in a `scan`: a column of the match before. */
function stateColumn(node: Kusto.Language.Syntax.PathExpression, scope: Scope): Expression | undefined {
  const { NameReference } = Kusto.Language.Syntax;
  if (!(node.Expression instanceof NameReference) || !(node.Selector instanceof NameReference)) {
    return undefined;
  }
  const binding = scope.find(present(node.Expression.SimpleName, 'name'));
  return binding?.kind === 'state'
    ? {
        kind: 'column',
        type: expressionType(node),
        name: binding.columnName(present(node.Selector.SimpleName, 'column')),
      }
    : undefined;
}

function termList(
  node: KustoExpression,
  name: string,
  left: KustoExpression | null,
  right: Kusto.Language.Syntax.ExpressionList | null,
  scope: Scope,
): Expression {
  const terms = listedExpressions(right).flatMap((term) =>
    isTabular(term) ? firstColumnValues(term, scope) : translateItem(term, scope),
  );
  return call(node, name, [translate(left, scope), ...terms], scope);
}

/** An item of a list of values, or all those that it stands for. */
function translateItem(node: KustoExpression, scope: Scope): readonly Expression[] {
  const texts = foldedTexts(node, scope.context.folds);
  return texts?.map((text) => literal('string', text)) ?? [translateExpression(node, scope)];
}

/** The strings of an array that is known: they can be looked up, and say which files can match. */
function elementsOf(item: Expression): readonly Expression[] {
  const texts = item.kind === 'literal' ? textElements(item) : undefined;
  return texts === undefined || texts.length === 0 ? [item] : texts.map((text) => literal('string', text));
}

/** The different values of a query's first column, as a dynamic array. */
function firstColumnValues(node: KustoExpression, scope: Scope): Expression {
  const input = translateTable(node, scope);
  const [column] = planColumns(input);
  if (column === undefined) {
    throw notSupported('A table without columns here', scope.place(node));
  }
  const values = callOf('make_set', 'dynamic', [columnNamed(column)], scope.place(node));
  return {
    kind: 'scalarQuery',
    type: 'dynamic',
    query: {
      kind: 'summarize',
      input,
      keys: [],
      aggregates: [{ expression: values, columns: [{ name: 'values', type: 'dynamic' }] }],
    },
  };
}

function translateIn(node: Kusto.Language.Syntax.InExpression, scope: Scope): Expression {
  const name = present(node.Operator?.Text, 'operator');
  const value = translate(node.Left, scope);
  const items = listedExpressions(node.Right);
  const table = items.find(isTabular);
  if (table === undefined) {
    const members = items.flatMap((item) => translateItem(item, scope));
    return call(node, name, [value, ...(value.type === 'string' ? members.flatMap(elementsOf) : members)], scope);
  }
  const query = translateTable(table, scope);
  checkMembers(value, planColumns(query)[0]?.type, scope.place(node));
  const isMember: Expression = { kind: 'membership', type: 'bool', value, query, ignoreCase: name.endsWith('~') };
  return name.startsWith('!') ? call(node, 'not', [isMember], scope) : isMember;
}

/** An integer that an operator needs before it runs: a literal, or a `let` of one. */
export function constantInteger(node: KustoExpression, scope: Scope): number {
  const value = knownValue(translateExpression(node, scope));
  if (typeof value === 'bigint') {
    return Number(value);
  }
  throw queryError(`${firstWord(node)} must be a whole number that is known before the query runs.`, scope.place(node));
}
