import { comparedBy } from '../../problems/problemMessage';
import { unknownNameCodes } from '../definedNames';
import { doubleEquals } from './doubleEquals';
import type { Mistake } from './mistake';

const textOperators = 'has|has_cs|contains|contains_cs|startswith|endswith|hasprefix|hassuffix';
const listOperators = 'in|in~|has_any|has_all';

const titled = ['And', 'Or', 'In', 'By', 'On', 'Has', 'Contains', 'Startswith', 'Endswith', 'Between', 'Asc', 'Desc'];

/** The single sign names a column, or an argument. */
const singleEquals: Omit<Mistake, 'wrong'> = {
  right: ([condition = '']) => doubleEquals(condition),
  message: comparedBy,
  part: { group: 1, right: '==' },
};

/** What is written wrongly between the parts of a condition. */
export const conditionMistakes: readonly Mistake[] = [
  {
    wrong: new RegExp(
      String.raw`(?<=[\s)"])(?:${[...titled, ...titled.map((word) => word.toUpperCase())].join('|')})(?![\w=])`,
      'dg',
    ),
    right: ([word = '']) => word.toLowerCase(),
  },
  { wrong: new RegExp(String.raw`\bnot\s+(${textOperators}|in~|in|between)(?!\w)`, 'dgi'), right: '!$1' },
  { wrong: /(\bnot\s+)?\blike\s+("_*")/dgi, right: ([, not, pattern = '']) => likePattern(pattern, not !== '') },
  { wrong: /([\w.]+)\s+is\s+not\s+null\b/dgi, right: 'isnotempty($1)' },
  { wrong: /([\w.]+)\s+is\s+null\b/dgi, right: 'isempty($1)' },
  { wrong: /!(?=\()/dg, right: 'not' },
  {
    wrong: /\bnot\s+((?!not\b)[A-Za-z_][^|;()]*?(?:\([^()]*\)[^|;()]*?)?)(?=\s*(?:[|;)]|$|\band\b|\bor\b))/dg,
    right: 'not($1)',
  },
  {
    wrong: new RegExp(String.raw`(?<=[\s!](?:${listOperators})\s+)"_*"(?:\s*,\s*"_*")*`, 'dg'),
    right: '($&)',
    message: 'The values of a list stand in parentheses.',
  },
  {
    wrong: new RegExp(String.raw`(?<=[\s!](?:${listOperators})\s*)[[{]([^\]}]*)[\]}]`, 'dg'),
    right: '($1)',
    message: 'The values of a list stand in parentheses.',
  },
  { wrong: /===|\b(?:equals|eq|is)(?=\s+["\d])/dgi, right: '==' },
  { wrong: /\bne(?=\s+["\d])/dgi, right: '!=' },
  { wrong: /\bstarts[ _]with\b/dgi, right: 'startswith' },
  { wrong: /\bends[ _]with\b/dgi, right: 'endswith' },
  { wrong: /\b(?:contains|includes)_any\b/dgi, right: 'has_any' },
  { wrong: /\b(?:includes|icontains)(?=\s+")/dgi, right: 'contains' },
  { wrong: /\b(?:matches|regexp?|rlike|matches_regex)(?=\s+@?")/dgi, right: 'matches regex' },
  {
    wrong: new RegExp(String.raw`(?<=\b(?:${textOperators})\s+)\d+\b`, 'dg'),
    right: '"$&"',
    message: 'It looks for text, which stands in quotes.',
  },
  {
    wrong: new RegExp(String.raw`\b(?:${textOperators})(?=\s+\d+\b)`, 'dg'),
    right: '==',
    message: '"$&" looks for text; this is a number.',
  },
  {
    wrong: new RegExp(
      String.raw`(?<=(?:==|=~|!=|!~|(?<=\s)(?:${textOperators}))\s*)(?!null\b)[A-Za-z_\d][\w.@#-]*(?![\w.(@#-])`,
      'dg',
    ),
    right: '"$&"',
    message: 'A text stands in quotes, and nothing here is called $&.',
    mends: unknownNameCodes,
  },
  { wrong: /\bbetween\s*\(((?:[^(),|]|\([^()]*\))*),\s*((?:[^(),|]|\([^()]*\))*)\)/dg, right: 'between ($1 .. $2)' },
  {
    wrong: /\bbetween\s+([\w:-]+(?:\([^()]*\))?)\s+and\s+([\w:-]+(?:\([^()]*\))?)/dgi,
    right: 'between ($1 .. $2)',
  },
  { wrong: /(?<=\b(?:where|filter)\b[^|;]*?)(?<![=!<>~])(=)(?![=~])[^|;]*/dg, ...singleEquals },
  {
    wrong: /(?<=\b(?:iff|iif|case|not|\w+if)\s*\((?:[^|;]*,)?\s*[\w.]+\s*)(=)(?![=~])[^|;(),]*/dg,
    ...singleEquals,
  },
];

/** `LIKE "%x%"`, whose case does not count. */
function likePattern(quoted: string, isNot: boolean): string {
  const quote = quoted.slice(0, 1);
  const pattern = quoted.slice(1, -1);
  const [starts, ends] = [pattern.endsWith('%'), pattern.startsWith('%')];
  const words = pattern.slice(ends ? 1 : 0, starts ? -1 : undefined);
  const not = isNot ? '!' : '';
  if (/[%_]/.test(words)) {
    const expression = pattern.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('%', '.*');
    return `${isNot ? 'not ' : ''}matches regex @${quote}(?i)^${expression.replaceAll('_', '.')}$${quote}`;
  }
  const operator = starts && ends ? 'contains' : starts ? 'startswith' : ends ? 'endswith' : '~';
  return `${operator === '~' ? (isNot ? '!~' : '=~') : `${not}${operator}`} ${quote}${words}${quote}`;
}
