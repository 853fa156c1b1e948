import type { Place } from '../../../queryError';
import type { KustoExpression } from '../../kusto/kusto';
import type { KqlText } from '../text/kqlText';
import { likelyColumn, type ValueColumn } from '../valueColumn';

type SyntaxToken = Kusto.Language.Syntax.SyntaxToken;

/** Where a value of a column can stand. */
export interface ValuePlace extends ValueColumn {
  /** What the value replaces: a string with its quotes, or what was typed of a word. */
  readonly edit: Place;
  /** The value is the first of a list, whose parentheses are yet to be written. */
  readonly isListMissing?: boolean;
}

/** Operators with a value of their left side's column, or a part of one, on their right side. */
const comparisons =
  /^(==|!=|<>|=~|!~|!?(has|hasprefix|hassuffix|contains|startswith|endswith)(_cs)?|!?in~?|has_any|has_all)$/;

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
        offset > operator.TextStart && token.TextStart >= operator.TextStart ? likelyColumn(text, left) : undefined;
      const place = column === undefined ? undefined : replacedPlace(token, operator, offset);
      return column === undefined || place === undefined ? undefined : { ...column, ...place };
    }
    if (endsSearch(node)) {
      return undefined;
    }
  }
  return undefined;
}

/** The column whose values may be asked for next: `where Operation |`, `where Record.Operation |`. */
export function upcomingColumn(text: KqlText, offset: number): ValueColumn | undefined {
  const token = text.tokenBefore(offset);
  let column: ValueColumn | undefined;
  for (const node of text.ancestors(token)) {
    if (node.GetLastToken() !== token || node instanceof Kusto.Language.Syntax.NameDeclaration) {
      return column;
    }
    column = node instanceof Kusto.Language.Syntax.Expression ? (likelyColumn(text, node) ?? column) : column;
  }
  return column;
}

interface Comparison {
  readonly left: KustoExpression;
  readonly operator: SyntaxToken;
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

/** Strings and numbers. */
const literal = /^([hH]?@?["']|\d)/;

const lists: ReadonlySet<string> = new Set(['in', '!in', 'in~', '!in~', 'has_any', 'has_all']);

type ReplacedPlace = Pick<ValuePlace, 'edit' | 'isListMissing'>;

function replacedPlace(token: SyntaxToken, operator: SyntaxToken, offset: number): ReplacedPlace | undefined {
  const word = token.Text ?? '';
  const isTouched = token.TextStart < offset && offset <= token.End;
  if (token === operator) {
    // A word that is an operator needs a space, or it would become another word.
    const isWhole = offset >= token.End && !(isTouched && /\w$/.test(word));
    return isWhole ? placeBetween(token, offset, lists.has(word)) : undefined;
  }
  const quote = /^[hH]?@?(["'])/.exec(word)?.[1];
  if (quote !== undefined) {
    const isClosed = word.indexOf(quote) < word.length - 1 && word.endsWith(quote);
    const length = (isClosed ? token.End : Math.max(offset, token.End)) - token.TextStart;
    // After the closing quote comes the next thing.
    return offset < token.End || !isClosed ? { edit: { start: token.TextStart, length } } : undefined;
  }
  if (word === '(' || word === ',') {
    return placeBetween(token, offset, false);
  }
  return isTouched && /^\w/.test(word) ? { edit: { start: token.TextStart, length: token.Width } } : undefined;
}

/** A value takes the place of one that starts there: beside another, it would be a mistake. */
function placeBetween(before: SyntaxToken, offset: number, startsList: boolean): ReplacedPlace | undefined {
  const next = before.GetNextToken();
  const word = next?.Text ?? '';
  if (startsList) {
    return word === '(' ? undefined : { edit: { start: offset, length: 0 }, isListMissing: true };
  }
  if (next === null || !literal.test(word)) {
    return { edit: { start: offset, length: 0 } };
  }
  return next.TextStart === offset ? { edit: { start: offset, length: next.Width } } : undefined;
}
