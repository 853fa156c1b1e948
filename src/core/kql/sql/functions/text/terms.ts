import { convert } from '../../conversions';
import { bindValue, joinSql, sql, textLiteral, type Sql } from '../../sql';
import { elementsOf } from '../dynamics';
import type { Argument } from '../argument';
import { argument, requiredArgument, type Call, type FunctionRow, type FunctionTable } from '../functionTable';
import { not } from '../operators';

/** What a term is made of: letters and digits of any script. All else parts terms. */
const termCharacter = '[\\p{L}\\p{N}]';
const notTermCharacter = '[^\\p{L}\\p{N}]';

const termStart = `(?:^|${notTermCharacter})`;
const termEnd = `(?:$|${notTermCharacter})`;
const startsAsTerm = new RegExp(`^${termCharacter}`, 'u');
const endsAsTerm = new RegExp(`${termCharacter}$`, 'u');

/** Which ends of a match must be the ends of a term. */
type TermEnds = 'both' | 'start' | 'end';

/** A term that is searched for. */
interface Term {
  readonly text: Sql;
  readonly isLiteral: boolean;
  readonly ends: TermEnds;
  readonly ignoreCase: boolean;
}

/**
 * `has` and its kind: the text holds the term, and the characters beside it belong to no term. At a side where the term itself
 * begins or ends with no letter or digit, nothing is asked.
 *
 * A plain search comes first: it is several times as fast, and says no to most rows.
 */
function hasTerm(value: Sql, term: Term): Sql {
  return term.isLiteral ? matchesTerm(value, term) : containsMarkedTerm(value, term);
}

/** By a regular expression with the term quoted in it. DuckDB compiles it once where the term is a literal. */
function matchesTerm(value: Sql, { text, ends, ignoreCase }: Term): Sql {
  const before = ends === 'end' ? sql`''` : boundary(text, `^${termCharacter}`, termStart);
  const after = ends === 'start' ? sql`''` : boundary(text, `${termCharacter}$`, termEnd);
  const pattern = sql`${before} || regexp_escape(${text}) || ${after}`;
  return ignoreCase
    ? sql`(contains(lower(${value}), lower(${text})) AND regexp_matches(${value}, ${pattern}, 'i'))`
    : sql`(contains(${value}, ${text}) AND regexp_matches(${value}, ${pattern}))`;
}

function boundary(term: Sql, edge: string, pattern: string): Sql {
  return sql`CASE WHEN regexp_matches(${term}, ${textLiteral(edge)}) THEN ${textLiteral(pattern)} ELSE '' END`;
}

/**
 * By a plain search in texts whose terms have a mark at each end. To compile a regular expression for each row takes a millisecond:
 * the classes of all scripts are large.
 */
function containsMarkedTerm(value: Sql, { text, ends, ignoreCase }: Term): Sql {
  const folded = (side: Sql): Sql => (ignoreCase ? sql`lower(${side})` : side);
  const marked = (side: Sql): Sql =>
    sql`regexp_replace(${folded(side)}, ${textLiteral(`${termCharacter}+`)}, chr(1) || '\\0' || chr(2), 'g')`;
  const wanted = {
    both: marked(text),
    start: sql`rtrim(${marked(text)}, chr(2))`,
    end: sql`ltrim(${marked(text)}, chr(1))`,
  };
  return sql`CASE WHEN contains(${folded(value)}, ${folded(text)}) THEN contains(${marked(value)}, ${wanted[ends]}) ELSE FALSE END`;
}

function has(ends: TermEnds, ignoreCase = true): FunctionRow {
  return (call) => {
    const isLiteral = requiredArgument(call, 1).literal !== undefined;
    const term = { text: argument(call, 1, 'string'), isLiteral, ends, ignoreCase };
    return hasTerm(argument(call, 0, 'string'), term);
  };
}

/** `has_any` and `has_all`: of terms that are listed, or in a dynamic array. */
function hasList(isEnough: 'one' | 'all'): FunctionRow {
  return (call) => bindValue(argument(call, 0, 'string'), (value) => hasTerms(value, call, isEnough));
}

