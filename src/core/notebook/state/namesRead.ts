import { kqlStatements } from '../query/kqlStatements';
import { kqlTokens, stringValue } from '../query/kqlTokens';

/**
 * Which of some names a text of KQL reads. Those that it defines itself (`let`) mean its own.
 *
 * @param names of tables: their case matters, as in Kusto
 */
export function namesRead(text: string, names: readonly string[]): readonly string[] {
  const words = new Set(
    kqlTokens(text).flatMap((token, index, tokens) => {
      if (token.kind === 'name') {
        return [token.text];
      }
      return token.kind === 'string' && tokens[index - 1]?.text === '[' ? [stringValue(token.text)] : [];
    }),
  );
  const own = new Set(
    kqlStatements(text).flatMap(({ tokens }) => (tokens[0]?.text === 'let' ? [tokens[1]?.text] : [])),
  );
  return names.filter((name) => words.has(name) && !own.has(name));
}
