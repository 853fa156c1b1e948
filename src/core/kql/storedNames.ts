/** SQL has no empty names; a bag may have an empty key. */
const nameOfNone = 'Column';

/**
 * The names that columns have in DuckDB, where names that differ in case alone are the same name; in KQL and in JSON they are not
 * (`PolicyID` and `PolicyId` are both documented fields). The first of such names stays, the others get a number: `PolicyId_2`.
 *
 * The archive's views are made with these names, so that queries find their columns there.
 */
export function storedNames(names: readonly string[]): readonly string[] {
  const given = names.map((name) => (name === '' ? nameOfNone : name));
  // A name that stands as it is must not be taken by a numbered one.
  const taken = new Set<string>();
  const isFirst = given.map((name) => {
    const folded = name.toLowerCase();
    return taken.has(folded) ? false : Boolean(taken.add(folded));
  });
  return given.map((name, index) => {
    if (isFirst[index] === true) {
      return name;
    }
    for (let number = 2; ; number++) {
      const numbered = `${name}_${number}`;
      if (!taken.has(numbered.toLowerCase())) {
        taken.add(numbered.toLowerCase());
        return numbered;
      }
    }
  });
}
