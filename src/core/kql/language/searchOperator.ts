import type { Column, KustoType } from '../kustoType';
import { planColumns } from '../plan/columns';
import type { Expression, Plan } from '../plan/plan';
import { notSupported, queryError } from '../queryError';
import { translateExpression } from './expressions';
import { present, separatedItems, type KustoExpression } from './kusto';
import { plainColumn, resultColumns } from './kustoSymbols';
import { literal } from './literals';
import { namedParameters, parameterText } from './parameters';
import { escapeRegex } from './parseOperator';
import type { Scope } from './scope';
import { tablePlan } from './tablePlan';
import { translateTable } from './tables';
import { patternTables, unionOf, type UnionInput } from './unionOperator';

/** The types that a term is looked for in. */
const searchedTypes: ReadonlySet<KustoType> = new Set(['string', 'dynamic', 'guid', 'int', 'long', 'real', 'decimal']);

export type SearchNode = Kusto.Language.Syntax.SearchOperator;

/** `search` in what is piped into it, in the tables that it names, or in all tables. */
export function search(node: SearchNode, piped: Plan | undefined, scope: Scope): Plan {
  const inputs =
    piped === undefined
      ? searchedTables(separatedItems(node.InClause?.Expressions ?? null), scope)
      : [{ plan: piped, source: 'search_arg0' }];
  if (inputs.length === 0) {
    throw queryError('There is no table to search.', scope.place(node));
  }
  const ignoreCase = parameterText(namedParameters(node.Parameters), 'kind') !== 'case_sensitive';
  const condition = present(node.Condition, 'condition');
  const filtered = inputs.map(({ plan, source }) => {
    const columns = planColumns(plan);
    const predicate = searchCondition(condition, columns, ignoreCase, scope);
    return { plan: { kind: 'filter' as const, input: plan, predicate }, source };
  });
  return unionOf(filtered, resultColumns(node).map(plainColumn), '$table');
}

/** The tables that `search` and `find` name, by patterns too; all tables where they name none. */
export function searchedTables(named: readonly KustoExpression[], scope: Scope): readonly UnionInput[] {
  return named.length === 0
    ? scope.context.tables.map((table) => ({ plan: tablePlan(table, table.columns, scope), source: table.name }))
    : named.flatMap((table) => patternTables(table, scope) ?? tableSource(table, scope));
}

function tableSource(node: KustoExpression, scope: Scope): UnionInput {
  const { NameReference } = Kusto.Language.Syntax;
  const plan = translateTable(node, scope);
  if (plan.kind === 'table') {
    return { plan, source: plan.name };
  }
  return { plan, source: node instanceof NameReference ? present(node.SimpleName, 'table name') : 'search_arg0' };
}

/** In a condition of `search` a string stands for rows that have it in any column; all else is as in `where`. */
export function searchCondition(
  node: KustoExpression,
  columns: readonly Column[],
  ignoreCase: boolean,
  scope: Scope,
): Expression {
  const { BinaryExpression, ParenthesizedExpression, StarExpression } = Kusto.Language.Syntax;
  const again = (operand: KustoExpression | null): Expression =>
    searchCondition(present(operand, 'operand'), columns, ignoreCase, scope);
  const call = (name: string, args: readonly Expression[]): Expression => ({
    kind: 'call',
    type: 'bool',
    name,
    arguments: args,
    place: scope.place(node),
  });
  const hasTerm = (column: Expression, text: string): Expression => {
    const { operator, term } = termTest(text);
    if (term.includes('*')) {
      return call('matches regex', [column, literal('string', termPattern(text, ignoreCase))]);
    }
    return call(ignoreCase ? operator : `${operator}_cs`, [column, literal('string', term)]);
  };
  if (node instanceof StarExpression) {
    return literal('bool', true);
  }
  if (node instanceof ParenthesizedExpression) {
    return again(node.Expression);
  }
  if (node instanceof BinaryExpression) {
    const operator = node.Operator?.Text;
    if (operator === 'and' || operator === 'or') {
      return call(operator, [again(node.Left), again(node.Right)]);
    }
    const text: unknown = node.Right?.LiteralValue;
    if (operator === ':' && typeof text === 'string') {
      return hasTerm(translateExpression(present(node.Left, 'column'), scope), text);
    }
  }
  if (typeof node.LiteralValue === 'string') {
    const term = node.LiteralValue;
    return term === '*' ? literal('bool', true) : anyColumn(columns, (column) => hasTerm(column, term), call);
  }
  return translateExpression(node, scope.over(columns));
}

/** `term`, `prefix*`, `*suffix`, `*part*`. */
function termTest(text: string): { readonly operator: string; readonly term: string } {
  const startsOpen = text.startsWith('*');
  const endsOpen = text.endsWith('*') && text.length > 1;
  const term = text.slice(startsOpen ? 1 : 0, endsOpen ? -1 : undefined);
  return {
    term,
    operator: startsOpen ? (endsOpen ? 'contains' : 'hassuffix') : endsOpen ? 'hasprefix' : 'has',
  };
}

/** `bi*lg`: a term that begins with the first part and, somewhere later, ends with the last. */
function termPattern(text: string, ignoreCase: boolean): string {
  const parts = text.split('*').map(escapeRegex);
  return `${ignoreCase ? '(?i)' : ''}${text.startsWith('*') ? '' : '\\b'}${parts.join('.*')}${text.endsWith('*') ? '' : '\\b'}`;
}

/** Whether a test is true for any of the columns that terms are looked for in. */
export function anyColumn(
  columns: readonly Column[],
  test: (column: Expression) => Expression,
  call: (name: string, args: readonly Expression[]) => Expression,
): Expression {
  const tests = columns
    .filter(({ type }) => searchedTypes.has(type))
    .map(({ name, type }) => test({ kind: 'column', name, type }));
  return tests.length === 0 ? literal('bool', false) : tests.reduce((left, right) => call('or', [left, right]));
}

/** `* has "x"` in a condition. */
export function starCondition(node: Kusto.Language.Syntax.BinaryExpression, scope: Scope): Expression {
  const right = translateExpression(present(node.Right, 'operand'), scope);
  const operator = present(node.Operator?.Text, 'operator');
  if (scope.columns.length === 0) {
    throw notSupported('"*" here', scope.place(node));
  }
  const call = (name: string, args: readonly Expression[]): Expression => ({
    kind: 'call',
    type: 'bool',
    name,
    arguments: args,
    place: scope.place(node),
  });
  return anyColumn(scope.columns, (column) => call(operator, [column, right]), call);
}
