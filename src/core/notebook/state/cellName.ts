import { archiveTables } from '../../schema/archiveTables';

/** Key of a cell's metadata that names its result: cells after it read it as a table. */
export const cellNameKey = 'name';

/** The name of a cell's result; undefined if it has none. */
export function cellNameOf(metadata: Readonly<Record<string, unknown>>): string | undefined {
  const name = metadata[cellNameKey];
  return typeof name === 'string' && namePattern.test(name) ? name : undefined;
}

const namePattern = /^[A-Za-z_]\w{0,127}$/;

export type NameProblem = 'noIdentifier' | 'taken' | 'isTable';

/**
 * Why a result cannot have a name; undefined if it can.
 *
 * @param others names that other cells of the notebook have
 */
export function findNameProblem(name: string, others: readonly string[]): NameProblem | undefined {
  const isSame = (other: string): boolean => other.toLowerCase() === name.toLowerCase();
  if (!namePattern.test(name)) {
    return 'noIdentifier';
  }
  if (others.some(isSame)) {
    return 'taken';
  }
  return archiveTables([]).some((table) => isSame(table.name)) ? 'isTable' : undefined;
}
