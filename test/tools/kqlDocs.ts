/** What is supported, by names. */
export interface KqlSupport {
  readonly operators: readonly string[];
  readonly plugins: readonly string[];
  readonly expressionOperators: readonly string[];
  /** Functions by family. */
  readonly families: Readonly<Record<string, readonly string[]>>;
  readonly aggregates: readonly string[];
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
  columns: 'Columns',
};

/** Where an answer may differ from Kusto's, or has a limit. */
const notes: Readonly<Record<string, string>> = {
  'top-hitters': 'exact, where Kusto estimates',
  dcount: 'exact; the accuracy is not used',
  dcountif: 'exact; the accuracy is not used',
  hll: 'keeps the different values, so what is asked of it is exact; it can be used here only',
  hll_if: 'as `hll`',
  tdigest: 'keeps all values, so what is asked of it is exact; without weights; it can be used here only',
  percentile: 'exact, where Kusto estimates above a few thousand values',
  percentiles: 'as `percentile`',
  hash: 'of texts, longs, datetimes and timespans',
  hash_xxhash64: 'as `hash`',
  parse_user_agent: 'knows the common browsers, systems and devices; others are `Other`',
  parse_version: 'for comparing and converting to text; a result of more than 16 digits is shown rounded',
  parse_xml: 'document types are not read',
  geo_point_in_polygon: 'for polygons that do not go around a pole',
  series_periods_detect: 'by autocorrelation; the scores differ from Kusto’s',
  series_periods_validate: 'as `series_periods_detect`',
  series_decompose: 'finds the season by autocorrelation, and takes the mean of each of its places',
  series_decompose_anomalies: 'as `series_decompose`; the scores are widths between the fences of Tukey’s test',
  series_decompose_forecast: 'as `series_decompose`',
  series_seasonal: 'as `series_decompose`',
  series_fit_2lines: 'each line has its own place 1',
  series_fit_2lines_dynamic: 'as `series_fit_2lines`',
  series_outliers: 'scores are widths between the percentiles',
  'matches regex': 'regular expressions are RE2’s: no look-around and no back-references',
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
    section('## Tabular operators', support.operators),
    section('## Plugins of `evaluate`', support.plugins),
    section('## Operators in expressions', support.expressionOperators),
    '## Functions',
    ...families,
    section('## Aggregates', support.aggregates),
    '## Not supported',
    support.missing.map(code).join(', '),
  ].join('\n\n')}\n`;
}

/** Names in a line; those with a note follow, one a line. */
function section(title: string, names: readonly string[]): string {
  const noted = names
    .filter((name) => Object.hasOwn(notes, name))
    .map((name) => `- ${code(name)}: ${notes[name] ?? ''}`);
  return [title, names.map(code).join(', '), ...(noted.length === 0 ? [] : [noted.join('\n')])].join('\n\n');
}

function code(name: string): string {
  return `\`${name}\``;
}
