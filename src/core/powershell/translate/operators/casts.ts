import { refused, type Place } from '../../../kql/queryError';
import { toBool, toDatetime, toNumber, toText, toTimespan, toWhole, zeroIfNull } from '../conversions';
import { call, derived, numberValue, type Value } from '../value';

/** What a cast converts to, by the type's name in lower case. */
const casts: Readonly<Record<string, (value: Value, place: Place) => Value>> = {
  string: (value) => toText(value),
  char: (value) => toText(value),
  int: toWhole,
  int16: toWhole,
  int32: toWhole,
  int64: toWhole,
  long: toWhole,
  uint32: toWhole,
  uint64: toWhole,
  byte: toWhole,
  double: toReal,
  single: toReal,
  float: toReal,
  decimal: toReal,
  bool: (value) => toBool(value),
  boolean: (value) => toBool(value),
  switch: (value) => toBool(value),
  datetime: toDatetime,
  datetimeoffset: toDatetime,
  timespan: toTimespan,
  guid: (value) => toText(value),
  uri: (value) => toText(value),
  ipaddress: (value) => toText(value),
};

export const castNames: readonly string[] = Object.keys(casts);

function toReal(value: Value, place: Place): Value {
  const number = zeroIfNull(toNumber(value, place));
  if (typeof number.constant === 'number') {
    return numberValue(number.constant, true);
  }
  return number.type === 'real' ? number : derived(call('todouble', number), 'real', false);
}

/** `[type]value`. */
export function castValue(type: string, value: Value, place: Place): Value {
  const name = type.toLowerCase().replace(/^system\./, '');
  const elements = /^(.+)\[\]$/.exec(name)?.[1];
  const cast = Object.hasOwn(casts, elements ?? name) ? casts[elements ?? name] : undefined;
  if (cast === undefined) {
    throw refused(`[${type}]`, 'Use [string], [int], [long], [double], [bool], [datetime] or [timespan].', place);
  }
  return elements === undefined ? cast(value, place) : value;
}
