/** Names of properties and positions in arrays, from the outside in. */
export type ValuePath = readonly (string | number)[];

/** A column of a result by its position, from 0; or a part of its dynamic values, which is dynamic too. */
export interface ResultPlace {
  readonly column: number;
  /** Absent for the whole value. */
  readonly path?: ValuePath;
}

export function isSamePlace(one: ResultPlace, other: ResultPlace): boolean {
  return one.column === other.column && JSON.stringify(one.path ?? []) === JSON.stringify(other.path ?? []);
}
