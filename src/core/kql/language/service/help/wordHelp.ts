import { kqlHelp } from './kqlHelp';

/** What the words between the parts of operators say, the kinds of joins, and types. A column may have the name of some. */
const clauseHelp: Readonly<Record<string, string>> = {
  by: 'What rows are grouped, sorted or chosen by.',
  on: 'What it goes by: the keys of a join, the axis of a series, or the query over the elements of `mv-apply`.',
  of: 'The column whose values are taken.',
  with: 'Settings, or the pattern of `parse`.',
  from: 'Where the axis starts.',
  to: 'Where the axis ends, before this value; or the type that elements become.',
  step: 'The width of each bin of the axis; or a step of `scan`.',
  default: 'The value of bins without rows.',
  kind: 'Which way of the operator is meant.',
  flags: 'The flags of the regular expression.',
  withsource: 'The name of a column that says which table each row is of.',
  isfuzzy: 'Leaves out tables that are not there.',
  asc: 'The least first, and nulls before all others.',
  desc: 'The greatest first, and nulls after all others.',
  nulls: 'Where nulls go: `first` or `last`.',
  first: 'Nulls come before all others.',
  last: 'Nulls come after all others.',
  typeof: 'Names a type.',
  and: 'Both conditions are true.',
  or: 'One condition is true, or both.',
  between: 'From one value to another, both included.',
  inner: 'All pairs of rows with the same key. Of `union`: the columns that all tables have.',
  innerunique: 'One row of the left for each key, with all rows of the right that have it.',
  outer: 'The columns that any of the tables has.',
  leftouter: 'All rows of the left, with those of the right that have the same key.',
  rightouter: 'All rows of the right, with those of the left that have the same key.',
  fullouter: 'All rows of both sides, together where their keys are the same.',
  leftanti: 'The rows of the left whose key the right does not have.',
  rightanti: 'The rows of the right whose key the left does not have.',
  leftsemi: 'The rows of the left whose key the right has.',
  rightsemi: 'The rows of the right whose key the left has.',
  string: 'Text. It is never null: what is missing is empty.',
  int: 'Whole numbers of 32 bits.',
  long: 'Whole numbers of 64 bits.',
  real: 'Numbers with a fraction, of 64 bits.',
  double: 'Numbers with a fraction, of 64 bits; the same as `real`.',
  decimal: 'Numbers with exact digits.',
  bool: '`true` or `false`.',
  datetime: 'A time in UTC, to 100 nanoseconds.',
  timespan: 'A length of time, as `7d`, `12h`, `30m`, `45s`.',
  guid: 'An identifier of 128 bits.',
  dynamic: 'Any JSON: an array, a bag, or a single value.',
};

/** The kinds of charts that `render` names. */
const chartHelp: Readonly<Record<string, string>> = {
  areachart: 'Filled areas over an axis of numbers or times, one for each series.',
  stackedareachart: 'Filled areas on top of each other, so that the upper edge is their sum.',
  barchart: 'Horizontal bars, one for each value of the first column.',
  columnchart: 'Upright bars, one for each value of the first column.',
  card: 'The values of the first row, in large letters.',
  linechart: 'Lines over an axis of numbers or times, one for each series.',
  piechart: 'The parts of a whole: what they are in the first column, how large in the second.',
  scatterchart: 'A point for each row, at the place that two columns give.',
  timechart: 'Lines over time, one for each series.',
  table: 'The rows, as they are without `render`.',
};

/** What a kind of chart shows, in a sentence; undefined for one that is not drawn here. */
export function chartWordHelp(kind: string): string | undefined {
  return Object.hasOwn(chartHelp, kind) ? chartHelp[kind] : undefined;
}

/** What a word of KQL does, in a sentence; undefined for a word that is none. */
export function wordHelp(word: string): string | undefined {
  return [kqlHelp, clauseHelp].find((help) => Object.hasOwn(help, word))?.[word];
}
