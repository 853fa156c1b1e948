import type { Column } from '../kql/kustoType';
import { enumNamesOfField } from '../schema/enumNames';
import type { ResultPayload } from './resultPayload';

type ResultEnums = NonNullable<ResultPayload['enums']>;

/** The names that a result's numbers stand for: of columns that are named as the record's fields are. */
export function resultEnums(columns: readonly Column[]): ResultEnums {
  return columns.flatMap(({ name, type }, column) => {
    const names = type === 'int' || type === 'long' ? enumNamesOfField(name) : undefined;
    return names === undefined ? [] : [{ column, names }];
  });
}
