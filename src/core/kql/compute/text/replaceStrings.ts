import { isArray, type Json } from '../json';

/** Replaces each of several texts by its own, in one pass; at a place where several are, by the one that is listed first. */
export function replaceStrings(text: string, lookups: Json, rewrites: Json): string {
  if (!isArray(lookups) || !isArray(rewrites)) {
    return text;
  }
  const replacements = new Map<string, string>();
  lookups.forEach((lookup, index) => {
    const rewrite = rewrites[index];
    if (typeof lookup === 'string' && lookup !== '' && typeof rewrite === 'string' && !replacements.has(lookup)) {
      replacements.set(lookup, rewrite);
    }
  });
  if (replacements.size === 0) {
    return text;
  }
  const pattern = [...replacements.keys()].map((lookup) => lookup.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  return text.replaceAll(new RegExp(pattern, 'g'), (found) => replacements.get(found) ?? found);
}