function hasTerms(value: Sql, call: Call, isEnough: 'one' | 'all'): Sql {
  const find = (text: Sql, isLiteral: boolean): Sql =>
    hasTerm(value, { text, isLiteral, ends: 'both', ignoreCase: true });
  const terms = call.arguments.slice(1);
  const listed = terms.flatMap((term) => listedTerms(term) ?? []);
  const others = terms
    .filter((term) => listedTerms(term) === undefined)
    .map((term) => {
      if (term.type !== 'dynamic') {
        return find(convert(term.sql, term.type, 'string'), term.literal !== undefined);
      }
      const hits = sql`len(list_filter(${elementsOf(term.sql)}, lambda term: ${find(sql`(term ->> '$')`, false)}))`;
      return isEnough === 'one'
        ? sql`coalesce(${hits} > 0, FALSE)`
        : sql`coalesce(${hits} = json_array_length(${term.sql}), FALSE)`;
    });
  const tests =
    isEnough === 'one' && listed.length > 1
      ? anyTermPatterns(listed).map((pattern) => sql`regexp_matches(${value}, ${textLiteral(pattern)}, 'i')`)
      : listed.map((text) => find(textLiteral(text), true));
  const none = isEnough === 'one' ? sql`FALSE` : sql`TRUE`;
  return sql`(${joinSql([none, ...tests, ...others], isEnough === 'one' ? sql` OR ` : sql` AND `)})`;
}

/** Characters. With a pattern four times as long, RE2 has no room for its automaton, and takes a hundred times as long. */
const longestPattern = 4_000;

/** Regular expressions that find any of some terms: to look for one after the other takes as often as long. */
function anyTermPatterns(terms: readonly string[]): readonly string[] {
  return [termStart, ''].flatMap((before) =>
    [termEnd, ''].flatMap((after) => {
      const alike = terms.filter(
        (term) => startsAsTerm.test(term) === (before !== '') && endsAsTerm.test(term) === (after !== ''),
      );
      return choicesOf(alike.map(escapePattern)).map((choices) => `${before}(?:${choices.join('|')})${after}`);
    }),
  );
}

/** Different patterns, in groups of which none is too long. */
function choicesOf(patterns: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = [];
  let length = Infinity;
  for (const pattern of new Set(patterns)) {
    length += pattern.length;
    if (length > longestPattern) {
      groups.push([]);
      length = pattern.length;
    }
    groups.at(-1)?.push(pattern);
  }
  return groups;
}

/** A text as a pattern of RE2, in which a character of ASCII that is no letter, digit or `_` stands for itself after a backslash. */
function escapePattern(text: string): string {
  return text.replaceAll(/[^\w\u0080-\uFFFF]/g, (sign) => (sign === '\0' ? '\\x00' : `\\${sign}`));
}

/** The place of the first term of an array that a text has; -1 where it has none. */
const placeOfTerm: FunctionRow = (call) =>
  bindValue(argument(call, 0, 'string'), (value) => {
    const term = { text: sql`(term ->> '$')`, isLiteral: false, ends: 'both', ignoreCase: true } as const;
    const hits = sql`list_transform(${elementsOf(argument(call, 1, 'dynamic'))}, lambda term: ${hasTerm(value, term)})`;
    return sql`(coalesce(list_position(${hits}, TRUE), 0) - 1)::BIGINT`;
  });

/** The text, or the texts of an array, that is written in the query; undefined for any other term. */
function listedTerms({ type, literal }: Argument): readonly string[] | undefined {
  if (type === 'string' && typeof literal === 'string') {
    return [literal];
  }
  const terms: unknown = type === 'dynamic' && typeof literal === 'string' ? JSON.parse(literal) : undefined;
  return Array.isArray(terms) && terms.every((term) => typeof term === 'string') ? terms : undefined;
}

/** Searches for terms. */
export const termFunctions: FunctionTable = {
  has: has('both'),
  has_cs: has('both', false),
  hasprefix: has('start'),
  hasprefix_cs: has('start', false),
  hassuffix: has('end'),
  hassuffix_cs: has('end', false),
  '!has': not(has('both')),
  '!has_cs': not(has('both', false)),
  '!hasprefix': not(has('start')),
  '!hasprefix_cs': not(has('start', false)),
  '!hassuffix': not(has('end')),
  '!hassuffix_cs': not(has('end', false)),
  has_any: hasList('one'),
  has_all: hasList('all'),
  has_any_index: placeOfTerm,
};
