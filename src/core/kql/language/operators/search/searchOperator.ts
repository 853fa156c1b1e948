import type { Column, KustoType } from '../../../kustoType';
import { columnNamed, planColumns } from '../../../plan/columns';
import type { Expression, Plan } from '../../../plan/plan';
import { notSupported, queryError } from '../../../queryError';
import type { TableSchema } from '../../../tableSchema';
import { hasTerm, namedColumns, withColumns } from './conditionColumns';
import { translateExpression } from '../../expressions';
import { present, separatedItems, type KustoExpression } from '../../kusto/kusto';
import { plainColumn, resultColumns } from '../../kusto/kustoSymbols';
import { literal } from '../../literals';
import { namedParameters, parameterText } from '../../parameters';
import { escapeRegex } from '../parseOperator';
import { likelyRows } from './likelyRows';
import type { Scope } from '../../scope';
import { tablePlan } from '../../tables/tablePlan';
import { translateTable } from '../../tables/tables';
import { patternTables, unionOf, type UnionInput } from '../unionOperator';

/** The types that a term is looked for in. */
const searchedTypes: ReadonlySet<KustoType> = new Set(['string', 'dynamic', 'guid', 'int', 'long', 'real', 'decimal']);

export type SearchNode = Kusto.Language.Syntax.SearchOperator;

/** `search` in what is piped into it, in the tables that it names, or in all tables. */
export function search(node: SearchNode, piped: Plan | undefined, scope: Scope): Plan {
  const condition = present(node.Condition, 'condition');
  const inputs =
    piped === undefined
      ? searchedTables(separatedItems(node.InClause?.Expressions ?? null), condition, scope)
      : [{ plan: piped, source: 'search_arg0' }];
  if (inputs.length === 0) {
    throw queryError('There is no table to search: none has the columns of this condition.', scope.place(node));
  }
  const ignoreCase = parameterText(namedParameters(node.Parameters), 'kind') !== 'case_sensitive';
  const named = [...namedColumns(condition).values()];
  const filtered = inputs.map(({ plan, source }) => {
    const predicate = searchCondition(condition, planColumns(plan), ignoreCase, scope);
    const input = withColumns(likelyRows(plan, condition, scope), piped === undefined ? named : []);
    return { plan: { kind: 'filter' as const, input, predicate }, source };
  });
  return unionOf(filtered, resultColumns(node).map(plainColumn), '$table');
}

/**
 * The tables that `search` and `find` read: those that they name, by patterns too, or else all tables, whose every row is read once.
 * Of several tables those are read that have a column which the condition names, and all where it is about every column.
 */
export function searchedTables(
  named: readonly KustoExpression[],
  condition: KustoExpression,
  scope: Scope,
): readonly UnionInput[] {
  const names = [...namedColumns(condition).keys()];
  const inputs =
    named.length === 0
      ? tablesOnce(names, scope).map((table) => ({
          plan: tablePlan(table, table.columns, scope),
          source: table.name,
        }))
      : named.flatMap((table) => patternTables(table, scope) ?? tableSource(table, scope));
  return names.length === 0 || hasTerm(condition) || inputs.length === 1
    ? inputs
    : inputs.filter(({ plan }) => planColumns(plan).some(({ name }) => names.includes(name)));
}

/** All tables but those that repeat the rows of others, unless one has a column that no other has and that is named. */
function tablesOnce(names: readonly string[], { context: { tables } }: Scope): readonly TableSchema[] {
  const has = ({ columns }: TableSchema, wanted: string): boolean => columns.some(({ name }) => name === wanted);
  const isOwn = (table: TableSchema): boolean => table.repeatsRows !== true;
  const others = names.filter((name) => !tables.some((table) => isOwn(table) && has(table, name)));
  return tables.filter((table) => isOwn(table) || others.some((name) => has(table, name)));
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
  const call = (name: string, args: readonly Expression[], type: KustoType = 'bool'): Expression => ({
    kind: 'call',
    type,
    name,
    arguments: args,
    place: scope.place(node),
  });
  const testTerm = (column: Expression, text: string): Expression => {
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
      return testTerm(translateExpression(present(node.Left, 'column'), scope), text);
    }
  }
  const plain: Expression =
    typeof node.LiteralValue === 'string'
      ? literal('string', node.LiteralValue)
      : translateExpression(node, scope.over(columns));
  if (plain.type !== 'string') {
    return plain;
  }
  if (plain.kind !== 'literal' || typeof plain.value !== 'string') {
    throw queryError('What is searched for is a text that is the same for all rows.', scope.place(node));
  }
  const term = plain.value;
  return term === '*' ? literal('bool', true) : anyColumn(columns, term, (value) => testTerm(value, term), call);
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

/** `bi*lg`: what begins a word with the first part and, somewhere later, ends one with the last. */
function termPattern(text: string, ignoreCase: boolean): string {
  const parts = text.split('*').map(escapeRegex);
  const [start, end] = [/^\w/.test(text) ? '\\b' : '', /\w$/.test(text) ? '\\b' : ''];
  return `${ignoreCase ? '(?i)' : ''}${start}${parts.join('.*')}${end}`;
}

function searchedColumns(columns: readonly Column[]): readonly Expression[] {
  return columns.filter(({ type }) => searchedTypes.has(type)).map(columnNamed);
}

/**
 * Whether a text is in any of the columns that terms are looked for in: one test of all their texts, since each test is compiled for
 * itself. What parts them is no part of a term, is in no line that a pattern is matched with, and is not in the text.
 */
function anyColumn(
  columns: readonly Column[],
  text: string,
  test: (value: Expression) => Expression,
  call: (name: string, args: readonly Expression[], type?: KustoType) => Expression,
): Expression {
  const separator = literal('string', text.includes('\n') ? '\u0001' : '\n');
  const values = searchedColumns(columns);
  return values.length === 0 ? literal('bool', false) : test(call('strcat_delim', [separator, ...values], 'string'));
}

/** What is true of a text with more before it and after it, when it is true of the text. */
const partOperators: ReadonlySet<string> = new Set(
  ['has', 'contains', 'hasprefix', 'hassuffix'].flatMap((name) => [name, `${name}_cs`]),
);

/** `* has "x"` in a condition. */
export function starCondition(node: Kusto.Language.Syntax.BinaryExpression, scope: Scope): Expression {
  const right = translateExpression(present(node.Right, 'operand'), scope);
  const operator = present(node.Operator?.Text, 'operator');
  if (scope.columns.length === 0) {
    throw notSupported('"*" here', scope.place(node));
  }
  const call = (name: string, args: readonly Expression[], type: KustoType = 'bool'): Expression => ({
    kind: 'call',
    type,
    name,
    arguments: args,
    place: scope.place(node),
  });
  const test = (value: Expression): Expression => call(operator, [value, right]);
  const isOfParts = partOperators.has(operator) && right.kind === 'literal' && typeof right.value === 'string';
  return isOfParts
    ? anyColumn(scope.columns, right.value, test, call)
    : searchedColumns(scope.columns)
        .map(test)
        .reduce((one, other) => call('or', [one, other]), literal('bool', false));
}
