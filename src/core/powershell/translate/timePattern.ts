import { queryError, refused, type Place } from '../../kql/queryError';
import { ticksPerMillisecond, ticksPerSecond, unixEpochTicks } from '../../kql/values/dateTimeText';
import { quoted } from './kqlText';
import { call, derived, nullOf, textValue, type Kql, type Value } from './value';

/** .NET's patterns of one letter. */
const standardPatterns: Readonly<Record<string, string>> = {
  d: 'MM/dd/yyyy',
  g: 'MM/dd/yyyy HH:mm',
  G: 'MM/dd/yyyy HH:mm:ss',
  o: 'yyyy-MM-ddTHH:mm:ss.fffffff',
  s: 'yyyy-MM-ddTHH:mm:ss',
  u: 'yyyy-MM-dd HH:mm:ss',
  t: 'HH:mm',
  T: 'HH:mm:ss',
};

/** A part that stands for a part of the time, signs that KQL's patterns have too, or a text that stands for itself. */
const partPattern =
  /(?<unit>y{2,4}|M{1,2}|d{1,2}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|f{1,7}|F{1,7}|tt)|(?<sign>[-:/. _,[\]]+)|(?<letter>[TZ])|'(?<quoted>[^']*)'|"(?<doubleQuoted>[^"]*)"|\\(?<escaped>.)/gy;

interface Part {
  readonly kind: 'unit' | 'sign' | 'text';
  readonly text: string;
}

function partsOf(pattern: string, place: Place): readonly Part[] {
  const found = Object.hasOwn(standardPatterns, pattern) ? (standardPatterns[pattern] ?? pattern) : pattern;
  const matches = [...found.matchAll(partPattern)];
  if (matches.reduce((length, [all]) => length + all.length, 0) !== found.length) {
    throw refused(`The pattern "${pattern}"`, "Use yyyy MM dd HH mm ss, as in 'yyyy-MM-dd HH:mm'.", place);
  }
  return matches.map(({ groups = {} }): Part => {
    const { unit, sign, letter, quoted: single, doubleQuoted, escaped } = groups;
    if (unit !== undefined) {
      return { kind: 'unit', text: unit };
    }
    return sign === undefined
      ? { kind: 'text', text: letter ?? single ?? doubleQuoted ?? escaped ?? '' }
      : { kind: 'sign', text: sign };
  });
}

/** A time as a text, by a pattern of .NET; as the invariant culture writes it, where none is given. */
export function formatTime(value: Value, pattern: Value | undefined, place: Place): Value {
  const text = pattern?.constant ?? 'G';
  if (typeof text !== 'string') {
    throw queryError('The pattern of a time must be known before the query runs.', place, 'notSupported');
  }
  const parts = partsOf(text, place);
  if (typeof value.constant === 'string') {
    const ticks = BigInt(value.constant);
    return textValue(parts.map((part) => (part.kind === 'unit' ? unitText(ticks, part.text) : part.text)).join(''));
  }
  const [only, ...others] = runsOf(parts).map((run): Kql =>
    run.some(({ kind }) => kind === 'unit')
      ? call('format_datetime', value, quoted(joined(run)))
      : textValue(joined(run)),
  );
  const kql = only === undefined ? textValue('') : others.length === 0 ? only : call('strcat', only, ...others);
  return derived(kql, 'string', nullOf(value));
}

/** Parts that are one pattern of KQL, which has no letters that stand for themselves. */
function runsOf(parts: readonly Part[]): readonly (readonly Part[])[] {
  const runs: Part[][] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    if (last === undefined || (last[0]?.kind === 'text') !== (part.kind === 'text')) {
      runs.push([part]);
    } else {
      last.push(part);
    }
  }
  return runs;
}

function joined(parts: readonly Part[]): string {
  return parts.map(({ text }) => text).join('');
}

function unitText(ticks: bigint, unit: string): string {
  const date = new Date(Number((ticks - unixEpochTicks) / ticksPerMillisecond));
  const padded = (number: number, length = unit.length): string => String(number).padStart(length, '0');
  switch (unit.charAt(0)) {
    case 'y':
      return unit.length === 2 ? padded(date.getUTCFullYear() % 100) : padded(date.getUTCFullYear());
    case 'M':
      return padded(date.getUTCMonth() + 1);
    case 'd':
      return padded(date.getUTCDate());
    case 'H':
      return padded(date.getUTCHours());
    case 'h':
      return padded(date.getUTCHours() % 12 || 12);
    case 'm':
      return padded(date.getUTCMinutes());
    case 's':
      return padded(date.getUTCSeconds());
    case 't':
      return date.getUTCHours() < 12 ? 'AM' : 'PM';
    default: {
      const fraction = String(ticks % ticksPerSecond)
        .padStart(7, '0')
        .slice(0, unit.length);
      return unit.startsWith('F') ? fraction.replace(/0+$/, '') : fraction;
    }
  }
}
