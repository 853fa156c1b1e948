import type { Place } from '../../kql/queryError';
import { kqlStatements, topLevelTokens, type KqlStatement } from './kqlStatements';

/** After these nothing can follow. */
const lastOperators: ReadonlySet<string> = new Set(['render', 'fork', 'facet', 'consume']);

/** What begins a statement that gives no result, but that others may need. */
const preparations: ReadonlySet<string> = new Set(['let', 'set', 'declare', 'alias', 'pattern', 'restrict']);

/**
 * The statement of a result with one operator more at its end, and with all that it may need of the statements before it: `let` and its
 * kin. A `render` stays the last.
 *
 * @param text of the whole cell
 * @param place of the statement in the text
 * @param operator without the `|` before it
 */
export function addOperator(text: string, place: Place, operator: string): string {
  const statements = kqlStatements(text);
  const at = statements.findIndex(({ start, length }) => place.start < start + length);
  const statement = statements[at];
  if (statement === undefined) {
    return `${text.trimEnd()}\n| ${operator}`;
  }
  const needed = statements.slice(0, at).filter(({ tokens }) => preparations.has(tokens[0]?.text ?? ''));
  const before = needed.map(({ start, length }) => `${text.slice(start, start + length)};\n`).join('');
  return before + withOperator(text, statement, operator);
}

function withOperator(text: string, { tokens, start, length }: KqlStatement, operator: string): string {
  const top = topLevelTokens(tokens);
  const lastPipe = top.findLastIndex((token) => token.text === '|');
  const pipe = top[lastPipe];
  const endsInOperator = pipe !== undefined && lastOperators.has(top[lastPipe + 1]?.text ?? '');
  const end = endsInOperator ? pipe.start : start + length;
  const rest = text.slice(end, start + length);
  return `${text.slice(start, end).trimEnd()}\n| ${operator}${rest === '' ? '' : `\n${rest}`}`;
}
