/** A condition with `==` for each single `=` outside of its strings. */
export function doubleEquals(condition: string): string {
  return condition.replaceAll(
    /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<![=!<>~])=(?![=~])/g,
    (_sign, quoted: string | undefined) => quoted ?? '==',
  );
}
