import {
  formatDatetime,
  ticksPerDay,
  ticksPerHour,
  ticksPerMinute,
  ticksPerSecond,
} from '../../kql/values/dateTimeText';

/** A text as a literal of KQL: verbatim where a backslash would have to be doubled. */
export function quoted(text: string): string {
  const controls = /[\p{Cc}\u2028\u2029]/gu;
  if (text.includes('\\') && !text.includes('"') && text.search(controls) < 0) {
    return `@"${text}"`;
  }
  return `"${text.replaceAll(/[\\"]/g, '\\$&').replaceAll(controls, escapeControl)}"`;
}

function escapeControl(character: string): string {
  const named = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
  return named ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Keywords of KQL have no capitals, so that a name with one needs no brackets. */
export function columnName(name: string): string {
  return /^\w*[A-Z]\w*$/.test(name) && !/^\d/.test(name) ? name : `[${quoted(name)}]`;
}

/** A member of a dynamic value. */
export function memberOf(target: string, name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) && /[A-Z]/.test(name) ? `${target}.${name}` : `${target}[${quoted(name)}]`;
}

export function datetimeLiteral(ticks: bigint): string {
  const text = formatDatetime(ticks)
    .replace(/\.?0+Z$/, 'Z')
    .replace(/T00:00:00?Z$|T00:00Z$|T00Z$/, '');
  return `datetime(${text})`;
}

const units: readonly (readonly [bigint, string])[] = [
  [ticksPerDay, 'd'],
  [ticksPerHour, 'h'],
  [ticksPerMinute, 'm'],
  [ticksPerSecond, 's'],
  [1n, 'tick'],
];

/** `90m`; the largest unit that leaves no rest. */
export function timespanLiteral(ticks: bigint): string {
  const [size, name] = units.find(([unit]) => ticks % unit === 0n) ?? [1n, 'tick'];
  return ticks === 0n ? '0s' : `${String(ticks / size)}${name}`;
}
