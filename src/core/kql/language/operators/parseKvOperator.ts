import type { KustoType } from '../../kustoType';
import { callOf } from '../../plan/callOf';
import type { Expression, Plan } from '../../plan/plan';
import { notSupported, queryError, type Place } from '../../queryError';
import { translateExpression } from '../expressions';
import { present, separatedItems } from '../kusto/kusto';
import { firstWord, placeOf, resultColumns } from '../kusto/kustoSymbols';
import { literal } from '../literals';
import { countGroups, escapeRegex, parsedAs } from './parseOperator';
import type { Scope } from '../scope';

/** What parts keys from values, and pairs from pairs. */
interface KeyValueSyntax {
  /** Regular expressions. */
  readonly pair: string;
  readonly keyValue: string;
  /** Characters around a value that holds delimiters. */
  readonly openQuote?: string;
  readonly closeQuote?: string;
  /** A character in a quoted value that makes the next one part of it. */
  readonly escape?: string;
  /** An unquoted value goes on until the next key. */
  readonly greedy: boolean;
}

/** `parse-kv`: a regular expression for each key finds the first pair of that key; where there is none, the column is empty or null. */
export function parseKv(node: Kusto.Language.Syntax.ParseKvOperator, input: Plan, scope: Scope): Plan {
  const source = translateExpression(present(node.Expression, 'source'), scope);
  const options = readOptions(node.WithClause);
  const syntax = keyValueSyntax(options);
  const regex = options.get('regex');
  const place = scope.place(node);
  const keys = new Set(separatedItems(node.Keys?.Columns ?? null).map(({ Name }) => present(Name?.SimpleName, 'key')));
  return {
    kind: 'project',
    input,
    columns: resultColumns(node).map(({ name, type }) => ({
      name,
      expression: !keys.has(name)
        ? { kind: 'column', type, name }
        : regex === undefined
          ? keyValue(source, literal('string', valuePattern(name, syntax)), type, syntax.escape, place)
          : parsedAs(type, (parsed) =>
              callOf('parse_pair', parsed, [source, literal('string', regex), literal('string', name)], place),
            ),
    })),
  };
}

function keyValue(
  source: Expression,
  pattern: Expression,
  type: KustoType,
  escape: string | undefined,
  place: Place,
): Expression {
  if (escape === undefined) {
    return parsedAs(type, (parsed) => callOf('parse_value', parsed, [source, pattern], place));
  }
  const plain = [
    callOf('parse_value', 'string', [source, pattern], place),
    literal('string', `${escapeRegex(escape)}(.)`),
    literal('string', '\\1'),
  ];
  return callOf(`to${type}`, type, [callOf('replace_regex', 'string', plain, place)], place);
}

/** The first group is a quoted value, the second one without quotes. */
function valuePattern(key: string, { pair, keyValue, openQuote, closeQuote, escape, greedy }: KeyValueSyntax): string {
  const quoted =
    openQuote === undefined || closeQuote === undefined
      ? '(\\b\\B)'
      : `${escapeRegex(openQuote)}((?:${escapeRegex(escape ?? '\\')}.|[^${escapeRegex(escape ?? '\\')}])*?)${escapeRegex(closeQuote)}`;
  // A key may be in quotes as well.
  const name =
    openQuote === undefined || closeQuote === undefined
      ? escapeRegex(key)
      : `(?:${escapeRegex(key)}|${escapeRegex(openQuote)}${escapeRegex(key)}${escapeRegex(closeQuote)})`;
  const end = greedy ? `(?:(?:${pair})\\s*[^\\s]+?\\s*(?:${keyValue})|$)` : `(?:(?:${pair})|$)`;
  return `(?:^|${pair})\\s*${name}\\s*(?:${keyValue})\\s*(?:${quoted}|(.*?)${end})`;
}

function readOptions(clause: Kusto.Language.Syntax.ParseKvWithClause | null): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (const property of separatedItems(clause?.Properties ?? null)) {
    const token = property.Expression?.GetFirstToken();
    const name = present(property.Name?.SimpleName, 'property');
    if (!knownOptions.has(name)) {
      throw notSupported(`"${firstWord(property)}" of parse-kv`, placeOf(property));
    }
    const value = token?.ValueText ?? token?.Text ?? '';
    if (name === 'regex' && countGroups(value) < 2) {
      throw queryError(
        'The regex of parse-kv has two groups: the first is the key, the second its value.',
        placeOf(property),
      );
    }
    if (name === 'escape' && value.length > 1) {
      throw queryError('The escape of parse-kv is one character.', placeOf(property));
    }
    options.set(name, value);
  }
  return options;
}

function keyValueSyntax(options: ReadonlyMap<string, string>): KeyValueSyntax {
  const quote = options.get('quote');
  const escape = options.get('escape');
  // Two characters are the quote that opens and the one that closes.
  const openQuote = options.get('opening_quote') ?? quote?.slice(0, 1);
  const closeQuote = options.get('closing_quote') ?? quote?.slice(-1);
  const delimiter = (name: string): string => {
    const text = options.get(name);
    return text === undefined || text === '' ? notTerm : escapeRegex(text);
  };
  return {
    pair: delimiter('pair_delimiter'),
    keyValue: delimiter('kv_delimiter'),
    greedy: options.get('greedy') === 'true',
    ...(openQuote === undefined || openQuote === '' ? {} : { openQuote }),
    ...(escape === undefined || escape === '' ? {} : { escape }),
    ...(closeQuote === undefined || closeQuote === '' ? {} : { closeQuote }),
  };
}

/** What delimits where no delimiter is given: anything but letters, digits and what quotes. */
const notTerm = `[^\\p{L}\\p{N}_"']+`;

const knownOptions: ReadonlySet<string> = new Set([
  'pair_delimiter',
  'kv_delimiter',
  'quote',
  'opening_quote',
  'closing_quote',
  'greedy',
  'escape',
  'regex',
]);
