import { queryError } from '../../../queryError';
import { convert } from '../../conversions';
import { bindValue, integerLiteral, joinSql, sql, type Sql } from '../../sql';
import { computedSql } from '../computed';
import { parsedText } from '../dynamics';
import {
  argument,
  constantText,
  optionalArgument,
  requiredArgument,
  type Call,
  type FunctionRow,
  type FunctionTable,
} from '../functionTable';
import { not } from '../operators';
import { regexArgument, rewriteArgument } from './regularExpressions';
import { termFunctions } from './terms';

const text = (call: Call, index: number): Sql => argument(call, index, 'string');
const folded = (call: Call, index: number): Sql => sql`lower(${text(call, index)})`;

function test(name: 'contains' | 'starts_with' | 'ends_with', ignoreCase: boolean): FunctionRow {
  const side = ignoreCase ? folded : text;
  const functions = { contains: sql`contains`, starts_with: sql`starts_with`, ends_with: sql`ends_with` };
  return (call) => sql`${functions[name]}(${side(call, 0)}, ${side(call, 1)})`;
}

const matchesRegex: FunctionRow = (call) => sql`regexp_matches(${text(call, 0)}, ${regexArgument(call, 1)})`;
const equalFolded: FunctionRow = (call) => sql`(${folded(call, 0)} = ${folded(call, 1)})`;

/** As many times Kusto repeats a text. */
const mostRepetitions = 1024;

/** No text is longer: numbers beyond it mean the same, but DuckDB adds to them. */
const longestText = sql`2147483647`;

function repeatText(call: Call): Sql {
  const times = sql`least(${argument(call, 1, 'long')}, ${integerLiteral(mostRepetitions)})`;
  const separated = sql`${text(call, 0)} || ${optionalArgument(call, 2, 'string', sql`''`)}`;
  return sql`CASE WHEN ${argument(call, 1, 'long')} > 0 THEN repeat(${separated}, ${times} - 1) || ${text(call, 0)} ELSE '' END`;
}

/** From an index (below 0, from the end), at most so many characters. */
function substring(call: Call): Sql {
  const length = optionalArgument(call, 2, 'long', longestText);
  const start = sql`greatest(least(${argument(call, 1, 'long')}, ${longestText}), -${longestText})`;
  return bindValue(
    text(call, 0),
    (value) => sql`CASE WHEN ${length} <= 0 THEN ''
      ELSE coalesce(substring(${value}, CASE WHEN ${start} < 0
        THEN greatest(length(${value}) + ${start}, 0) + 1 ELSE ${start} + 1 END, least(${length}, ${longestText})), '') END`,
  );
}

/** The place of a text; -1 where there is none. */
function indexOf(call: Call): Sql {
  return call.arguments.length > 2
    ? computedSql('index_of', [
        text(call, 0),
        text(call, 1),
        ...call.arguments.slice(2).map((_, index) => argument(call, index + 2, 'int')),
      ])
    : sql`(strpos(${text(call, 0)}, ${text(call, 1)}) - 1)::BIGINT`;
}

/** How many times a text, or a regular expression, is in a text. Texts may overlap, matches do not. */
function countOf(call: Call): Sql {
  if (call.arguments.length > 2 && constantText(call, 2) === 'regex') {
    return sql`len(regexp_extract_all(${text(call, 0)}, ${regexArgument(call, 1)}))::BIGINT`;
  }
  return bindValue(
    text(call, 1),
    (part) => sql`(CASE WHEN NOT contains(${text(call, 0)}, ${part}) OR ${part} = '' THEN 0
      WHEN length(${part}) = 1 THEN length(${text(call, 0)}) - length(replace(${text(call, 0)}, ${part}, ''))
      ELSE len(list_filter(range(1, length(${text(call, 0)}) - length(${part}) + 2),
        lambda place: substring(${text(call, 0)}, place, length(${part})) = ${part})) END)::BIGINT`,
  );
}

/** Whether an argument is a literal of at least one character. */
function isText(call: Call, index: number): boolean {
  const { literal } = requiredArgument(call, index);
  return typeof literal === 'string' && literal !== '';
}

/** More parts than any text has; what is beyond them is nothing. */
const mostParts = 2 ** 32;

