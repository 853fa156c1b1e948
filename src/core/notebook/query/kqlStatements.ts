import type { Place } from '../../kql/queryError';
import { kqlTokens, type KqlToken } from './kqlTokens';

/** A statement of a text of KQL, without the semicolon or the blank line that ends it. */
export interface KqlStatement extends Place {
  readonly tokens: readonly KqlToken[];
}

const openers: ReadonlySet<string> = new Set(['(', '[', '{']);
const closers: ReadonlySet<string> = new Set([')', ']', '}']);

/** A blank line between these and what follows ends no statement: something has to come. */
const openEnds: ReadonlySet<string> = new Set([';', '|', '=']);

/** The statements of a text, parted as the engine parts them: by `;`, and by blank lines outside of brackets. */
export function kqlStatements(text: string): readonly KqlStatement[] {
  const statements: KqlToken[][] = [[]];
  let depth = 0;
  let previous: KqlToken | undefined;
  for (const token of kqlTokens(text)) {
    const isNext =
      previous !== undefined &&
      depth === 0 &&
      !openEnds.has(previous.text) &&
      token.text !== '|' &&
      /\n[ \t]*\r?\n/.test(text.slice(previous.end, token.start));
    if (isNext) {
      statements.push([]);
    }
    if (depth === 0 && token.text === ';') {
      statements.push([]);
    } else {
      statements.at(-1)?.push(token);
    }
    depth = Math.max(0, depth + nesting(token));
    previous = token;
  }
  return statements.flatMap((tokens) => {
    const [first, last] = [tokens[0], tokens.at(-1)];
    return first === undefined || last === undefined
      ? []
      : [{ tokens, start: first.start, length: last.end - first.start }];
  });
}

/** The tokens of a statement that are in no brackets. */
export function topLevelTokens(tokens: readonly KqlToken[]): readonly KqlToken[] {
  let depth = 0;
  return tokens.filter((token) => {
    const change = nesting(token);
    depth += Math.min(change, 0);
    const isTop = depth <= 0 && change === 0;
    depth += Math.max(change, 0);
    return isTop;
  });
}

/** How much deeper in brackets what follows is. */
export function nesting({ kind, text }: KqlToken): number {
  if (kind !== 'symbol') {
    return 0;
  }
  return openers.has(text) ? 1 : closers.has(text) ? -1 : 0;
}
