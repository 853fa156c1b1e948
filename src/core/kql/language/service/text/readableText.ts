import type { Place } from '../../../queryError';
import { bindKql } from '../../bindKql';
import { blanked } from '../../blanked';
import { listItems, syntaxItems } from '../../kusto/kusto';
import { loadKusto } from '../../kusto/loadKusto';

/** What can be read of a text. */
export interface ReadableCode {
  /** Blanks stand for what cannot be read. */
  readonly code: Kusto.Language.KustoCode;
  /** What is wrong with that. */
  readonly unreadProblems: readonly Kusto.Language.Diagnostic[];
}

/**
 * Binds a text that is being written. Kusto's parser passes over all that follows a statement which it cannot read: here only the rest of
 * that statement, so that the queries below the one that is being written keep their colours and marks.
 *
 * @param text with its statements separated
 */
export function bindReadable(text: string, globals: Kusto.Language.GlobalState): ReadableCode {
  const unreadProblems: Kusto.Language.Diagnostic[] = [];
  let [rest, code] = [text, bindKql(text, globals)];
  for (let unread = unreadPart(code); unread !== undefined; unread = unreadPart(code)) {
    const { start, length } = unread;
    const end = start + length;
    unreadProblems.push(...listItems(code.GetDiagnostics()).filter(({ Start }) => start <= Start && Start < end));
    rest = blanked(rest, unread);
    code = bindKql(rest, globals);
  }
  return { code, unreadProblems };
}

/** What was passed over of the first statement that cannot be read; undefined where no other statement follows it. */
function unreadPart({ Syntax }: Kusto.Language.KustoCode): Place | undefined {
  const skipped = Syntax instanceof loadKusto().Syntax.QueryBlock ? Syntax.SkippedTokens : null;
  const [first, ...others] = syntaxItems(skipped?.Tokens ?? null);
  const separator = others.find(({ Text }) => Text === ';');
  return first === undefined || separator === undefined
    ? undefined
    : { start: first.TextStart, length: separator.TextStart - first.TextStart };
}
