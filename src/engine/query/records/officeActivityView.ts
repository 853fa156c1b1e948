import { convert } from '../../../core/kql/sql/conversions';
import type { Sql } from '../../../core/kql/sql/sql';
import { bindValue, integerLiteral, sql, textLiteral } from '../../../core/kql/sql/sql';
import { storedNames } from '../../../core/kql/storedNames';
import type { OfficeActivityColumn } from '../../../core/schema/officeActivity';
import { memberNames, officeActivityColumns, officeActivityWorkloads } from '../../../core/schema/officeActivity';
import { documentedFields, duckdbType, typedValue } from '../../archive/records/recordColumns';
import type { RecordSource } from './recordSource';
import { recordTextOf, viewOf, type RecordView } from './recordView';

/** The view `OfficeActivity`. */
export function officeActivityView(source: RecordSource): RecordView {
  const names = storedNames(officeActivityColumns.map(({ name }) => name));
  const fields = officeActivityColumns.map((column, index) => ({
    field: column.from,
    name: names[index] ?? column.name,
    value: () => columnValue(source, column),
  }));
  const workload = source.field('Workload', 'string');
  return viewOf(
    source,
    [...fields, recordTextOf(source)],
    sql`WHERE ${workload} IN (${officeActivityWorkloads.map(textLiteral)})`,
  );
}

function columnValue(source: RecordSource, { from, type, isMember, constant }: OfficeActivityColumn): Sql {
  if (from === undefined) {
    return constant === undefined ? sql`NULL::${duckdbType(type)}` : textLiteral(constant);
  }
  const fieldType = documentedFields.get(from) ?? type;
  const value = source.field(from, fieldType);
  if (isMember === true) {
    return memberName(value, from);
  }
  if (fieldType === type) {
    return value;
  }
  // A view's datetimes are not those that conversions give.
  return type === 'datetime' ? typedValue(sql`${value}::VARCHAR`, type) : convert(value, fieldType, type);
}

/** The name that a number stands for: by its place in a list, since a CASE of 260 branches is tried branch by branch. */
function memberName(value: Sql, field: string): Sql {
  const names = memberNames(field);
  const numbers = Object.keys(names).map(Number);
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  const list = Array.from({ length: last - first + 1 }, (_, index) => {
    const name = names[first + index];
    return name === undefined ? sql`NULL` : textLiteral(name);
  });
  return bindValue(
    value,
    (number) => sql`coalesce(
      CASE WHEN ${number} BETWEEN ${integerLiteral(first)} AND ${integerLiteral(last)}
        THEN list_extract([${list}], ${number} - ${integerLiteral(first)} + 1) END,
      ${number}::VARCHAR)`,
  );
}
