import type { Mistake } from './mistake';

/** `{TimeRange}`, `{TimeRange:start}` and the like. */
const ofWorkbook = '$& is a parameter of a workbook, which writes a time in its place before the query runs.';
const noUnit = 'A span of time has a unit: 7d, 12h, 30m, 45s.';

/** What is written wrongly where a time or a span of time is meant. */
export const timeMistakes: readonly Mistake[] = [
  { wrong: /(?<=\bago\(\s*)\d+(?=\s*\))/dg, right: '$&d', message: noUnit },
  { wrong: /(?<=\bago\(\s*)"_*"(?=\s*\))/dg, right: withoutQuotes, message: 'A span of time stands without quotes.' },
  { wrong: /\bago\s+(\d+\w+)/dg, right: 'ago($1)' },
  { wrong: /(?<=\bnow\(\)\s*[-+]\s*)\d+\b/dg, right: '$&d', message: noUnit },
  { wrong: /(?<=[<>]=?\s*)-\s*(\d+[a-z]+)\b/dg, right: 'ago($1)' },
  {
    wrong: /(?<=(?:[<>]=?|==|\(|\.\.)\s*)\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?/dg,
    right: 'datetime($&)',
    message: 'This is a subtraction of numbers; a time is written datetime($&).',
  },
  { wrong: /(?<=\bbin\([^,()]+,\s*)\d+(?=\s*\))/dg, right: '$&d', message: noUnit },
  {
    wrong: /(?<=\bbin\([^,()]+,\s*)"_*"(?=\s*\))/dg,
    right: withoutQuotes,
    message: 'A span of time stands without quotes.',
  },
  { wrong: /\{\w+:start\}/dg, right: 'ago(7d)', message: ofWorkbook },
  { wrong: /\{\w+:end\}/dg, right: 'now()', message: ofWorkbook },
  { wrong: /\{\w+:grain\}/dg, right: '1h', message: ofWorkbook },
  { wrong: /(?<=[\w)]\s+)\{\w+(?::query)?\}/dg, right: '> ago(7d)', message: ofWorkbook },
  { wrong: /\bbin\(([^,()]+)\)/dg, right: 'bin($1, 1h)', message: 'The size of the bins is missing.' },
];

function withoutQuotes([quoted = '']: readonly string[]): string {
  return quoted.slice(1, -1);
}