/** A text that is parted by nothing is one part; DuckDB would part its characters. Below 0 there is no part; DuckDB would count from the end. */
function split(call: Call): Sql {
  const byText = sql`string_split(${text(call, 0)}, ${text(call, 1)})`;
  const parts = isText(call, 1)
    ? byText
    : sql`CASE WHEN ${text(call, 1)} = '' THEN [${text(call, 0)}] ELSE ${byText} END`;
  return call.arguments.length < 3
    ? sql`to_json(${parts})`
    : bindValue(
        sql`(${parts})[greatest(least(${argument(call, 2, 'long')}, ${integerLiteral(mostParts)}), -1) + 1]`,
        (part) => sql`CASE WHEN ${part} IS NOT NULL THEN to_json([${part}]) END`,
      );
}

/** The last group that DuckDB extracts. */
const lastGroup = 9;

/** DuckDB takes a group that is a constant only: one from the data chooses among them. What no group has caught is empty. */
function extractGroup(call: Call): Sql {
  const found = (group: number): Sql =>
    sql`regexp_extract(${text(call, 2)}, ${regexArgument(call, 0)}, ${integerLiteral(group)})`;
  const { literal } = requiredArgument(call, 1);
  if (typeof literal === 'bigint') {
    return literal >= 0n && literal <= BigInt(lastGroup) ? found(Number(literal)) : sql`''`;
  }
  const groups = Array.from(
    { length: lastGroup + 1 },
    (_, group) => sql`WHEN ${integerLiteral(group)} THEN ${found(group)}`,
  );
  return sql`CASE ${argument(call, 1, 'long')} ${joinSql(groups, sql` `)} ELSE '' END`;
}

function extract(call: Call): Sql {
  const found = extractGroup(call);
  switch (call.type) {
    case 'string':
      return sql`coalesce(${found}, '')`;
    case 'dynamic':
      return parsedText(found);
    default:
      return convert(found, 'string', call.type);
  }
}

/** The groups of a regular expression that catch, in order; those without a name have an empty one. */
function groupNames(pattern: string): readonly string[] {
  const plain = pattern.replaceAll(/\\[^]|\[\^?\]?(?:\\[^]|[^\]\\])*\]/g, '');
  return [...plain.matchAll(/\((?:\?P?<(\w+)>|(?!\?))/g)].map(([, name = '']) => name);
}

/** All groups, or those that the second of three arguments lists by number or name. */
function wantedGroups(call: Call, names: readonly string[]): readonly number[] {
  if (names.length === 0) {
    throw queryError(
      'extract_all() needs a group in its regular expression: put parentheses around what to extract.',
      call.place,
    );
  }
  if (call.arguments.length < 3) {
    return names.map((_, index) => index + 1);
  }
  const listed: unknown = JSON.parse(constantText(call, 1));
  return (Array.isArray(listed) ? listed : []).map((group: unknown) => {
    const number = typeof group === 'number' ? group : names.indexOf(String(group)) + 1;
    if (number < 1 || number > names.length) {
      throw queryError(`The regular expression of extract_all() has no group ${String(group)}.`, call.place);
    }
    return number;
  });
}

/** An array of the matches; of several groups, an array of arrays. */
function extractAll(call: Call): Sql {
  const source = text(call, call.arguments.length - 1);
  const groups = wantedGroups(call, groupNames(constantText(call, 0)));
  // What a group has not caught is empty, as in extract().
  const found = groups.map(
    (group) => sql`list_transform(regexp_extract_all(${source}, ${regexArgument(call, 0)}, ${integerLiteral(group)}),
      lambda part: coalesce(part, ''))`,
  );
  const rows = found.length === 1 ? found : [sql`list_zip(${found})`];
  return bindValue(
    joinSql(rows, sql``),
    (list) =>
      sql`CASE WHEN len(${list}) > 0 THEN ${
        found.length === 1
          ? sql`to_json(${list})`
          : sql`to_json(list_transform(${list}, lambda row: [${groups.map((_, index) => sql`row[${integerLiteral(index + 1)}]`)}]))`
      } END`,
  );
}

/** Cuts one match of a regular expression off the ends. */
function trim(atStart: boolean, atEnd: boolean): FunctionRow {
  return (call) => {
    const pattern = sql`'(?:' || ${regexArgument(call, 0)} || ')'`;
    const start = atStart ? sql`regexp_replace(${text(call, 1)}, '^' || ${pattern}, '')` : text(call, 1);
    return atEnd ? sql`regexp_replace(${start}, ${pattern} || '$', '')` : start;
  };
}

const replaceRegex: FunctionRow = (call) =>
  sql`regexp_replace(${text(call, 0)}, ${regexArgument(call, 1)}, ${rewriteArgument(call, 2)}, 'g')`;

const replaceString: FunctionRow = (call) =>
  sql`CASE WHEN ${text(call, 1)} = '' THEN ${text(call, 0)} ELSE replace(${text(call, 0)}, ${text(call, 1)}, ${text(call, 2)}) END`;

