import { refused, type Place } from '../../../kql/queryError';
import { ticksOfInstant, ticksPerDay } from '../../../kql/values/dateTimeText';
import { castValue } from '../operators/casts';
import type { Env } from '../context';
import { roundHalfToEven, toNumber, toText, toTimespan, zeroIfNull } from '../conversions';
import { isMatch, patternOf } from '../operators/regexMatch';
import { textOperator } from '../operators/textOperators';
import {
  arrayValue,
  atom,
  call,
  compound,
  datetimeValue,
  derived,
  numberValue,
  operand,
  textValue,
  timespanValue,
  boolValue,
  type Value,
} from '../value';

/** The time now: of a value that is kept, as it was then. */
export function currentTime(env: Env): Value {
  return env.isKept === true
    ? datetimeValue(ticksOfInstant(env.cell.now))
    : { ...atom('now()'), type: 'datetime', isNull: false };
}

function today(env: Env): Value {
  const now = currentTime(env);
  return typeof now.constant === 'string'
    ? datetimeValue((BigInt(now.constant) / ticksPerDay) * ticksPerDay)
    : derived(call('startofday', now), 'datetime', false);
}

const members: Readonly<Record<string, (env: Env) => Value>> = {
  'datetime.now': currentTime,
  'datetime.utcnow': currentTime,
  'datetime.today': today,
  'string.empty': () => textValue(''),
  'math.pi': () => numberValue(Math.PI),
  'timespan.zero': () => timespanValue(0n),
};

type Call = (list: readonly Value[], place: Place) => Value;

function math(known: (number: number) => number, kql: (number: Value) => string): Call {
  return ([given = numberValue(0)], place) => {
    const number = zeroIfNull(toNumber(given, place));
    return typeof number.constant === 'number'
      ? numberValue(known(number.constant), true)
      : derived(atom(kql(number)), 'real', false);
  };
}

function span(unit: string, size: number): Call {
  return ([given = numberValue(0)], place) => {
    const number = toNumber(given, place);
    return typeof number.constant === 'number'
      ? timespanValue(BigInt(Math.round(number.constant * size)))
      : derived(compound(`${operand(number)} * 1${unit}`), 'timespan', number.isNull);
  };
}

const day = Number(ticksPerDay);

const calls: Readonly<Record<string, Call>> = {
  'string.isnullorempty': ([text = textValue('')]) => isEmpty(toText(text), ''),
  'string.isnullorwhitespace': ([text = textValue('')]) => isEmpty(toText(text), 'trim'),
  'string.join': ([separator = textValue(''), ...list], place) => {
    const [first = textValue('')] = list;
    return textOperator('join', list.length === 1 ? first : arrayValue(list), separator, false, place);
  },
  'string.format': ([pattern = textValue(''), ...list], place) =>
    textOperator('f', pattern, arrayValue(list), false, place),
  'regex.ismatch': isMatch,
  'regex.replace': ([text = textValue(''), pattern, replacement = textValue(''), ...options], place) => {
    const regex = textValue(patternOf([text, pattern, ...options], place));
    return textOperator('replace', text, arrayValue([regex, replacement]), true, place);
  },
  'datetime.parse': ([text = textValue('')], place) => castValue('datetime', text, place),
  'int.parse': ([text = textValue('')], place) => castValue('int', text, place),
  'math.abs': math(Math.abs, (number) => `abs(todouble(${number.kql}))`),
  'math.floor': math(Math.floor, (number) => `bin(todouble(${number.kql}), 1.0)`),
  'math.ceiling': math(Math.ceil, (number) => `ceiling(todouble(${number.kql}))`),
  'math.round': ([given = numberValue(0), digits], place) => {
    const number = zeroIfNull(toNumber(given, place));
    if (typeof number.constant === 'number' && digits === undefined) {
      return numberValue(roundHalfToEven(number.constant), true);
    }
    return derived(call('round', number, ...(digits === undefined ? [] : [digits])), 'real', false);
  },
  'timespan.fromdays': span('d', day),
  'timespan.fromhours': span('h', day / 24),
  'timespan.fromminutes': span('m', day / 1440),
  'timespan.fromseconds': span('s', day / 86_400),
  'timespan.parse': ([text = textValue('')], place) => toTimespan(text, place),
};

function isEmpty(text: Value, shorten: string): Value {
  if (typeof text.constant === 'string') {
    return boolValue((shorten === '' ? text.constant : text.constant.trim()) === '');
  }
  return boolValue(shorten === '' ? call('isempty', text) : compound(`not(${operand(text)} matches regex @"\\S")`));
}

/** `[type]::Member` and `[type]::Method()`, for the documentation. */
export const staticNames: readonly string[] = [
  ...Object.keys(members),
  'regex.match()',
  ...Object.keys(calls).map((name) => `${name}()`),
];

function keyOf(type: string, name: string): string {
  const plain = type.toLowerCase().replace(/^system\.(?:text\.regularexpressions\.)?/, '');
  return `${plain === 'int32' || plain === 'long' ? 'int' : plain}.${name.toLowerCase()}`;
}

export function staticMember(type: string, name: string, env: Env, place: Place): Value {
  const key = keyOf(type, name);
  const member = Object.hasOwn(members, key) ? members[key] : undefined;
  if (member === undefined) {
    throw refused(`[${type}]::${name}`, 'Use [datetime]::UtcNow, [datetime]::Today or [string]::Empty.', place);
  }
  return member(env);
}

export function callStatic(type: string, name: string, list: readonly Value[], _env: Env, place: Place): Value {
  const key = keyOf(type, name);
  const found = Object.hasOwn(calls, key) ? calls[key] : undefined;
  if (found === undefined) {
    throw refused(
      `[${type}]::${name}()`,
      'Use [string]::IsNullOrEmpty(), [string]::Join(), [regex]::Match(), [math]::Round() or [datetime]::Parse().',
      place,
    );
  }
  return found(list, place);
}
