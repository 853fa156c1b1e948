import type { KustoType } from '../../kustoType';
import { listItems, type KustoExpression } from '../kusto/kusto';
import { kustoType } from '../kusto/kustoSymbols';
import { listedExpressions } from '../parameters';
import type { KqlText } from './text/kqlText';

type ColumnSymbol = Kusto.Language.Symbols.ColumnSymbol;

/** A column of a table whose values can be offered. */
export interface ValueColumn {
  readonly table: string;
  readonly column: string;
  readonly type: KustoType;
  /** The values are written in these letters, as after `tolower(Operation) ==`. */
  readonly letters?: 'lower' | 'upper';
}

/** The types whose values are few enough to list. */
const listedTypes: ReadonlySet<KustoType> = new Set(['string', 'int', 'long', 'bool', 'guid']);

/** Functions that give the text of a column, in which letters. */
const textFunctions: ReadonlyMap<string, ValueColumn['letters']> = new Map([
  ['tostring', undefined],
  ['tolower', 'lower'],
  ['toupper', 'upper'],
]);

/** The column whose values an expression is likely to have: its own, or else those of a column of the same name and type. */
export function likelyColumn(text: KqlText, expression: KustoExpression): ValueColumn | undefined {
  const symbol = expression.ReferencedSymbol;
  const own = sourceColumn(text, expression);
  return own ?? (symbol instanceof Kusto.Language.Symbols.ColumnSymbol ? namesake(text, symbol) : undefined);
}

/** The one column of a table that an expression has its values from: by another name, as text, or as a key of the record. */
export function sourceColumn(text: KqlText, expression: KustoExpression): ValueColumn | undefined {
  const { FunctionCallExpression, ParenthesizedExpression } = Kusto.Language.Syntax;
  if (expression instanceof ParenthesizedExpression) {
    return expression.Expression === null ? undefined : sourceColumn(text, expression.Expression);
  }
  if (expression instanceof FunctionCallExpression) {
    const name = expression.Name?.SimpleName ?? '';
    const [argument, ...others] = listedExpressions(expression.ArgumentList);
    return argument === undefined || others.length > 0 || !textFunctions.has(name)
      ? undefined
      : inLetters(sourceColumn(text, argument), textFunctions.get(name));
  }
  const symbol = expression.ReferencedSymbol;
  return symbol instanceof Kusto.Language.Symbols.ColumnSymbol
    ? columnOfSymbol(text, symbol)
    : keyOfRecord(text, expression);
}

/** Numbers would be offered as numbers, which no text equals. */
function inLetters(column: ValueColumn | undefined, letters: ValueColumn['letters']): ValueColumn | undefined {
  if (column?.type !== 'string') {
    return undefined;
  }
  return letters === undefined ? column : { ...column, letters };
}

function columnOfSymbol(text: KqlText, symbol: ColumnSymbol): ValueColumn | undefined {
  const table = text.globals.GetTable(symbol)?.Name ?? undefined;
  if (table !== undefined) {
    return listed(table, symbol.Name ?? '', kustoType(symbol.Type));
  }
  const [original, ...others] = listItems(symbol.OriginalColumns);
  if (original !== undefined) {
    const column = others.length === 0 ? columnOfSymbol(text, original) : undefined;
    return column?.type === kustoType(symbol.Type) ? column : undefined;
  }
  return symbol.Source instanceof Kusto.Language.Syntax.Expression ? sourceColumn(text, symbol.Source) : undefined;
}

/** A column that several tables have, or that an operator has made anew, has the same values as one of its name, as a rule. */
function namesake({ tables }: KqlText, symbol: ColumnSymbol): ValueColumn | undefined {
  const [name, type] = [symbol.Name ?? '', kustoType(symbol.Type)];
  const table = tables.find(({ columns }) => columns.some((other) => other.name === name && other.type === type));
  return table === undefined ? undefined : listed(table.name, name, type);
}

/** `Record.Operation` and `Record["Operation"]` have the values of the column; JSON knows no guid, only its text. */
function keyOfRecord(text: KqlText, expression: KustoExpression): ValueColumn | undefined {
  const { BracketedExpression, ElementExpression, LiteralExpression, NameReference, PathExpression } =
    Kusto.Language.Syntax;
  if (!(expression instanceof PathExpression || expression instanceof ElementExpression)) {
    return undefined;
  }
  const { Expression: record, Selector } = expression;
  const symbol = record?.ReferencedSymbol;
  const selected = Selector instanceof BracketedExpression ? Selector.Expression : Selector;
  const key: unknown =
    selected instanceof NameReference
      ? selected.SimpleName
      : selected instanceof LiteralExpression
        ? selected.LiteralValue
        : undefined;
  if (!(symbol instanceof Kusto.Language.Symbols.ColumnSymbol) || symbol.Name !== 'Record') {
    return undefined;
  }
  const own = text.globals.GetTable(symbol)?.Name;
  const table = text.tables.find(({ name, columns }) =>
    own === undefined ? columns.some((column) => column.name === 'Record') : name === own,
  );
  const column = table?.columns.find(({ name }) => name === key);
  return table === undefined || column === undefined
    ? undefined
    : listed(table.name, column.name, column.type === 'guid' ? 'string' : column.type);
}

function listed(table: string, column: string, type: KustoType): ValueColumn | undefined {
  return listedTypes.has(type) ? { table, column, type } : undefined;
}
