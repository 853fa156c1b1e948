import { queryError, type Place } from '../../../kql/queryError';
import { compound, not, textValue, type Truth, type Value } from '../value';

/** `-is [type]`. */
export function isOfType(value: Value, type: string, place: Place): Truth {
  const name = type.toLowerCase().replace(/^system\./, '');
  const typeNames: Readonly<Record<string, readonly string[]>> = {
    string: ['string'],
    int: ['int', 'long'],
    int32: ['int'],
    int64: ['long'],
    long: ['long'],
    double: ['real', 'double'],
    bool: ['bool'],
    boolean: ['bool'],
    datetime: ['datetime'],
    timespan: ['timespan'],
    array: ['array'],
    'object[]': ['array'],
    pscustomobject: ['dictionary'],
    psobject: ['dictionary'],
  };
  const names = Object.hasOwn(typeNames, name) ? typeNames[name] : undefined;
  if (names === undefined) {
    throw queryError(
      `-is [${type}] is not supported: use [string], [long], [double], [bool], [datetime] or [array].`,
      place,
      'notSupported',
    );
  }
  if (value.items !== undefined) {
    return names.includes('array');
  }
  if (value.type === 'dynamic' && value.constant === undefined) {
    return compound(`gettype(${value.kql}) in (${names.map((item) => textValue(item).kql).join(', ')})`);
  }
  return names.includes(value.type) ? not(value.isNull) : false;
}
