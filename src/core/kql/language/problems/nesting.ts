import { queryError, type Place } from '../../queryError';
import type { EngineError } from '../../../protocol/engineError';

/** How many brackets may be open at a time. Kusto refuses to bind most of what is deeper, after it parsed it: 20,000 take it half a minute. */
export const mostOpenBrackets = 200;

/**
 * Comments and strings of each kind, which may hold brackets, and brackets. What is not ended goes to the end of its line or of the
 * text, so that no part of a text is read twice.
 */
const words =
  /\/\/[^\n]*|@"(?:[^"]|"")*"?|@'(?:[^']|'')*'?|```[^]*?(?:```|$)|~~~[^]*?(?:~~~|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|[()[\]{}]/g;

/** The first bracket of a text that is nested too deeply, in time that grows with the text alone. */
function tooDeep(text: string): Place | undefined {
  let depth = 0;
  for (const { 0: word, index } of text.matchAll(words)) {
    if (word === '(' || word === '[' || word === '{') {
      depth++;
    } else if (word === ')' || word === ']' || word === '}') {
      depth--;
    }
    if (depth > mostOpenBrackets) {
      return { start: index, length: 1 };
    }
  }
  return undefined;
}

/** What is said of a text that is nested too deeply; undefined for any other. */
export function nestingError(text: string): EngineError | undefined {
  const place = text.length > mostOpenBrackets ? tooDeep(text) : undefined;
  return place === undefined
    ? undefined
    : queryError(
        `More than ${mostOpenBrackets} brackets are open here: give parts of the query a name before it, by "let".`,
        place,
        'tooDeep',
      );
}
