import { operatorEnd, pipedOperators, type Mistake } from './mistake';

const joinKinds: Readonly<Record<string, string>> = {
  left: 'leftouter',
  right: 'rightouter',
  full: 'fullouter',
  outer: 'fullouter',
  inner: 'inner',
};

const expandedText = '$1 is text: what is expanded is an array or a bag, as parse_json($1) gives.';
const expandedEnd = String.raw`(?=\s*(?:[|;,)]|$|\bto\b|\bon\b|\blimit\b))`;

/** What is written wrongly around operators and in what they take. */
export const operatorMistakes: readonly Mistake[] = [
  {
    wrong: /\b(left|right|full|inner)(?:\s+outer)?\s+join\b/dgi,
    right: ([, side = '']) => `join kind=${joinKinds[side.toLowerCase()] ?? 'inner'}`,
  },
  { wrong: /^\s*\|/dg, right: 'AuditRecords |', message: 'A query begins with what it reads: AuditRecords, say.' },
  {
    wrong: new RegExp(String.raw`(?<=[^\s|({;=,]\s+)(?:${pipedOperators})\b(?![-\w])`, 'dg'),
    right: '| $&',
    message: 'A pipe comes before each operator: | $&.',
  },
  { wrong: /\bhaving\b/dgi, right: '| where' },
  { wrong: new RegExp(String.raw`\|\|(?=\s*(?:${pipedOperators}|count)\b)`, 'dg'), right: '|' },
  { wrong: /\|\|/dg, right: 'or' },
  { wrong: /\|\s*(?=\|)/dg, right: '', message: 'There is nothing between these pipes.' },
  { wrong: /\b(sort|order)\s+(?!by\b)(?=\w)/dg, right: '$1 by ' },
  { wrong: /\btop\s+(\d+)\s+(?!by\b|of\b)(?=[A-Za-z_])/dg, right: 'top $1 by ' },
  {
    wrong: /\btop\s+(\d+)\s+by\s+([^|;,()]+,[^|;()]+?)(?=\s*(?:[|;)]|$))/dg,
    right: 'sort by $2 | take $1',
    message: '"top" sorts by one value. By several: sort by $2 | take $1.',
  },
  {
    wrong: new RegExp(String.raw`\btop\s+(\d+)${operatorEnd}`, 'dg'),
    right: 'take $1',
    message: '"top" sorts: top $1 by a column. Any $1 rows are: take $1.',
  },
  {
    wrong: new RegExp(String.raw`\b(?:take|limit)${operatorEnd}`, 'dg'),
    right: '$& 10',
    message: 'The number of rows is missing: $& 10.',
  },
  { wrong: /\b(desc|asc)ending\b/dgi, right: ([, direction = '']) => direction.toLowerCase() },
  { wrong: /(?<=\|\s*)count\s*\(\s*\*?\s*\)/dg, right: 'count' },
  {
    wrong: /\bsummarize\s+by\s+([^|;]*?)(?:\s*,\s*|\s+)(\w+\([^()]*\))(?=\s*(?:[|;)]|$))/dg,
    right: 'summarize $2 by $1',
    message: 'What is counted stands before "by", what it is grouped by after it.',
  },
  {
    wrong: /(?<=\bsummarize\b[^|;]*)\b(?:count|countif|max|min|dcount)\b(?!\s*[(=])/dg,
    right: '$&()',
    message: 'A function has parentheses, even if they hold nothing.',
  },
  {
    wrong: /(?<=\bsummarize\b[^|;]*\)\s+)(?!by\b)[A-Za-z_]\w*/dg,
    right: 'by $&',
    message: '"by" is missing before what to group by.',
  },
  { wrong: /\bcount\s*\(\s*\*\s*\)/dg, right: 'count()' },
  { wrong: /\b(max|min)\s*\(([^(),]*,[^()]*)\)/dg, right: 'arg_$1($2)' },
  { wrong: /\brename\s+(\w+)\s+as\s+(\w+)/dgi, right: 'project-rename $2 = $1' },
  {
    wrong: /(?<=\bproject-rename\b[^|;]*)\b(\w+)\s*=\s*(\w+)/dg,
    right: '$2 = $1',
    message: 'The new name stands first: $2 = $1.',
  },
  { wrong: /((?:[\w.]|(?<=[\w.])\([^()]*\))+)\s+as\s+(\w+)\b/dgi, right: '$2 = $1' },
  {
    wrong: /\bproject\s+\*(?=\s*(?:[|;)]|$))/dg,
    right: 'project-reorder *',
    message: 'All columns are there without "project".',
  },
  {
    wrong: /(?<=\bjoin\s+kind\s*=\s*)(left|right|full|outer)\b/dgi,
    right: ([, side = '']) => joinKinds[side.toLowerCase()] ?? 'inner',
  },
  { wrong: /(\$left\.\w+)\s*=\s*(\$right\.\w+)/dg, right: '$1 == $2' },
  {
    wrong: /(?<=\bon\s+)(\w+)\s*==?\s*(\w+)/dg,
    right: ([, left = '', right = '']) => `$left.${left} == $right.${right}`,
  },
  {
    wrong: new RegExp(String.raw`(?<=\bjoin\b[^|;]*[\w)]\s+)(?!on\b)[A-Za-z_]\w*${operatorEnd}`, 'dg'),
    right: 'on $&',
    message: '"on" is missing before the columns to join by.',
  },
  {
    wrong: new RegExp(String.raw`(?<=\bmv-?(?:expand|apply)\s+)(\w+)${expandedEnd}`, 'dg'),
    right: '$1 = parse_json($1)',
    message: expandedText,
  },
  {
    wrong: new RegExp(String.raw`(?<=\bmv-?(?:expand|apply)\s+\w+\s*=\s*)(\w+)${expandedEnd}`, 'dg'),
    right: 'parse_json($1)',
    message: expandedText,
  },
  {
    wrong: /(?<![\w.$])([A-Za-z_]\w*)((?:\.\w+|\[[-\d]+\])+)/dg,
    right: 'parse_json($1)$2',
    message: 'Only dynamic values have members: where $1 is JSON, write parse_json($1)$2.',
  },
  { wrong: /\b(\w+)\s+bin\s+(\d+[a-z]+)\b/dg, right: 'bin($1, $2)' },
  { wrong: /\bon\s+(\w+)\s+by\s+(\d+[a-z]+)\b/dg, right: 'on $1 step $2' },
  {
    wrong: /(?<=\bdatatable\s*\([^()]*)(?<![\w'])[A-Za-z_]\w*(?=\s*:)/dg,
    right: "['$&']",
    message: "$& is a word of KQL itself: as a name it is written ['$&'].",
  },
  { wrong: /\blet\s+(\w+)\s*==/dg, right: 'let $1 =' },
  { wrong: /(?<=(?:^|;)\s*)\w+\s*=(?=\s*[^=~])/dg, right: 'let $&', message: 'A name is given to a value by "let".' },
];
