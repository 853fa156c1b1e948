import type { KustoType } from '../../kql/kustoType';
import { queryError, type Place } from '../../kql/queryError';
import { formatTimespan, parseDatetime, parseTimespan, unixEpochTicks } from '../../kql/values/dateTimeText';
import {
  and,
  boolValue,
  call,
  compound,
  datetimeValue,
  derived,
  not,
  nullOf,
  numberValue,
  operand,
  or,
  textValue,
  timespanValue,
  type Truth,
  type Value,
} from './value';

/** How PowerShell writes a datetime as a text. */
const datetimePattern = 'MM/dd/yyyy HH:mm:ss';

const numberTypes: ReadonlySet<KustoType> = new Set<KustoType>(['int', 'long', 'real', 'decimal']);

export function isNumber({ type }: Value): boolean {
  return numberTypes.has(type);
}

/** Conversion to a text, as `"$value"` does it. It is never null: `$null` is an empty text. */
export function toText(value: Value): Value {
  const { constant, type } = value;
  if (constant !== undefined) {
    return textValue(constantText(value));
  }
  if (value.items !== undefined || value.list !== undefined) {
    const separated = call('strcat_array', value.list ?? value.kql, '" "');
    return derived(separated, 'string', false);
  }
  switch (type) {
    case 'string':
      return { ...value, isNull: false };
    case 'datetime':
      return derived(call('format_datetime', value, JSON.stringify(datetimePattern)), 'string', false);
    default:
      return derived(call('tostring', value), 'string', false);
  }
}

export function constantText({ constant, type }: Value): string {
  if (constant === null || constant === undefined) {
    return '';
  }
  if (type === 'datetime') {
    const date = new Date(Number((BigInt(String(constant)) - unixEpochTicks) / 10_000n));
    const [year = '', month = '', rest = ''] = date.toISOString().split('-');
    return `${month}/${rest.slice(0, 2)}/${year} ${rest.slice(3, 11)}`;
  }
  if (type === 'timespan') {
    return formatTimespan(BigInt(String(constant)));
  }
  return typeof constant === 'boolean' ? (constant ? 'True' : 'False') : String(constant);
}

