/** The first member of an object, where its value is a string, and the rest. */
const firstMember = /^\s*\{\s*("(?:[^"\\]|\\.)*"\s*:\s*"(?:[^"\\]|\\.)*")\s*,(.+)\}\s*$/s;

/**
 * The same JSON object with its first member last, all else to the letter: numbers keep digits that JavaScript would lose.
 *
 * @returns undefined for an object of one member, or whose first value is no string.
 */
export function reorderKeys(text: string): string | undefined {
  const match = firstMember.exec(text);
  return match === null ? undefined : `{${match[2]?.trim() ?? ''},${match[1] ?? ''}}`;
}
