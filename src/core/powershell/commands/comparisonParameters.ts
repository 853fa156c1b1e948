import type { Parameter } from './command';

const names = [
  'EQ',
  'NE',
  'GT',
  'GE',
  'LT',
  'LE',
  'Like',
  'NotLike',
  'Match',
  'NotMatch',
  'Contains',
  'NotContains',
  'In',
  'NotIn',
];

/** The parameters of `Where-Object` that name a comparison: `where UserId -like '*admin*'`. */
export const comparisonParameters: readonly Parameter[] = [
  ...names.flatMap((name): readonly Parameter[] => [
    { name, kind: 'switch', help: `-${name.toLowerCase()}`, aliases: [`I${name}`] },
    { name: `C${name}`, kind: 'switch', help: `-c${name.toLowerCase()}: upper and lower case differ.` },
  ]),
  { name: 'Is', kind: 'switch', help: '-is: whether the value is of a type.' },
  { name: 'IsNot', kind: 'switch', help: '-isnot: whether the value is not of a type.' },
];
