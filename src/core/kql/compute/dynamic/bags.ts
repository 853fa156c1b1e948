import { isBag, type Json, type JsonBag } from '../json';

/** The members of all bags; of a name that several have, the first counts. What is no bag is passed over. */
export function mergeBags(bags: readonly Json[]): JsonBag {
  const members = new Map<string, Json>();
  for (const [name, value] of bags.filter(isBag).flatMap((bag) => Object.entries(bag))) {
    if (!members.has(name)) {
      members.set(name, value);
    }
  }
  return Object.fromEntries(members);
}

/** A bag without some members: names, or paths like `$.outer.inner`. */
export function withoutKeys(bag: JsonBag, keys: readonly Json[]): JsonBag {
  const paths = keys.map((key) => (typeof key === 'string' ? pathOf(key) : []));
  return withoutPaths(bag, paths);
}

function pathOf(key: string): readonly string[] {
  return key.startsWith('$.') ? key.slice(2).split('.') : [key];
}

function withoutPaths(bag: JsonBag, paths: readonly (readonly string[])[]): JsonBag {
  const removed = new Set(paths.filter((path) => path.length === 1).map(([name]) => name));
  return Object.fromEntries(
    Object.entries(bag)
      .filter(([name]) => !removed.has(name))
      .map(([name, value]) => {
        const inner = paths.filter((path) => path.length > 1 && path[0] === name).map((path) => path.slice(1));
        return [name, inner.length > 0 && isBag(value) ? withoutPaths(value, inner) : value];
      }),
  );
}

/** A bag with a member, in place of what had its key: a name, or a path like `$.outer.inner`. */
export function withMember(bag: JsonBag, key: string, value: Json): JsonBag {
  return withAtPath(bag, pathOf(key), value);
}

function withAtPath(bag: JsonBag, [name = '', ...rest]: readonly string[], value: Json): JsonBag {
  const inner = bag[name];
  return { ...bag, [name]: rest.length === 0 ? value : withAtPath(isBag(inner) ? inner : {}, rest, value) };
}

/** A bag of keys and of the values at their places. A key that is no string is passed over, one without a value has null. */
export function zippedBag(keys: readonly Json[], values: readonly Json[]): JsonBag {
  return Object.fromEntries(
    keys.flatMap((key, place): [string, Json][] => (typeof key === 'string' ? [[key, values[place] ?? null]] : [])),
  );
}
