import { queryError, refused, type Place } from '../../../kql/queryError';
import { constantText, toText } from '../conversions';
import { quoted } from '../kqlText';
import { formatTime } from '../timePattern';
import { re2Regex } from './patterns';
import { arrayValue, atom, call, derived, textValue, type Value } from '../value';

/** `-replace`, `-split`, `-join` and `-f`. */
export function textOperator(name: string, left: Value, right: Value, isCaseSensitive: boolean, place: Place): Value {
  switch (name) {
    case 'replace':
      return replace(left, right, isCaseSensitive, place);
    case 'split':
      return split(left, right, place);
    case 'join':
      return join(left, right);
    default:
      return format(left, right, place);
  }
}

function constantTextOf(value: Value | undefined, what: string, place: Place): string {
  if (value === undefined) {
    return '';
  }
  const { constant } = toText(value);
  if (typeof constant !== 'string') {
    throw queryError(`${what} must be a text that is known before the query runs.`, place, 'notSupported');
  }
  return constant;
}

function replace(left: Value, right: Value, isCaseSensitive: boolean, place: Place): Value {
  const [pattern, replacement] = right.items ?? [right];
  const regex = re2Regex(constantTextOf(pattern, 'The pattern of -replace', place), isCaseSensitive, place);
  const text = constantTextOf(replacement, 'The replacement of -replace', place);
  if (/\$[{&`'+_]/.test(text)) {
    throw refused('This replacement', 'Name a group by its number: $1.', place);
  }
  const groups = text
    .replaceAll('\\', '\\\\')
    .replaceAll(/\$(\$|\d)/g, (_all, sign: string) => (sign === '$' ? '$' : `\\${sign}`));
  return derived(call('replace_regex', toText(left), quoted(regex), quoted(groups)), 'string', false);
}

function split(left: Value, right: Value, place: Place): Value {
  const [pattern, limit] = right.items ?? [right];
  const separator = constantTextOf(pattern, 'The separator of -split', place);
  const plain = separator.replaceAll(/\\([^\w])/g, '$1');
  if (limit !== undefined || /[A-Za-z]/.test(plain) || /(?<!\\)[.*+?^$()[\]{}|]/.test(separator)) {
    throw refused(
      '-split by this',
      "Use a separator without letters and without signs of regular expressions: -split ','.",
      place,
    );
  }
  const text = toText(left);
  if (typeof text.constant === 'string') {
    return arrayValue(text.constant.split(plain).map(textValue));
  }
  const kql = `split(${text.kql}, ${quoted(plain)})`;
  return { ...atom(kql), type: 'dynamic', isNull: false, list: kql };
}

function join(left: Value, right: Value): Value {
  const separator = toText(right);
  const items = left.items?.map(toText);
  if (items?.every(({ constant }) => typeof constant === 'string') === true) {
    return textValue(items.map(constantText).join(constantText(separator)));
  }
  if (items !== undefined) {
    return derived(call('strcat_delim', separator, ...items), 'string', false);
  }
  if (left.list !== undefined) {
    return derived(call('strcat_array', left.list, separator), 'string', false);
  }
  return left.type === 'dynamic'
    ? derived(
        call(
          'iff',
          `gettype(${left.kql}) == "array" or isnull(${left.kql})`,
          call('strcat_array', left, separator),
          call('tostring', left),
        ),
        'string',
        false,
      )
    : toText(left);
}

/** Blanks up to a width: after the text where it is negative, before it where not. */
function aligned(text: Value, width: string | undefined): Value {
  const count = Math.abs(Number(width ?? 0));
  const isLeft = width?.startsWith('-') === true;
  if (count === 0) {
    return text;
  }
  if (typeof text.constant === 'string') {
    return textValue(isLeft ? text.constant.padEnd(count) : text.constant.padStart(count));
  }
  const blanks = call('substring', quoted(' '.repeat(count)), call('strlen', text));
  return derived(isLeft ? call('strcat', text, blanks) : call('strcat', blanks, text), 'string', false);
}

/** `'{0} of {1:yyyy-MM-dd}' -f $a, $b` */
function format(left: Value, right: Value, place: Place): Value {
  const pattern = constantTextOf(left, 'The text of -f', place);
  const values = right.items ?? [right];
  const parts = [...pattern.matchAll(/\{\{|\}\}|\{(\d+)(?:,\s*(-?\d{1,3}))?(?::([^}]*))?\}|\{[^}]*\}?|[^{}]+|\}/g)].map(
    ([all, index, width, style]) => {
      if (index === undefined) {
        if (/^\{[^{]/.test(all) || all === '{' || all === '}') {
          throw refused(`"${all}" in a text of -f`, 'Write {0}, or {0:yyyy-MM-dd} for a time.', place);
        }
        return textValue(all === '{{' ? '{' : all === '}}' ? '}' : all);
      }
      const value = values[Number(index)];
      if (value === undefined) {
        throw queryError(`-f has no value for {${index}}.`, place);
      }
      if (style === undefined) {
        return aligned(toText(value), width);
      }
      if (value.type !== 'datetime') {
        throw refused(
          `The pattern ":${style}" of -f`,
          'Patterns are for times. Round a number before: [math]::Round($_.Size / 1MB, 2).',
          place,
        );
      }
      return aligned(formatTime(value, textValue(style), place), width);
    },
  );
  return parts.every(({ constant }) => typeof constant === 'string')
    ? textValue(parts.map(constantText).join(''))
    : derived(call('strcat', ...parts), 'string', false);
}
