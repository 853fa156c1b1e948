import { sortTogether, splitArray } from './arraySort';
import { mergeBags, withMember, withoutKeys, zippedBag } from './bags';
import { computed } from '../computedFunction';
import { carriedJson, isArray, isBag, jsonText, numbersOf, type Json } from '../json';
import { sessionStarts, weightedRanks } from './sessions';
import { schemaOf, sortedNames, treePaths, valueAtPath } from './treePaths';

function parsed(text: string): Json | undefined {
  try {
    return carriedJson(text);
  } catch {
    return undefined;
  }
}

/** Dynamic values that are walked through. */
export const jsonComputed = {
  treepath: computed(['dynamic'], 'dynamic', (value) => (value === undefined ? undefined : treePaths(value))),
  /** The value of a text: the text itself where it is no JSON. */
  strict_json: computed(
    ['string'],
    'dynamic',
    (text = '') => parsed(text) ?? (text.trim() === 'null' ? undefined : text),
  ),
  dynamic_to_json: computed(
    ['dynamic'],
    'string',
    (value) => (value === undefined ? undefined : jsonText(sortedNames(value))),
    carriedJson,
  ),
  /** What `exactJson` makes of the value that rows have. */
  cell_json: computed(
    ['dynamic'],
    'string',
    (value) => (value === undefined ? undefined : jsonText(value)),
    carriedJson,
  ),
  json_at_path: computed(['string', 'string'], 'dynamic', (path = '', text = '') => {
    const value = parsed(text);
    const found = value === undefined ? undefined : valueAtPath(value, path);
    return found === null ? undefined : found;
  }),
  /** The places as an array, of numbers and of arrays of them. */
  array_split: computed(
    ['dynamic', 'dynamic'],
    'dynamic',
    (array, places = null) => {
      const cuts = numbersOf(isArray(places) ? places.flat() : [places]);
      return isArray(array) && cuts !== undefined ? splitArray(array, cuts) : undefined;
    },
    carriedJson,
  ),
  /** The arrays as one array; then whether the order is descending, and whether nulls are last. */
  sort_together: computed(
    ['dynamic', 'bool', 'bool'],
    'dynamic',
    (arrays, descending = false, nullsLast = true) =>
      isArray(arrays) ? sortTogether(arrays, descending, nullsLast) : undefined,
    carriedJson,
  ),
  /** Ticks, as texts since they are more than a double holds; and how far from its first a session may reach. */
  session_starts: computed(['dynamic', 'timespan'], 'dynamic', (ticks, longest) => {
    const known = isArray(ticks)
      ? ticks.map((tick) => BigInt(typeof tick === 'string' && /^\d+$/.test(tick) ? tick : 0))
      : [];
    return longest === undefined ? undefined : sessionStarts(known, longest).map(String);
  }),
  weighted_ranks: computed(['dynamic', 'dynamic'], 'dynamic', (weights, percents) =>
    weightedRanks(numbersOf(weights) ?? [], numbersOf(percents) ?? []),
  ),
  /** The bags as one array. */
  merge_bags: computed(['dynamic'], 'dynamic', (bags) => (isArray(bags) ? mergeBags(bags) : {}), carriedJson),
  bag_remove_keys: computed(
    ['dynamic', 'dynamic'],
    'dynamic',
    (bag, keys = null) => (isBag(bag) ? withoutKeys(bag, isArray(keys) ? keys : []) : undefined),
    carriedJson,
  ),
  bag_set_key: computed(
    ['dynamic', 'string', 'dynamic'],
    'dynamic',
    (bag, key = '', value = null) => (isBag(bag) ? withMember(bag, key, value) : undefined),
    carriedJson,
  ),
  bag_zip: computed(
    ['dynamic', 'dynamic'],
    'dynamic',
    (keys, values) => (isArray(keys) && isArray(values) ? zippedBag(keys, values) : undefined),
    carriedJson,
  ),
  schema_of: computed(
    ['dynamic'],
    'dynamic',
    (values) => (isArray(values) ? schemaOf(values) : undefined),
    carriedJson,
  ),
};
