import type { Operand } from './translate/context';

/**
 * The variables that the cells of a notebook have assigned, by names in lower case. A variable that holds a query holds the query, not
 * its rows: they are those of the archive as it is when the variable is used. Plain data: it can be kept as JSON and sent.
 */
export interface PowerShellScope {
  readonly variables: readonly (readonly [name: string, value: Operand])[];
}

/**
 * What some variables hold, as texts that differ where they do.
 *
 * @param names in lower case
 */
export function variableTexts(
  { variables }: PowerShellScope,
  names: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    variables
      .filter(([name]) => names.includes(name))
      // Where something was written says nothing of what it is.
      .map(([name, value]) => [
        name,
        JSON.stringify(value, (key, part: unknown) => (key === 'place' ? undefined : part)),
      ]),
  );
}

export const emptyScope: PowerShellScope = { variables: [] };
