import type { KustoType } from '../../kustoType';
import type { Place } from '../../queryError';
import type { KustoExpression } from '../kusto/kusto';
import { kustoType } from '../kusto/kustoSymbols';
import type { KqlText } from './kqlText';

/** A column of a table whose values can be offered. */
export interface ValueColumn {
  readonly table: string;
  readonly column: string;
  readonly type: KustoType;
}

/** Where a value of a column can stand. */
export interface ValuePlace extends ValueColumn {
  /** What the value replaces: a string with its quotes, or what was typed of a word. */
  readonly edit: Place;
}

/** Operators with a value of their left side's column, or a part of one, on their right side. */
const comparisons =
  /^(==|!=|<>|=~|!~|!?(has|hasprefix|hassuffix|contains|startswith|endswith)(_cs)?|!?in~?|has_any|has_all)$/;

/** The types whose values are few enough to list. */
const listedTypes: ReadonlySet<KustoType> = new Set(['string', 'int', 'long', 'bool', 'guid']);

/** Finds the column whose values can stand at an offset: `where Operation == |`, `in ("a", |`, `has "|"`. */
export function valuePlace(text: KqlText, offset: number): ValuePlace | undefined {
  const token = text.tokenBefore(offset);
  if (token === null) {
    return undefined;
  }
  for (const node of text.ancestors(token)) {
    const compared = comparedExpression(node);
    if (compared !== undefined) {
      const { left, operator } = compared;
      const column =
        offset > operator.TextStart && token.TextStart >= operator.TextStart ? columnOf(text, left) : undefined;
      const edit = column === undefined ? undefined : replacedPlace(text, token, operator, offset);
      return column === undefined || edit === undefined ? undefined : { ...column, edit };
    }
    if (endsSearch(node)) {
      return undefined;
    }
  }
  return undefined;
}

/** The column whose values may be asked for next: `where Operation |`. */
export function upcomingColumn(text: KqlText, offset: number): ValueColumn | undefined {
  const node = text.tokenBefore(offset)?.Parent?.Parent;
  return node instanceof Kusto.Language.Syntax.NameReference ? columnOf(text, node) : undefined;
}

interface Comparison {
  readonly left: KustoExpression;
  readonly operator: Kusto.Language.Syntax.SyntaxToken;
}

function comparedExpression(node: object): Comparison | undefined {
  const { BinaryExpression, InExpression, HasAnyExpression, HasAllExpression } = Kusto.Language.Syntax;
  if (
    node instanceof BinaryExpression ||
    node instanceof InExpression ||
    node instanceof HasAnyExpression ||
    node instanceof HasAllExpression
  ) {
    const { Left, Operator } = node;
    if (Left !== null && Operator !== null && comparisons.test(Operator.Text ?? '')) {
      return { left: Left, operator: Operator };
    }
  }
  return undefined;
}

/** A comparison outside of a call or a subquery is not about what is inside. */
function endsSearch(node: object): boolean {
  const { FunctionCallExpression, QueryOperator, PipeExpression } = Kusto.Language.Syntax;
  return node instanceof FunctionCallExpression || node instanceof QueryOperator || node instanceof PipeExpression;
}

function columnOf(text: KqlText, left: KustoExpression): ValueColumn | undefined {
  const symbol = left.ReferencedSymbol;
  if (!(symbol instanceof Kusto.Language.Symbols.ColumnSymbol)) {
    return undefined;
  }
  const column = symbol.Name ?? '';
  const type = kustoType(symbol.Type);
  // A column that an operator has made anew has no table; one of the same name and type has the same values, as a rule.
  const table = text.globals.GetTable(symbol)?.Name ?? tableWith(text, column, type);
  return table !== undefined && listedTypes.has(type) ? { table, column, type } : undefined;
}

function tableWith(text: KqlText, column: string, type: KustoType): string | undefined {
  return text.tables.find(({ columns }) => columns.some((other) => other.name === column && other.type === type))?.name;
}

function replacedPlace(
  text: KqlText,
  token: Kusto.Language.Syntax.SyntaxToken,
  operator: Kusto.Language.Syntax.SyntaxToken,
  offset: number,
): Place | undefined {
  const isTouched = token.TextStart < offset && offset <= token.End;
  if (token === operator) {
    // A word that is an operator needs a space, or it would become another word.
    return isTouched && /\w$/.test(token.Text ?? '') ? undefined : { start: offset, length: 0 };
  }
  const word = token.Text ?? '';
  if (/^["']/.test(word)) {
    const isClosed = word.length > 1 && word.endsWith(word.charAt(0));
    // After the closing quote comes the next thing.
    return offset < token.End || !isClosed
      ? { start: token.TextStart, length: (isClosed ? token.End : Math.max(offset, token.End)) - token.TextStart }
      : undefined;
  }
  if (word === '(' || word === ',') {
    return { start: offset, length: 0 };
  }
  return isTouched && /^\w/.test(word) && !text.text.startsWith('//', token.TextStart)
    ? { start: token.TextStart, length: token.Width }
    : undefined;
}
