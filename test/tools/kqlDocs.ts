import { kqlNotes } from '../../src/core/kql/language/service/help/kqlNotes.ts';

/** What is supported, by names. */
export interface KqlSupport {
  readonly operators: readonly string[];
  readonly plugins: readonly string[];
  readonly expressionOperators: readonly string[];
  /** Functions by family. */
  readonly families: Readonly<Record<string, readonly string[]>>;
  readonly aggregates: readonly string[];
  /** How many brackets may be open at a time, and how many operators may follow each other. */
  readonly limits: { readonly openBrackets: number; readonly operators: number };
  /** Functions that Kusto has and this engine has not. */
  readonly missing: readonly string[];
}

/** The titles of the families, in the order in which they are told. */
const titles: Readonly<Record<string, string>> = {
  texts: 'Text',
  times: 'Dates and times',
  values: 'Conversions, conditions and numbers',
  dynamics: 'Arrays and property bags',
  addresses: 'IP addresses',
  hashes: 'Hashes',
  places: 'Places',
  series: 'Series',
  sketches: 'Digests and sketches',
  windows: 'Rows around a row',
  columns: 'Columns and options',
};

/** The page of the documentation that lists what is supported. */
export function kqlDocs(support: KqlSupport): string {
  const families = Object.entries(titles).flatMap(([family, title]) => {
    const names = support.families[family] ?? [];
    return names.length === 0 ? [] : [section(`### ${title}`, names)];
  });
  return `${[
    '# KQL: what is supported',
    'This page is made from the tables that queries are compiled by. What is not on it is refused before a query runs, at its place.',
    '## Statements',
    'Several in a cell, parted by blank lines or `;`: queries, `let` for values, tables and functions, and `declare query_parameters`. `set` is for `bin_auto()`; other options have no effect, and a note says so.',
    section('## Tabular operators', support.operators),
    'Their other names are known too: `filter`, `limit`, `order by`, `mvexpand`.',
    section('## Plugins of `evaluate`', support.plugins),
    section('## Operators in expressions', support.expressionOperators),
    '## Functions',
    ...families,
    section('## Aggregates', support.aggregates),
    '## Limits',
    [
      `- ${support.limits.openBrackets} brackets may be open at a time.`,
      `- About ${support.limits.operators} operators may follow each other: steps of a pipe, or values that are joined by \`or\`.`,
      '- A list may have any number of values. Ten thousand texts are read at once, as many numbers in about a second: put more of them into a file, and read it by `_GetWatchlist()` or `externaldata`.',
      '- What does not fit into a quarter of the memory goes to the disk, into the folder of the archive, and is gone with the result. `make_list()`, `make_set()` and the like keep each list in memory, whole.',
    ].join('\n'),
    '## Not supported',
    'A query that uses one of these is refused; where there is something to write in its place, that is said.',
    support.missing.map(code).join(', '),
  ].join('\n\n')}\n`;
}

/** Names in a line; those with a note follow, one a line. */
function section(title: string, names: readonly string[]): string {
  const noted = names
    .filter((name) => Object.hasOwn(kqlNotes, name))
    .map((name) => `- ${code(name)}: ${kqlNotes[name] ?? ''}`);
  return [title, names.map(code).join(', '), ...(noted.length === 0 ? [] : [noted.join('\n')])].join('\n\n');
}

function code(name: string): string {
  return `\`${name}\``;
}
