import type { KqlText } from '../text/kqlText';
import type { Candidate, FoundError } from './candidate';

/** Kusto's codes for a sign that it expected, for what stands where nothing is expected, and for a string without an end. */
const expectedSign = 'KS005';
const unexpected = 'KS198';
const openString = 'KS001';

/** Signs to put in or to take out where Kusto stopped reading. */
export function* missingSigns(text: KqlText, errors: readonly FoundError[]): Generator<Candidate> {
  for (const error of errors) {
    const { start, length } = error;
    const word = text.text.slice(start, start + length);
    if (error.code === expectedSign) {
      const end = text.text.slice(0, start).trimEnd().length;
      const signs = length === 0 || /^[|;]/.test(word) ? [')', ';', ']'] : [','];
      for (const sign of signs) {
        yield { start: end, length: 0, text: sign, message: `"${sign}" is missing here.`, shownAt: error };
      }
    } else if (error.code === unexpected && /^[)\]}]/.test(word)) {
      const sign = word.slice(0, 1);
      yield { start, length: 1, text: '', message: `There is nothing that this "${sign}" ends.` };
    } else if (error.code === openString) {
      yield* endsOfString(text, start);
    }
  }
}

function* endsOfString({ text, root }: KqlText, offset: number): Generator<Candidate> {
  const token = root.GetTokenAt(Math.max(0, offset - 1));
  if (token === null) {
    return;
  }
  const [start, end] = [token.TextStart, token.End];
  const written = text.slice(start, end);
  const quote = written.slice(0, 1);
  if (text.slice(end, end + 1) === '\\' || written.includes('\\')) {
    const rest = text.slice(start + 1).split('\n', 1)[0] ?? '';
    const close = rest.indexOf(quote);
    const whole = close < 0 ? `${quote}${rest}${quote}` : text.slice(start, start + close + 2);
    yield {
      start,
      length: close < 0 ? rest.length + 1 : whole.length,
      text: `@${whole}`,
      message: String.raw`In a string, \ begins a special character. Write \\ for it, or put @ before the string.`,
    };
  }
  const message = `The string has no ${quote} at its end.`;
  if (/["']$/.test(written) && written.length > 1) {
    yield { start, length: written.length, text: `${written.slice(0, -1)}${quote}`, message };
  }
  yield { start, length: written.length, text: `${written}${quote}`, message };
}
