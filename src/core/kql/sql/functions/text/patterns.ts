import { convert } from '../../conversions';
import { sql, textLiteral, type Sql } from '../../sql';
import { argument, constantText, type Call, type FunctionTable } from '../functionTable';
import { checkedRegex, regexArgument } from './regularExpressions';

const text = (call: Call): Sql => argument(call, 0, 'string');
const pattern = (call: Call): Sql => textLiteral(checkedRegex(constantText(call, 1), call.place));

/** What `parse` and `parse-kv` are made of. */
export const patternFunctions: FunctionTable = {
  parse_group: (call) =>
    convert(
      sql`regexp_extract(${text(call)}, ${pattern(call)}, ${argument(call, 2, 'long')}::INTEGER)`,
      'string',
      call.type,
    ),
  parse_value: (call) => {
    // A value may go on over line ends.
    const group = (index: Sql): Sql => sql`regexp_extract(${text(call)}, ${pattern(call)}, ${index}, 's')`;
    return convert(sql`coalesce(nullif(${group(sql`1`)}, ''), ${group(sql`2`)})`, 'string', call.type);
  },
  parse_pair: (call) => {
    const all = (group: Sql): Sql => sql`regexp_extract_all(${text(call)}, ${regexArgument(call, 1)}, ${group})`;
    const place = sql`list_position(list_transform(${all(sql`1`)}, lambda name: trim(name)), ${argument(call, 2, 'string')})`;
    return convert(sql`coalesce(list_extract(${all(sql`2`)}, ${place}), '')`, 'string', call.type);
  },
  parse_matches: (call) => sql`regexp_matches(${text(call)}, ${pattern(call)})`,
};
