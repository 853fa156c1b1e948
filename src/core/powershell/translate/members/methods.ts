import { queryError, refused, type Place } from '../../../kql/queryError';
import {
  ticksPerDay,
  ticksPerHour,
  ticksPerMillisecond,
  ticksPerMinute,
  ticksPerSecond,
  unixEpochTicks,
} from '../../../kql/values/dateTimeText';
import { toNumber, toText, toTimespan, toDatetime } from '../conversions';
import { quoted, timespanLiteral } from '../kqlText';
import { arithmetic } from '../operators/arithmetic';
import { formatTime } from '../timePattern';
import {
  arrayValue,
  atom,
  call,
  compound,
  datetimeValue,
  derived,
  nullOf,
  numberValue,
  operand,
  textValue,
  type Value,
} from '../value';

interface Method {
  /** The least and the most arguments. */
  readonly counts: readonly [number, number];
  readonly apply: (target: Value, list: readonly Value[], place: Place) => Value;
}

type Texts = (target: string, ...list: string[]) => Value;

/** A method of texts. @param known what it gives where all is known before the query runs */
function textMethod(
  counts: readonly [number, number],
  known: Texts,
  open: (target: Value, list: readonly Value[], place: Place) => Value,
): Method {
  return {
    counts,
    apply: (target, list, place) => {
      const texts = [target, ...list].map((value) =>
        typeof value.constant === 'number' ? String(value.constant) : value.constant,
      );
      const [first, ...others] = texts.filter((text) => typeof text === 'string');
      return first !== undefined && others.length === list.length ? known(first, ...others) : open(target, list, place);
    },
  };
}

function simple(known: (text: string) => string, name: string): Method {
  return textMethod(
    [0, 0],
    (text) => textValue(known(text)),
    (target) => derived(call(name, target), 'string', nullOf(target)),
  );
}

/** Texts are compared as they are, in these methods: case matters. */
function test(known: (text: string, part: string) => boolean, operator: string): Method {
  return {
    counts: [1, 1],
    apply: (target, [part = textValue('')]) => {
      const text = toText(part);
      if (typeof target.constant === 'string' && typeof text.constant === 'string') {
        return {
          ...atom(String(known(target.constant, text.constant))),
          type: 'bool',
          isNull: false,
          constant: known(target.constant, text.constant),
        };
      }
      return derived(compound(`${operand(target)} ${operator} ${operand(text)}`), 'bool', false);
    },
  };
}

/** `Trim`: blanks, or the characters that are given. */
function trim(side: 'trim' | 'trim_start' | 'trim_end'): Method {
  return {
    counts: [0, 9],
    apply: (target, list, place) => {
      const characters = list
        .flatMap(({ constant, items }) => items?.map((item) => item.constant) ?? [constant])
        .join('');
      if (list.some(({ constant, items }) => constant === undefined && items === undefined)) {
        throw queryError('The characters to trim must be known before the query runs.', place, 'notSupported');
      }
      const members = characters === '' ? '\\s' : characters.replaceAll(/[\\^\]-]/g, '\\$&');
      return derived(call(side, quoted(`[${members}]+`), target), 'string', nullOf(target));
    },
  };
}

function splitText(target: Value, list: readonly Value[], place: Place): Value {
  const [separator = textValue(' '), extra] = list;
  const parts = (separator.items ?? [separator]).map((part) => part.constant);
  const [only] = parts;
  if (extra !== undefined || parts.length !== 1 || typeof only !== 'string') {
    throw refused('.Split() with several separators or a limit', "Use -split ',' for one separator.", place);
  }
  if (typeof target.constant === 'string') {
    return arrayValue(target.constant.split(only).map(textValue));
  }
  const kql = `split(${target.kql}, ${quoted(only)})`;
  return { ...atom(kql), type: 'dynamic', isNull: nullOf(target), list: kql };
}

const textMethods: Readonly<Record<string, Method>> = {
  tolower: simple((text) => text.toLowerCase(), 'tolower'),
  tolowerinvariant: simple((text) => text.toLowerCase(), 'tolower'),
  toupper: simple((text) => text.toUpperCase(), 'toupper'),
  toupperinvariant: simple((text) => text.toUpperCase(), 'toupper'),
  tostring: { counts: [0, 0], apply: (target) => target },
  startswith: test((text, part) => text.startsWith(part), 'startswith_cs'),
  endswith: test((text, part) => text.endsWith(part), 'endswith_cs'),
  contains: test((text, part) => text.includes(part), 'contains_cs'),
  equals: test((text, part) => text === part, '=='),
  trim: trim('trim'),
  trimstart: trim('trim_start'),
  trimend: trim('trim_end'),
  split: { counts: [0, 2], apply: splitText },
  replace: textMethod(
    [2, 2],
    (text, from, to) => textValue(from === '' ? text : text.replaceAll(from, () => to)),
    (target, [from = textValue(''), to = textValue('')]) =>
      derived(call('replace_string', target, toText(from), toText(to)), 'string', nullOf(target)),
  ),
  substring: {
    counts: [1, 2],
    apply: (target, list, place) =>
      derived(call('substring', target, ...list.map((item) => toNumber(item, place))), 'string', nullOf(target)),
  },
  indexof: {
    counts: [1, 1],
    apply: (target, [part = textValue('')]) => derived(call('indexof', target, toText(part)), 'long', nullOf(target)),
  },
};

