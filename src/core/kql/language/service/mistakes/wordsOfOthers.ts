import { doubleEquals } from './doubleEquals';
import type { Mistake } from './mistake';

/** Functions of SQL, Splunk and spreadsheets, and those that do the same. */
const functionsOfOthers: Readonly<Record<string, string>> = {
  dc: 'dcount',
  distinct_count: 'dcount',
  count_distinct_approx: 'dcount',
  approx_count_distinct: 'dcount',
  countdistinct: 'dcount',
  nunique: 'dcount',
  values: 'make_set',
  list: 'make_list',
  collect_set: 'make_set',
  array_agg: 'make_list',
  average: 'avg',
  mean: 'avg',
  std: 'stdev',
  stddev: 'stdev',
  var: 'variance',
  perc: 'percentile',
  earliest: 'min',
  latest: 'max',
  any_value: 'take_any',
  len: 'strlen',
  length: 'strlen',
  lower: 'tolower',
  lcase: 'tolower',
  upper: 'toupper',
  ucase: 'toupper',
  concat: 'strcat',
  concat_ws: 'strcat_delim',
  substr: 'substring',
  ltrim: 'trim_start',
  rtrim: 'trim_end',
  charindex: 'indexof',
  instr: 'indexof',
  regexp_extract: 'extract',
  regexp_replace: 'replace_regex',
  if: 'iff',
  ifnull: 'coalesce',
  nvl: 'coalesce',
  mvcount: 'array_length',
  cardinality: 'array_length',
  array_size: 'array_length',
  strftime: 'format_datetime',
  date_format: 'format_datetime',
  getdate: 'now',
  sysdate: 'now',
  current_timestamp: 'now',
  date_trunc: 'bin',
  dateadd: 'datetime_add',
  datediff: 'datetime_diff',
  json_extract: 'extract_json',
  json_value: 'extract_json',
  fromjson: 'parse_json',
  uuid: 'new_guid',
  newid: 'new_guid',
  ceil: 'ceiling',
};

const conversions: Readonly<Record<string, string>> = {
  int: 'toint',
  integer: 'toint',
  bigint: 'tolong',
  long: 'tolong',
  string: 'tostring',
  varchar: 'tostring',
  text: 'tostring',
  float: 'toreal',
  double: 'toreal',
  real: 'toreal',
  decimal: 'todecimal',
  bool: 'tobool',
  boolean: 'tobool',
  date: 'todatetime',
  datetime: 'todatetime',
  timestamp: 'todatetime',
};

/** Whole phrases and functions of other languages. */
export const wordsOfOthers: readonly Mistake[] = [
  {
    wrong:
      /\bselect\s+(?:distinct\s+)?([^|;]+?)\s+from\s+(\w+)(?:\s+where\s+([^|;]+?))?(?:\s+group\s+by\s+([^|;]+?))?(?:\s+order\s+by\s+([^|;]+?))?(?:\s+limit\s+(\d+))?\s*(?=;|$)/dgi,
    right: selectAsKql,
    message:
      'This is SQL. A query in KQL begins with its table, and has one operator after the other: Table | where … | project ….',
  },
  {
    wrong: /\bcase\s+when\s+([^|;]+?)\s+then\s+([^|;]+?)\s+else\s+([^|;]+?)\s+end\b/dgi,
    right: ([, condition = '', then = '', otherwise = '']) =>
      `case(${condition}, ${then.replaceAll(/\s+when\s+|\s+then\s+/gi, ', ')}, ${otherwise})`,
  },
  {
    wrong: /\bcast\(\s*([^|;]+?)\s+as\s+(\w+)(?:\(\d+\))?\s*\)/dgi,
    right: ([all = '', value = '', type = '']) => {
      const conversion = conversions[type.toLowerCase()];
      return conversion === undefined ? all : `${conversion}(${value})`;
    },
  },
  { wrong: /\bcidrmatch\(\s*("_*")\s*,\s*([^()]+?)\s*\)/dgi, right: 'ipv4_is_in_range($2, $1)' },
  { wrong: /\bmedian\(([^()]*)\)/dgi, right: 'percentile($1, 50)' },
  { wrong: /\bisnull\(([^(),]+,[^()]+)\)/dgi, right: 'coalesce($1)' },
  {
    wrong: new RegExp(String.raw`(?<![\w.])(?:${Object.keys(functionsOfOthers).join('|')})(?=\s*\()`, 'dgi'),
    right: ([word = '']) => functionsOfOthers[word.toLowerCase()] ?? word,
  },
  { wrong: /(?:#|--)\s*([^\n]*)/dg, right: '// $1', message: 'A comment begins with //.' },
  {
    wrong: /\/\*\s*((?:(?!\*\/)[^\n])*?)\s*\*\/[ \t]*(?=\n|$)/dg,
    right: '// $1',
    message: 'A comment begins with //, and ends with its line.',
  },
  {
    wrong: /\/\*\s*((?:(?!\*\/)[^\n])*?)\s*\*\/[ \t]*(?=[^\s])/dg,
    right: '// $1\n',
    message: 'A comment begins with //, and ends with its line.',
  },
];

function selectAsKql([
  ,
  columns = '',
  table = '',
  condition = '',
  groups = '',
  order = '',
  limit = '',
]: readonly string[]): string {
  const aggregates = columns.match(/\w+\s*\([^()]*\)/g)?.map((call) => call.replace(/\(\s*\*\s*\)/, '()')) ?? [];
  const chosen = columns === '*' ? '' : `project ${columns}`;
  const by = groups === '' ? '' : ` by ${groups}`;
  const steps = [
    table,
    condition === '' ? '' : `where ${doubleEquals(condition)}`,
    by === '' && !/\bcount\b/i.test(columns) ? chosen : `summarize ${aggregates.join(', ')}${by}`,
    order === '' ? '' : `sort by ${order}`,
    limit === '' ? '' : `take ${limit}`,
  ];
  return steps.filter((step) => step !== '').join(' | ');
}
