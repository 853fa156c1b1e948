/** A word of KQL; spaces and comments lie between them. Places are UTF-16 code units. */
export interface KqlToken {
  readonly kind: 'name' | 'number' | 'string' | 'symbol';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** In this order: a comment hides quotes, and a string may begin with a letter. Strings that do not end go to the end of the line. */
const tokenPattern = new RegExp(
  [
    String.raw`(?<space>\s+|//[^\r\n]*)`,
    String.raw`(?<string>[hH]?(?:\x60{3}[^]*?(?:\x60{3}|$)|~{3}[^]*?(?:~{3}|$)|@"(?:[^"\r\n]|"")*"?|@'(?:[^'\r\n]|'')*'?|"(?:[^"\\\r\n]|\\.)*"?|'(?:[^'\\\r\n]|\\.)*'?))`,
    String.raw`(?<name>[A-Za-z_$][\w$]*)`,
    String.raw`(?<number>\d[\w]*(?:\.\d\w*)?)`,
    String.raw`(?<symbol>[^])`,
  ].join('|'),
  'gy',
);

/**
 * The words of a text, which may have errors. It is no parser: the language service is, and it lives in the engine. This is for what
 * the notebook has to know of a cell at once: where its statements and its pipes are, and which names it has.
 */
export function kqlTokens(text: string): readonly KqlToken[] {
  return [...text.matchAll(tokenPattern)].flatMap((match) => {
    const { space, string, name, number } = match.groups ?? {};
    if (space !== undefined) {
      return [];
    }
    const kind =
      string !== undefined ? 'string' : name !== undefined ? 'name' : number !== undefined ? 'number' : 'symbol';
    return [{ kind, text: match[0], start: match.index, end: match.index + match[0].length }];
  });
}

/** The text that a string literal or a name in brackets stands for. */
export function stringValue(literal: string): string {
  const text = literal.replace(/^[hH]/, '');
  const fence = /^(`{3}|~{3})/.exec(text)?.[0];
  if (fence !== undefined) {
    return text.slice(3, text.endsWith(fence) && text.length > 5 ? -3 : undefined);
  }
  const isVerbatim = text.startsWith('@');
  const quote = text.charAt(isVerbatim ? 1 : 0);
  const inner = text.slice(
    isVerbatim ? 2 : 1,
    text.endsWith(quote) && text.length > (isVerbatim ? 2 : 1) ? -1 : undefined,
  );
  return isVerbatim ? inner.replaceAll(quote + quote, quote) : inner.replaceAll(/\\(u[\da-fA-F]{4}|[^])/g, unescape);
}

function unescape(_: string, escaped: string): string {
  const named = new Map([
    ['n', '\n'],
    ['r', '\r'],
    ['t', '\t'],
    ['b', '\b'],
    ['f', '\f'],
    ['0', '\0'],
  ]);
  return escaped.length === 5 ? String.fromCharCode(parseInt(escaped.slice(1), 16)) : (named.get(escaped) ?? escaped);
}
