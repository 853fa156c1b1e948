import type { DefinedName, TextNames } from '../../core/kql/language/service/definedNames';
import type { Place } from '../../core/kql/queryError';

/** A document's own names. */
export interface DocumentNames extends TextNames {
  readonly uri: string;
}

/** A place in one of several documents. */
export interface NamedPlace {
  readonly uri: string;
  readonly place: Place;
}

/** A name that a `let` defines, and all places that mean it. */
export interface NotebookName {
  readonly name: string;
  readonly definition: NamedPlace;
  readonly uses: readonly NamedPlace[];
  /** Of the definition. */
  readonly statement: Place;
  /** Where the name stands at the offset that was asked about. */
  readonly asked: Place;
}

/**
 * The name at an offset of a document.
 *
 * Each cell runs alone, so a name is first of all its own cell's. One that its cell does not define is taken for the one of the
 * nearest cell before it, or else after it, that does: whoever writes it there means that one.
 *
 * @param documents the cells of a notebook, in order
 */
export function nameAt(documents: readonly DocumentNames[], uri: string, offset: number): NotebookName | undefined {
  const index = documents.findIndex((document) => document.uri === uri);
  const own = documents[index];
  for (const defined of own?.defined ?? []) {
    const asked = [defined.place, ...defined.uses].find((place) => touches(place, offset));
    if (asked !== undefined) {
      return notebookName(documents, index, defined, asked);
    }
  }
  const unknown = own?.unknown.find((place) => touches(place, offset));
  const definer = unknown === undefined ? undefined : findDefinition(documents, index, unknown.name);
  return unknown === undefined || definer === undefined
    ? undefined
    : notebookName(documents, definer.index, definer.defined, { start: unknown.start, length: unknown.length });
}

/** The `let` of another cell that a cell's unknown name means. */
export function findDefinition(
  documents: readonly DocumentNames[],
  index: number,
  name: string,
): { readonly index: number; readonly defined: DefinedName } | undefined {
  const nearestFirst = [
    ...Array.from({ length: index }, (_, distance) => index - 1 - distance),
    ...Array.from({ length: Math.max(0, documents.length - index - 1) }, (_, distance) => index + 1 + distance),
  ];
  for (const other of nearestFirst) {
    const defined = documents[other]?.defined.findLast((candidate) => candidate.name === name);
    if (defined !== undefined) {
      return { index: other, defined };
    }
  }
  return undefined;
}

function notebookName(
  documents: readonly DocumentNames[],
  definer: number,
  defined: DefinedName,
  asked: Place,
): NotebookName {
  const definerUri = documents[definer]?.uri ?? '';
  const elsewhere = documents.flatMap((document, index) =>
    index !== definer && findDefinition(documents, index, defined.name)?.index === definer
      ? document.unknown
          .filter(({ name }) => name === defined.name)
          .map(({ start, length }) => ({ uri: document.uri, place: { start, length } }))
      : [],
  );
  return {
    name: defined.name,
    definition: { uri: definerUri, place: defined.place },
    uses: [...defined.uses.map((place) => ({ uri: definerUri, place })), ...elsewhere],
    statement: defined.statement,
    asked,
  };
}

function touches({ start, length }: Place, offset: number): boolean {
  return start <= offset && offset <= start + length;
}
