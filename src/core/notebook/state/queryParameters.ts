import { kustoTypes, type KustoType } from '../../kql/kustoType';
import { kqlStatements, nesting } from '../query/kqlStatements';
import { stringValue, type KqlToken } from '../query/kqlTokens';

/** What a cell declares by `declare query_parameters(...)`. */
export interface QueryParameter {
  readonly name: string;
  readonly type: KustoType;
  /** As it is written; absent where there is none, and then a value has to be given. */
  readonly defaultText?: string;
}

/** The parameters that a text declares, as far as it can be read. */
export function declaredParameters(text: string): readonly QueryParameter[] {
  return kqlStatements(text).flatMap(({ tokens }) =>
    tokens[0]?.text === 'declare' && tokens[1]?.text === 'query_parameters'
      ? listItems(tokens.slice(2)).flatMap((item) => readParameter(text, item) ?? [])
      : [],
  );
}

/** What lies between the commas of a list in parentheses. */
function listItems(tokens: readonly KqlToken[]): readonly (readonly KqlToken[])[] {
  const items: KqlToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    depth += nesting(token);
    if (depth === 0) {
      break;
    }
    const isOuter = depth === 1 && nesting(token) >= 0;
    if (isOuter && token.text === ',') {
      items.push([]);
    } else if (!(isOuter && token.text === '(' && items.length === 1 && items[0]?.length === 0)) {
      items.at(-1)?.push(token);
    }
  }
  return items;
}

/** `name: type = default`; the name may stand in brackets. */
function readParameter(text: string, tokens: readonly KqlToken[]): QueryParameter | undefined {
  const colon = tokens.findIndex((token) => token.text === ':');
  const name = colon < 1 ? undefined : nameOf(tokens.slice(0, colon));
  const type = typeNamed(tokens[colon + 1]?.text);
  if (name === undefined || type === undefined) {
    return undefined;
  }
  const [first, last] = [tokens[colon + 3], tokens.at(-1)];
  return first === undefined || last === undefined || tokens[colon + 2]?.text !== '='
    ? { name, type }
    : { name, type, defaultText: text.slice(first.start, last.end) };
}

function nameOf(tokens: readonly KqlToken[]): string | undefined {
  const [first, second] = tokens;
  return first?.kind === 'name' ? first.text : second?.kind === 'string' ? stringValue(second.text) : undefined;
}

const otherNames: Readonly<Record<string, KustoType>> = {
  boolean: 'bool',
  date: 'datetime',
  double: 'real',
  time: 'timespan',
};

function typeNamed(name = ''): KustoType | undefined {
  return kustoTypes.find((type) => type === name) ?? (Object.hasOwn(otherNames, name) ? otherNames[name] : undefined);
}