/** A text as PowerShell reads a number; undefined for what is none. */
export function parseNumberText(text: string): number | undefined {
  const found = /^\s*([+-]?)(?:(0x[0-9a-f]+)|((?:\d[\d,]*(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)(kb|mb|gb|tb)?)?\s*$/i.exec(
    text,
  );
  if (found === null) {
    return undefined;
  }
  const [, sign, hexadecimal, digits = '', unit = ''] = found;
  const multiplier = 1024 ** ['', 'kb', 'mb', 'gb', 'tb'].indexOf(unit.toLowerCase());
  // An empty text is 0.
  const size = Number(hexadecimal ?? digits.replaceAll(',', '')) * multiplier;
  return sign === '-' ? -size : size;
}

/** Conversion to a number. @throws for a text that is none. */
export function toNumber(value: Value, place: Place): Value {
  if (value.constant !== undefined) {
    const number = constantNumber(value);
    if (number === undefined) {
      throw queryError(`"${constantText(value)}" is no number: write one, or put a text on the left as well.`, place);
    }
    return typeof value.constant === 'number'
      ? value
      : numberValue(number, value.type === 'string' && !Number.isInteger(number));
  }
  switch (value.type) {
    case 'int':
    case 'long':
    case 'real':
      return value;
    case 'bool':
      return derived(call('toint', value), 'int', value.isNull);
    default:
      return derived(call('todouble', value), 'real', value.isNull);
  }
}

export function constantNumber({ constant, type }: Value): number | undefined {
  if (typeof constant === 'string') {
    return type === 'string' ? parseNumberText(constant) : Number(constant);
  }
  return constant === undefined ? undefined : Number(constant);
}

const datetimeForms =
  /^\s*(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?\s*(am|pm)?)?\s*$/i;

/** A text as PowerShell reads a datetime: ISO 8601, or month/day/year. In UTC. */
export function parseDatetimeText(text: string): bigint | undefined {
  const found = datetimeForms.exec(text);
  if (found === null) {
    return parseDatetime(text);
  }
  const [, month = '', day = '', year = '', hour = '0', minute = '00', second = '00', fraction = '0', half = ''] =
    found;
  const hours = half === '' ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  return parseDatetime(`${year}-${month}-${day}T${hours}:${minute}:${second}.${fraction}Z`);
}

/** Conversion to a datetime. @throws for a text that is none. */
export function toDatetime(value: Value, place: Place): Value {
  const { constant } = value;
  if (value.type === 'datetime') {
    return value;
  }
  if (typeof constant === 'string' && value.type === 'string') {
    const ticks = parseDatetimeText(constant);
    if (ticks === undefined) {
      throw queryError(`"${constant}" is no time: write one like '2026-05-01' or '2026-05-01T13:30:00Z'.`, place);
    }
    return datetimeValue(ticks);
  }
  if (typeof constant === 'number') {
    return datetimeValue(BigInt(Math.trunc(constant)));
  }
  return derived(call('todatetime', value), 'datetime', call('isnull', call('todatetime', value)));
}

export function toTimespan(value: Value, place: Place): Value {
  if (value.type === 'timespan') {
    return value;
  }
  const { constant } = value;
  const ticks =
    typeof constant === 'number'
      ? BigInt(Math.trunc(constant))
      : typeof constant === 'string'
        ? parseTimespan(/^\d+$/.test(constant) ? `${constant}d` : constant)
        : undefined;
  if (ticks === undefined) {
    if (constant !== undefined) {
      throw queryError(
        `"${constantText(value)}" is no span of time: write one like '1.12:30:00', or New-TimeSpan -Days 1.`,
        place,
      );
    }
    return derived(call('totimespan', value), 'timespan', call('isnull', call('totimespan', value)));
  }
  return timespanValue(ticks);
}

/** Whether PowerShell takes a value as true: an empty text, 0 and `$null` are false, and so is an array that holds one of them alone. */
export function toTruth(value: Value): Truth {
  const { constant, type, items } = value;
  if (items !== undefined) {
    const [first, second] = items;
    return second !== undefined || (first !== undefined && toTruth(first));
  }
  if (constant !== undefined) {
    return type === 'datetime' || type === 'timespan' ? true : Boolean(constant);
  }
  switch (type) {
    case 'string':
      return call('isnotempty', value);
    case 'bool':
      // Of a bool that is never null, the value is the condition.
      return value.isNull === false ? value : compound(`${operand(value)} == true`);
    case 'int':
    case 'long':
    case 'real':
    case 'decimal':
      return and(not(nullOf(value)), compound(`${operand(value)} != 0`));
    case 'dynamic':
      return dynamicTruth(value);
    default:
      return not(nullOf(value));
  }
}

function dynamicTruth({ kql, isElement, list }: Value): Truth {
  const several = compound(`array_length(${list ?? kql}) > 1`);
  const scalar = list === undefined ? kql : `${list}[0]`;
  const first = list === undefined ? `${kql}[0]` : undefined;
  const alone = (target: string): Truth =>
    call(
      'case',
      `gettype(${target}) == "bool"`,
      `tobool(${target})`,
      `gettype(${target}) in ("long", "double")`,
      `todouble(${target}) != 0`,
      `gettype(${target}) == "array"`,
      `array_length(${target}) > 0`,
      `isnotempty(tostring(${target}))`,
    );
  if (isElement === true) {
    return alone(kql);
  }
  return first === undefined
    ? or(several, alone(scalar))
    : call('iff', `gettype(${kql}) == "array"`, truthText(or(several, alone(first))), truthText(alone(kql)));
}

function truthText(truth: Truth): string {
  return typeof truth === 'boolean' ? String(truth) : truth.kql;
}

export function toBool(value: Value): Value {
  return value.type === 'bool' && value.isNull === false ? value : boolValue(toTruth(value));
}

/** `[int]`: to the nearest whole number, and to the even one between two. */
export function toWhole(value: Value, place: Place): Value {
  const number = toNumber(value, place);
  if (typeof number.constant === 'number') {
    return numberValue(roundHalfToEven(number.constant));
  }
  if (number.type === 'int' || number.type === 'long') {
    return {
      ...number,
      isNull: false,
      ...(nullOf(number) === false ? {} : call('coalesce', number, number.type === 'int' ? 'int(0)' : '0')),
    };
  }
  const half = `${operand(number)} - floor(${number.kql}, 1)`;
  const rounded = call(
    'iff',
    `${half} == 0.5 and tolong(floor(${number.kql}, 1)) % 2 == 0`,
    `tolong(floor(${number.kql}, 1))`,
    `tolong(floor(${operand(number)} + 0.5, 1))`,
  );
  return derived(call('coalesce', rounded, '0'), 'long', false);
}

export function roundHalfToEven(number: number): number {
  const below = Math.floor(number);
  const rest = number - below;
  return rest === 0.5 ? below + (below % 2 === 0 ? 0 : 1) : Math.round(number);
}

/** A number that stands in arithmetic: `$null` is 0. */
export function zeroIfNull(value: Value): Value {
  const isNull = nullOf(value);
  if (isNull === false) {
    return value;
  }
  const zero = value.type === 'real' ? '0.0' : value.type === 'int' ? 'int(0)' : '0';
  return { ...call('coalesce', value, zero), type: value.type, isNull: false };
}
