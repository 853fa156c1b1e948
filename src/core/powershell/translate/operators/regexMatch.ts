import { queryError, refused, type Place } from '../../../kql/queryError';
import { toText } from '../conversions';
import { quoted } from '../kqlText';
import { matchTest, re2Regex } from './patterns';
import type { Row } from '../streams/stream';
import { arrayValue, boolValue, call, derived, textValue, type Value } from '../value';

/** A text and a pattern, as the methods of `[regex]` are given them. */
export function patternOf([, pattern, options]: readonly (Value | undefined)[], place: Place): string {
  if (typeof pattern?.constant !== 'string') {
    throw queryError(
      'The pattern of [regex] must be a text that is known before the query runs.',
      place,
      'notSupported',
    );
  }
  if (options === undefined) {
    return pattern.constant;
  }
  if (typeof options.constant !== 'string' || options.constant.toLowerCase() !== 'ignorecase') {
    throw refused(
      'This option of [regex]',
      "There is 'IgnoreCase'; others are written into the pattern: '(?s)…'.",
      place,
    );
  }
  return `(?i)${pattern.constant}`;
}

/** `[regex]::IsMatch(text, pattern)` */
export function isMatch(list: readonly Value[], place: Place): Value {
  const [text = textValue('')] = list;
  return boolValue(matchTest(toText(text), patternOf(list, place), true, place));
}

/** `[regex]::Match(text, pattern)`: Success, Value, and Groups by their numbers. */
export function regexMatch(list: readonly Value[], place: Place): Row {
  const [given = textValue('')] = list;
  const pattern = patternOf(list, place);
  const regex = re2Regex(pattern, true, place);
  const text = toText(given);
  const capture = (group: number): Value => ({
    ...derived(call('extract', quoted(regex), String(group), text), 'string', false),
    isCapture: true,
  });
  const groups = [...pattern.replaceAll(/\\[^]|\[(?:\\[^]|[^\]])*\]/g, '').matchAll(/\((?!\?[^<P'])/g)].length;
  return {
    kind: 'object',
    properties: [
      { name: 'Groups', value: arrayValue(Array.from({ length: groups + 1 }, (_, group) => capture(group))) },
      { name: 'Success', value: isMatch(list, place) },
      { name: 'Value', value: capture(0) },
    ],
  };
}
