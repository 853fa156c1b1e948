import type { RecordSchema, SchemaField } from './recordSchema.ts';

/** Names by number, by the enum's name. */
export type NumberedEnums = ReadonlyMap<string, ReadonlyMap<number, string>>;

/** The enums whose members have numbers. The document writes the name of one of them with a space. */
export function numberedEnums({ enums }: RecordSchema): NumberedEnums {
  const numbered = new Map<string, ReadonlyMap<number, string>>();
  for (const [name, members] of Object.entries(enums)) {
    const names = members.flatMap((member) =>
      member.value === undefined ? [] : [[member.value, member.name.trim()] as const],
    );
    if (names.length > 0) {
      numbered.set(withoutSpaces(name), new Map(names.sort(([a], [b]) => a - b)));
    }
  }
  return numbered;
}

/**
 * Which field holds which enum, by the field's place: `UserType`, or `Waves.Type` for a field of a value within the field `Waves`.
 *
 * A field's type says so; where it does not, a field of an enum's own name holds it. Where types of one field disagree, which is a
 * slip of the document, the enum of the field's own name is meant.
 */
export function enumFields(schema: RecordSchema, enums: NumberedEnums): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  const held = new Set<string>();
  for (const [entity, { section, fields }] of Object.entries(schema.entities)) {
    const holders = holdersOf(schema, entity);
    for (const field of fields) {
      const enumName = enumOf(field, fields, enums, isShapeOf(schema, section));
      if (enumName !== undefined) {
        held.add(enumName);
        const path = holders.length === 0 ? [field.name] : holders.map((holder) => `${holder}.${field.name}`);
        path.forEach((place) => places.set(place, enumName));
      }
    }
  }
  for (const name of enums.keys()) {
    if (!held.has(name)) {
      places.set(name, name);
    }
  }
  return new Map([...places].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function enumOf(
  { name, type }: SchemaField,
  siblings: readonly SchemaField[],
  enums: NumberedEnums,
  isShape: (typeName: string) => boolean,
): string | undefined {
  const isTwice = siblings.filter((sibling) => sibling.name === name).length > 1;
  if (isTwice && enums.has(name)) {
    return name;
  }
  return wordsOf(type).find((word) => enums.has(word) && !isShape(word)) ?? (enums.has(name) ? name : undefined);
}

/** A type is the shape of the same section before it is an enum of another: the document has a `Policy` of either kind. */
function isShapeOf({ entities }: RecordSchema, section: string): (typeName: string) => boolean {
  return (typeName) =>
    Object.entries(entities).some(([name, entity]) => name === typeName && entity.section === section);
}

/** The fields whose values are of an entity's shape; none for a record. */
function holdersOf({ entities }: RecordSchema, entity: string): readonly string[] {
  const shape = shapeName(entity);
  const fields = Object.values(entities).flatMap((other) => other.fields);
  return [...new Set(fields.filter(({ type }) => wordsOf(type).includes(shape)).map(({ name }) => name))];
}

/** The name that types refer to an entity by: `MicrosoftTeamsMember` of `MicrosoftTeamsMember complex type`. */
function shapeName(entity: string): string {
  return entity.replace(/ complex type$/, '');
}

/** The names in a type; a sentence, which stands in the place of some types, has none. */
function wordsOf(type: string): readonly string[] {
  const isSentence = /^[A-Z][\w-]* [a-z-]+ /.test(type);
  return isSentence ? [] : (type.match(/\w+/g) ?? []);
}

function withoutSpaces(name: string): string {
  return name.replaceAll(' ', '');
}
