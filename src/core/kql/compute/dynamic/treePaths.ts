import { carriedNumber, isArray, isBag, type Json, type JsonBag } from '../json';

/** `treepath()`: the path of everything in a value, parents first. Of plain values in an array, the first stands for all. */
export function treePaths(value: Json): readonly string[] {
  return pathsBelow(value, '');
}

function pathsBelow(value: Json, path: string): readonly string[] {
  if (isArray(value)) {
    return [...new Set(value.flatMap((element) => [`${path}[0]`, ...pathsBelow(element, `${path}[0]`)]))];
  }
  return isBag(value)
    ? Object.entries(value).flatMap(([name, member]) => {
        const inner = `${path}['${name.replaceAll("'", "\\'")}']`;
        return [inner, ...pathsBelow(member, inner)];
      })
    : [];
}

/** `dynamic_to_json()`: JSON whose bags have their names in order. */
export function sortedNames(value: Json): Json {
  if (isArray(value)) {
    return value.map(sortedNames);
  }
  return isBag(value)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([left], [right]) => (left < right ? -1 : 1))
          .map(([name, member]) => [name, sortedNames(member)]),
      )
    : value;
}

/**
 * The value at a path of `extract_json()`: `$.name`, `$['name']`, `$[0]`, one after another. Undefined where there is none, and for a
 * path that is written otherwise.
 */
export function valueAtPath(value: Json, path: string): Json | undefined {
  const steps = /^\$((?:\.[^.[\]]+|\[(?:\d+|'[^']*'|"[^"]*")\])*)$/.exec(path)?.[1];
  let found: Json | undefined = steps === undefined ? undefined : value;
  for (const [, name, index, single, double] of (steps ?? '').matchAll(
    /\.([^.[\]]+)|\[(?:(\d+)|'([^']*)'|"([^"]*)")\]/g,
  )) {
    const key: string | undefined = name ?? single ?? double;
    found =
      index !== undefined && isArray(found)
        ? found[Number(index)]
        : key !== undefined && isBag(found) && Object.hasOwn(found, key)
          ? found[key]
          : undefined;
  }
  return found;
}

/** `buildschema()`: the least schema that all the values have. */
export function schemaOf(values: readonly Json[]): Json {
  const plain = [
    ...new Set(values.filter((value) => !isArray(value) && !isBag(value) && value !== null).map(plainType)),
  ];
  const arrays = values.filter(isArray);
  const bags = values.filter(isBag);
  const alternatives: Json[] = [
    ...plain,
    ...(bags.length + arrays.length > 0 ? [{ ...bagSchema(bags), ...indexerSchema(arrays) }] : []),
  ];
  return alternatives.length === 1 ? (alternatives[0] ?? null) : alternatives;
}

function bagSchema(bags: readonly JsonBag[]): JsonBag {
  const members = new Map<string, Json[]>();
  for (const [name, value] of bags.flatMap((bag) => Object.entries(bag))) {
    members.set(name, [...(members.get(name) ?? []), value]);
  }
  return Object.fromEntries([...members].map(([name, values]) => [name, schemaOf(values)]));
}

function indexerSchema(arrays: readonly (readonly Json[])[]): JsonBag {
  return arrays.length === 0 ? {} : { '`indexer`': schemaOf(arrays.flat()) };
}

function plainType(value: Json): string {
  switch (typeof value) {
    case 'number':
      return Number.isInteger(value) ? 'long' : 'double';
    case 'boolean':
      return 'bool';
    default:
      return carriedNumber(value) ?? 'string';
  }
}
