import { queryError, type Place } from '../../../kql/queryError';
import { quoted } from '../kqlText';
import { call, compound, operand, type Kql, type Truth } from '../value';

type Part = { readonly text: string } | { readonly sign: string };

/** The parts of a wildcard: `*`, `?`, `[a-z]`, and texts between them. A backtick makes a sign a plain character. */
function wildcardParts(pattern: string): readonly Part[] {
  return [...pattern.matchAll(/`([^])|(\*+|\?|\[(?:[^\]`]|`[^])+\])|([^*?[`]+|[^])/g)].map(([, escaped, sign, text]) =>
    sign === undefined ? { text: escaped ?? text ?? '' } : { sign: sign.startsWith('*') ? '*' : sign },
  );
}

export function hasWildcard(text: string): boolean {
  return wildcardParts(text).some((part) => 'sign' in part);
}

function escapeRegex(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function signRegex(sign: string): string {
  switch (sign) {
    case '*':
      return '.*';
    case '?':
      return '.';
    default: {
      const members = sign.slice(1, -1).replaceAll(/`([^])/g, '$1');
      return `[${members.replaceAll(/[\\^[\]]/g, '\\$&')}]`;
    }
  }
}

/** A wildcard as a regular expression over a whole text. */
function wildcardRegex(pattern: string): string {
  return `^${wildcardParts(pattern)
    .map((part) => ('sign' in part ? signRegex(part.sign) : escapeRegex(part.text)))
    .join('')}$`;
}

/** Whether a name fits a wildcard, in any case. */
export function fitsWildcard(name: string, pattern: string): boolean {
  return new RegExp(wildcardRegex(pattern), 'is').test(name);
}

/** `-like`: by the plain operators of KQL where they say the same. */
export function likeTest(text: Kql, pattern: string, isCaseSensitive: boolean): Truth {
  const parts = wildcardParts(pattern);
  const isStar = (index: number): boolean => {
    const part = parts.at(index);
    return part !== undefined && 'sign' in part && part.sign === '*';
  };
  const starts = isStar(0);
  const ends = isStar(-1);
  const inner = parts.slice(starts ? 1 : 0, ends && parts.length > 1 ? -1 : undefined);
  if (parts.length === 1 && starts) {
    return true;
  }
  if (inner.some((part) => 'sign' in part)) {
    const flags = isCaseSensitive ? '(?s)' : '(?is)';
    return compound(`${operand(text)} matches regex ${quoted(flags + wildcardRegex(pattern))}`);
  }
  const plain = quoted(inner.map((part) => ('text' in part ? part.text : '')).join(''));
  const suffix = isCaseSensitive ? '_cs' : '';
  const word =
    starts && ends ? `contains${suffix}` : ends ? `startswith${suffix}` : starts ? `endswith${suffix}` : undefined;
  return compound(`${operand(text)} ${word ?? (isCaseSensitive ? '==' : '=~')} ${plain}`);
}

/** What .NET's regular expressions have and RE2, which runs them here, has not. */
const refusedRegex: readonly (readonly [RegExp, string])[] = [
  [/\(\?<?[=!]/, 'Look-around "(?=", "(?!" is not supported: use two conditions.'],
  [/\\[1-9]|\\k</, 'A back-reference is not supported: use two conditions.'],
  [/\(\?>/, 'An atomic group "(?>" is not supported: write "(?:".'],
  [/\(\?\(/, 'A condition in a regular expression is not supported: use two conditions.'],
  [/\(\?#/, 'A comment in a regular expression is not supported: leave it out.'],
  [/\\[GZ]/, 'This anchor is not supported: use "$".'],
  [/\[[^\]]*-\[/, 'Subtracting from a class of characters is not supported: use two conditions.'],
  [/\(\?[a-wyz]*x/, 'Blanks that do not count, "(?x)", are not supported: leave the blanks out.'],
  [/(?:[*+?]|\})\+/, 'A possessive quantifier is not supported: leave its "+" out.'],
  [/\\p\{Is/i, 'A block of Unicode is not supported: write a range like "[\\u0370-\\u03ff]".'],
];

/** A regular expression of .NET as one of RE2. @throws where RE2 has no such thing. */
export function re2Regex(pattern: string, isCaseSensitive: boolean, place: Place): string {
  const withoutEscapes = pattern.replaceAll('\\\\', '  ');
  const refusal = refusedRegex.find(([found]) => found.test(withoutEscapes));
  if (refusal !== undefined) {
    throw queryError(refusal[1], place, 'notSupported');
  }
  try {
    // It is read by JavaScript's rules, which find what no rules allow: parentheses without an end, nothing to repeat.
    new RegExp(
      pattern
        .replaceAll(/\(\?([a-z]*)(?:-[a-z]+)?\)/g, '')
        .replaceAll(/\(\?P?<\w+>|\(\?[a-z-]+:/g, '(?:')
        .replaceAll(/\\[pPAzae]/g, ''),
    );
  } catch {
    throw queryError(`"${pattern}" is no regular expression. To look for a text as it is, use -like '*text*'.`, place);
  }
  const translated = pattern
    .replaceAll(/\\(?:u([0-9a-fA-F]{4})|([^]))/g, (all, code?: string) => (code === undefined ? all : `\\x{${code}}`))
    .replaceAll(/(\\[^])|\(\?<(?=\w)/g, (_all, escaped?: string) => escaped ?? '(?P<');
  return isCaseSensitive ? translated : `(?i)${translated}`;
}

export function matchTest(text: Kql, pattern: string, isCaseSensitive: boolean, place: Place): Truth {
  if (pattern === '') {
    return true;
  }
  return compound(`${operand(text)} matches regex ${quoted(re2Regex(pattern, isCaseSensitive, place))}`);
}

export function equalTexts(left: Kql, right: Kql, isCaseSensitive: boolean): Truth {
  return compound(`${operand(left)} ${isCaseSensitive ? '==' : '=~'} ${operand(right)}`);
}

export function lowered(text: Kql, isCaseSensitive: boolean): Kql {
  return isCaseSensitive ? text : call('tolower', text);
}
