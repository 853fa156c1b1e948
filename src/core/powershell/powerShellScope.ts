import type { Operand } from './translate/context';

/**
 * The variables that the cells of a notebook have assigned, by names in lower case. A variable that holds a query holds the query, not
 * its rows: they are those of the archive as it is when the variable is used. Plain data: it can be kept as JSON and sent.
 */
export interface PowerShellScope {
  readonly variables: readonly (readonly [name: string, value: Operand])[];
}

export const emptyScope: PowerShellScope = { variables: [] };
