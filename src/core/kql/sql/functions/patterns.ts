import { convert } from '../conversions';
import { sql, type Sql } from '../sql';
import { argument, type FunctionTable } from './functionTable';

/** What `parse` is made of; the dot of its patterns matches line ends too. */
export const patternFunctions: FunctionTable = {
  parse_group: (call) =>
    convert(
      sql`regexp_extract(${argument(call, 0, 'string')}, ${argument(call, 1, 'string')}, ${argument(call, 2, 'long')}::INTEGER, 's')`,
      'string',
      call.type,
    ),
  parse_value: (call) => {
    const [text, pattern] = [argument(call, 0, 'string'), argument(call, 1, 'string')];
    const group = (index: Sql): Sql => sql`regexp_extract(${text}, ${pattern}, ${index}, 's')`;
    return convert(sql`coalesce(nullif(${group(sql`1`)}, ''), ${group(sql`2`)})`, 'string', call.type);
  },
  parse_matches: (call) => sql`regexp_matches(${argument(call, 0, 'string')}, ${argument(call, 1, 'string')}, 's')`,
};