const same: Method = { counts: [0, 0], apply: (target) => target };

/** `AddDays` and its kind: of `now()` it is `ago()`. */
function addUnits(unit: bigint, literal: string): Method {
  return {
    counts: [1, 1],
    apply: (target, [amount = numberValue(0)], place) => {
      const number = toNumber(amount, place);
      if (typeof number.constant !== 'number') {
        return derived(compound(`${operand(target)} + ${operand(number)} * ${literal}`), 'datetime', nullOf(target));
      }
      const ticks = BigInt(Math.round(number.constant * Number(unit)));
      if (typeof target.constant === 'string') {
        return datetimeValue(BigInt(target.constant) + ticks);
      }
      if (target.kql === 'now()' && ticks < 0n) {
        return derived(call('ago', timespanLiteral(-ticks)), 'datetime', false);
      }
      const sign = ticks < 0n ? '-' : '+';
      return derived(
        compound(`${operand(target)} ${sign} ${timespanLiteral(ticks < 0n ? -ticks : ticks)}`),
        'datetime',
        nullOf(target),
      );
    },
  };
}

/** The same day of another month, or the last one where that month has none. */
function monthsLater(ticks: bigint, months: number): bigint {
  const date = new Date(Number((ticks - unixEpochTicks) / ticksPerMillisecond));
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const day = Math.min(date.getUTCDate(), new Date(Date.UTC(year, month + 1, 0)).getUTCDate());
  const days = (Date.UTC(year, month, day) - date.getTime()) / Number(ticksPerDay / ticksPerMillisecond);
  return ticks + BigInt(Math.ceil(days)) * ticksPerDay;
}

function addMonths(months: number): Method {
  return {
    counts: [1, 1],
    apply: (target, [amount = numberValue(0)], place) => {
      const number = arithmetic('*', toNumber(amount, place), numberValue(months), place);
      if (typeof target.constant === 'string' && typeof number.constant === 'number') {
        return datetimeValue(monthsLater(BigInt(target.constant), Math.round(number.constant)));
      }
      return derived(call('datetime_add', '"month"', number, target), 'datetime', nullOf(target));
    },
  };
}

const datetimeMethods: Readonly<Record<string, Method>> = {
  adddays: addUnits(ticksPerDay, '1d'),
  addhours: addUnits(ticksPerHour, '1h'),
  addminutes: addUnits(ticksPerMinute, '1m'),
  addseconds: addUnits(ticksPerSecond, '1s'),
  addmilliseconds: addUnits(ticksPerMillisecond, '1ms'),
  addmonths: addMonths(1),
  addyears: addMonths(12),
  add: {
    counts: [1, 1],
    apply: (target, [span = numberValue(0)], place) => arithmetic('+', target, toTimespan(span, place), place),
  },
  subtract: {
    counts: [1, 1],
    apply: (target, [other = numberValue(0)], place) =>
      arithmetic('-', target, other.type === 'timespan' ? other : toDatetime(other, place), place),
  },
  // Times are UTC here.
  touniversaltime: same,
  tolocaltime: same,
  tostring: { counts: [0, 1], apply: (target, [pattern], place) => formatTime(target, pattern, place) },
  toshortdatestring: { counts: [0, 0], apply: (target, _list, place) => formatTime(target, textValue('d'), place) },
  toshorttimestring: { counts: [0, 0], apply: (target, _list, place) => formatTime(target, textValue('t'), place) },
};

const otherMethods: Readonly<Record<string, Method>> = {
  tostring: { counts: [0, 0], apply: (target) => toText(target) },
};

/** The methods of texts and of times, for help and completion. */
export const methodNames: Readonly<Record<'string' | 'datetime', readonly string[]>> = {
  string: Object.keys(textMethods),
  datetime: Object.keys(datetimeMethods),
};

function methodsOf(target: Value): Readonly<Record<string, Method>> {
  const isText = target.type === 'string' || (target.type === 'dynamic' && target.items === undefined);
  return isText ? textMethods : target.type === 'datetime' ? datetimeMethods : otherMethods;
}

export function isMethod(target: Value, name: string): boolean {
  return Object.hasOwn(methodsOf(target), name.toLowerCase());
}

/** `target.Name(…)`. */
export function callMethod(target: Value, name: string, list: readonly Value[], place: Place): Value {
  if (target.constant === null) {
    throw queryError(`A method cannot be called on $null.`, place);
  }
  const key = name.toLowerCase();
  const methods = methodsOf(target);
  const method = Object.hasOwn(methods, key) ? methods[key] : undefined;
  if (method === undefined) {
    throw refused(`The method .${name}()`, `Of this value there are ${Object.keys(methods).join(', ')}.`, place);
  }
  const [least, most] = method.counts;
  if (list.length < least || list.length > most) {
    throw queryError(`.${name}() takes ${least === most ? least : `${least} to ${most}`} values.`, place);
  }
  const text = target.type === 'dynamic' ? { ...toText(target), isNull: target.isNull } : target;
  return method.apply(text, list, place);
}