/** DuckDB makes a capital of the German sharp s, Kusto does not. */
const upper: FunctionRow = (call) =>
  bindValue(
    text(call, 0),
    (value) => sql`CASE WHEN contains(${value}, 'ß') THEN replace(upper(${value}), 'ẞ', 'ß') ELSE upper(${value}) END`,
  );

/** By characters as Kusto counts them. DuckDB leaves those in their order that are shown as one, like a letter and its accent. */
const reverse: FunctionRow = (call) =>
  bindValue(
    text(call, 0),
    (value) => sql`CASE WHEN strlen(${value}) = length(${value}) THEN reverse(${value})
      ELSE array_to_string(list_reverse(string_split(${value}, '')), '') END`,
  );

function concatenate(parts: readonly Sql[], separator: Sql): Sql {
  return parts.length === 0 ? sql`''` : sql`concat_ws(${separator}, ${parts})`;
}

export const stringFunctions: FunctionTable = {
  '=~': equalFolded,
  '!~': not(equalFolded),
  contains: test('contains', true),
  contains_cs: test('contains', false),
  startswith: test('starts_with', true),
  startswith_cs: test('starts_with', false),
  endswith: test('ends_with', true),
  endswith_cs: test('ends_with', false),
  '!contains': not(test('contains', true)),
  '!contains_cs': not(test('contains', false)),
  '!startswith': not(test('starts_with', true)),
  '!startswith_cs': not(test('starts_with', false)),
  '!endswith': not(test('ends_with', true)),
  '!endswith_cs': not(test('ends_with', false)),
  // Old spellings.
  containscs: test('contains', false),
  notcontains: not(test('contains', true)),
  notcontainscs: not(test('contains', false)),
  ...termFunctions,
  'matches regex': matchesRegex,

  strcat: (call) =>
    concatenate(
      call.arguments.map((_, index) => text(call, index)),
      sql`''`,
    ),
  strcat_delim: (call) =>
    concatenate(
      call.arguments.slice(1).map((_, index) => text(call, index + 1)),
      text(call, 0),
    ),
  strcmp: (call) =>
    sql`(CASE WHEN ${text(call, 0)} < ${text(call, 1)} THEN -1 WHEN ${text(call, 0)} > ${text(call, 1)} THEN 1 ELSE 0 END)::BIGINT`,
  strlen: (call) => sql`length(${text(call, 0)})`,
  string_size: (call) => sql`strlen(${text(call, 0)})`,
  strrep: repeatText,
  tolower: (call) => folded(call, 0),
  toupper: upper,
  reverse,
  substring,
  indexof: indexOf,
  countof: countOf,
  split,
  extract,
  extract_all: extractAll,
  extractall: extractAll,
  trim: trim(true, true),
  trim_start: trim(true, false),
  trim_end: trim(false, true),
  replace_string: replaceString,
  replace_regex: replaceRegex,
  replace: (call) => replaceRegex({ ...call, arguments: [2, 0, 1].map((index) => requiredArgument(call, index)) }),
  isempty: (call) => sql`(${text(call, 0)} = '')`,
  isnotempty: (call) => sql`(${text(call, 0)} <> '')`,
  notempty: (call) => sql`(${text(call, 0)} <> '')`,
  base64_encode_tostring: (call) => sql`base64(encode(${text(call, 0)}))`,
  hash_sha256: (call) => sql`sha256(${text(call, 0)})`,
  hash_md5: (call) => sql`md5(${text(call, 0)})`,
  hash_sha1: (call) => sql`sha1(${text(call, 0)})`,
  base64_decodestring: (call) => computedSql('base64_decode_tostring', [text(call, 0)]),
  base64_encodestring: (call) => sql`base64(encode(${text(call, 0)}))`,
  regex_quote: (call) => sql`regexp_escape(${text(call, 0)})`,
  isascii: (call) => sql`(NOT regexp_matches(${text(call, 0)}, '[^\\x00-\\x7F]'))`,
  isutf8: () => sql`TRUE`,
  unicode_codepoints_from_string: (call) =>
    bindValue(
      text(call, 0),
      (value) =>
        sql`to_json(list_transform(CASE WHEN ${value} = '' THEN [] ELSE string_split(${value}, '') END, lambda letter: unicode(letter)))`,
    ),
  translate: (call) => sql`translate(${text(call, 2)}, ${text(call, 0)},
    ${text(call, 1)} || repeat(right(${text(call, 1)}, 1), greatest(length(${text(call, 0)}) - length(${text(call, 1)}), 0)::BIGINT))`,
};
