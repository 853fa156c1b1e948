import type { NamedValue } from '../kql/tableSchema';
import { enumFields } from './generated/enumFields';
import { enumNames, type EnumName } from './generated/enumNames';

/** A number of a record that stands for a name. */
export interface EnumMember {
  readonly enumName: EnumName;
  readonly name: string;
}

/**
 * The enum that a field holds; undefined for a field that holds none.
 *
 * @param container the field that the field is within, through any arrays; undefined for a field of the record itself
 */
export function enumOfField(container: string | undefined, field: string): EnumName | undefined {
  const place = container === undefined ? field : `${container}.${field}`;
  return Object.hasOwn(enumFields, place) ? enumFields[place] : undefined;
}

/** Undefined for a number that no document names: such numbers occur in real data, since new record types come every month. */
export function findEnumMember(container: string | undefined, field: string, value: number): EnumMember | undefined {
  const enumName = enumOfField(container, field);
  const name = enumName === undefined ? undefined : namesOf(enumName)[value];
  return enumName === undefined || name === undefined ? undefined : { enumName, name };
}

/** The names as values of a column. */
export function namedValues(names: Readonly<Record<string, string>>): readonly NamedValue[] {
  return Object.entries(names).map(([number, name]) => ({ name, number: Number(number) }));
}

/** The names of a record's field, by their numbers; undefined for a field that holds no enum. */
export function enumNamesOfField(field: string): Readonly<Record<string, string>> | undefined {
  const enumName = enumOfField(undefined, field);
  return enumName === undefined ? undefined : enumNames[enumName];
}

function namesOf(enumName: EnumName): Readonly<Record<number, string | undefined>> {
  return enumNames[enumName];
}
