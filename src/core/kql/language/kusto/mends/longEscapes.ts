import type { KustoService } from '../kusto';

/** The lower and upper case of the letter are different escapes; any other escape is passed over whole. */
const escape = /\\(?:U([\da-fA-F]{8})|[^])/g;

const plainString = /^[hH]?["']/;

const lastCodePoint = 0x10ffff;

/** Lets the service read characters by eight digits, as in `"\U0001F600"`: it knows such an escape, but takes it for its letters. */
export function mendLongEscapes({ KustoFacts }: KustoService): void {
  const valueOf = KustoFacts.GetStringLiteralValue.bind(KustoFacts);
  KustoFacts.GetStringLiteralValue = (literal) =>
    valueOf(literal !== null && plainString.test(literal) ? literal.replaceAll(escape, shortEscapes) : literal);
}

/** The same character by escapes of four digits: one that needs more is a pair. */
function shortEscapes(written: string, digits?: string): string {
  if (digits === undefined) {
    return written;
  }
  const codePoint = Number.parseInt(digits, 16);
  const character = codePoint > lastCodePoint ? '\ufffd' : String.fromCodePoint(codePoint);
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}
