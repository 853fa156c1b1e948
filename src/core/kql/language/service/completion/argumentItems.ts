import type { Place } from '../../../queryError';
import { listItems } from '../../kusto/kusto';
import type { KqlCompletionItem } from './completionItem';
import type { KqlText } from '../text/kqlText';
import { openCall } from '../help/signatures';

interface ArgumentItems {
  readonly items: readonly KqlCompletionItem[];
  /** The string that they replace, with its quotes: nothing else can stand there. */
  readonly edit?: Place;
}

/** The texts that an argument may be, where there are few: `datetime_diff("hour", …)`. */
export function argumentItems(text: KqlText, offset: number): ArgumentItems {
  const values = argumentValues(text, offset);
  const edit = values.length === 0 ? undefined : stringAt(text, offset);
  const typed = edit === undefined ? '' : text.text.charAt(edit.start);
  const quote = typed === "'" ? typed : '"';
  return {
    items: values.map((value, rank) => ({
      label: value,
      // The place holds the quote that was typed.
      filterText: `${typed}${value}`,
      // Before everything of Kusto's, whose texts start with a digit, and in its order: from years to nanoseconds.
      sortText: `!${String(rank).padStart(4, '0')}`,
      before: `${quote}${value}${quote}`,
      after: '',
      kind: 'Example',
    })),
    ...(edit === undefined ? {} : { edit }),
  };
}

function argumentValues(text: KqlText, offset: number): string[] {
  const call = openCall(text, offset);
  const [signature] = listItems(call?.symbol.Signatures ?? null);
  const parameter = listItems(signature?.Parameters ?? null)[call?.argument ?? 0];
  const values: unknown[] = listItems(parameter?.Values ?? null);
  return values.filter((value) => typeof value === 'string');
}

/** The string that an offset is in; one that has no end yet goes to the offset. */
function stringAt(text: KqlText, offset: number): Place | undefined {
  const token = text.tokenBefore(offset);
  const word = token?.Text ?? '';
  if (token === null || !/^["']/.test(word)) {
    return undefined;
  }
  const isClosed = word.length > 1 && word.endsWith(word.charAt(0));
  return { start: token.TextStart, length: (isClosed ? token.End : offset) - token.TextStart };
}
