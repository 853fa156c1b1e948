import { present } from './kusto';
import { loadKusto } from './loadKusto';

type LexicalToken = Kusto.Language.Parsing.LexicalToken;

/** The words and signs of a text, each with the blanks and comments before it; the last one is the end. Faster than to parse it all, by far. */
export function lexicalTokens(text: string): readonly LexicalToken[] {
  const { GlobalState, Parsing } = loadKusto();
  const options = GlobalState.Default?.ParseOptions?.WithAlwaysProduceEndTokens(true) ?? null;
  return present(Parsing.TokenParser.ParseTokens(text, options), 'tokens');
}
