/** Tells of the mistakes that people make who know other languages, or are in a hurry, and how to mend each. */
import type { Place } from '../../../queryError';
import type { KqlDiagnostic } from '../diagnostics/diagnostic';
import { KqlText } from '../text/kqlText';
import { writtenText } from '../text/writtenText';
import type { Candidate, FoundError } from './candidate';
import { conditionMistakes } from './conditionMistakes';
import { maskedText } from './maskedText';
import type { Mistake } from './mistake';
import { missingSigns } from './missingSigns';
import { operatorMistakes } from './operatorMistakes';
import { timeMistakes } from './timeMistakes';
import { wordsOfOthers } from './wordsOfOthers';

const mistakes: readonly Mistake[] = [...wordsOfOthers, ...operatorMistakes, ...timeMistakes, ...conditionMistakes];

/** The code of the diagnostics. */
export const mistakeCode = 'mistake';

/** Each change that is tried takes as long as reading the text does: so many are, and of long texts fewer, by their characters. */
const mostTries = 12;
const mostCharacters = 30_000;

export interface FoundMistakes {
  readonly diagnostics: readonly KqlDiagnostic[];
  /** The errors that go away with them. */
  readonly explained: ReadonlySet<FoundError>;
}

/** Looks for mistakes in a text that has errors: those whose mending leaves fewer of them. */
export class MistakeSearch {
  private readonly errors: readonly FoundError[];
  private readonly explained = new Set<FoundError>();
  private readonly diagnostics: KqlDiagnostic[] = [];
  private triesLeft: number;

  /** @param errorsOf all that is wrong with a text, in its order */
  constructor(
    private readonly text: KqlText,
    private readonly errorsOf: (text: KqlText) => readonly FoundError[],
  ) {
    this.errors = errorsOf(text);
    this.triesLeft = Math.min(mostTries, Math.floor(mostCharacters / text.text.length));
  }

  /** @param isMended whether there is a mend already for the first error: then no sign is guessed that may be missing */
  find(isMended: boolean): FoundMistakes {
    if (this.triesLeft > 0) {
      const { text, separated } = this.text;
      const masked = maskedText(separated);
      const wrong = statementsAt(masked, this.errors);
      for (const mistake of mistakes) {
        for (const match of masked.matchAll(mistake.wrong)) {
          if (wrong.some(({ start, length }) => start <= match.index && match.index <= start + length)) {
            this.tryOut(candidateOf(mistake, match, text));
          }
        }
      }
      for (const candidate of isMended ? [] : missingSigns(this.text, this.errors)) {
        if (this.diagnostics.length === 0) {
          this.tryOut(candidate);
        }
      }
    }
    return { diagnostics: this.diagnostics, explained: this.explained };
  }

  private tryOut(candidate: Candidate): void {
    const { start, length, text: changed, message, mends } = candidate;
    const { shownAt = candidate, replacement = changed.trim() } = candidate;
    const end = start + length;
    if (
      this.triesLeft === 0 ||
      this.diagnostics.some((found) => found.start < end && start < found.start + found.length)
    ) {
      return;
    }
    this.triesLeft -= 1;
    const { text, globals, tables } = this.text;
    const mended = new KqlText(writtenText(text.slice(0, start) + changed + text.slice(end)), globals, tables);
    const gone = errorsGone(this.errors, this.errorsOf(mended), candidate);
    if (gone.some((error) => !this.explained.has(error) && mends?.has(error.code) !== false)) {
      gone.forEach((error) => this.explained.add(error));
      this.diagnostics.push({
        start: shownAt.start,
        length: shownAt.length,
        code: mistakeCode,
        severity: 'error',
        message,
        fixes: [{ replacement, edits: [{ start, length, text: changed }] }],
      });
    }
  }
}

/** The statements that places are in. */
function statementsAt(masked: string, places: readonly Place[]): Place[] {
  return places.map(({ start }) => {
    const from = masked.lastIndexOf(';', start - 1) + 1;
    const end = masked.indexOf(';', start);
    return { start: from, length: (end < 0 ? masked.length : end) - from };
  });
}

function candidateOf({ right, message, part, mends }: Mistake, match: RegExpExecArray, text: string): Candidate {
  const parts = (match.indices ?? []).map((range: [number, number] | undefined) =>
    range === undefined ? '' : text.slice(...range),
  );
  const meant = typeof right === 'string' ? filled(right, parts) : right(parts);
  const [from, to] = (part && match.indices?.[part.group]) ?? [match.index, match.index + match[0].length];
  return {
    start: match.index,
    length: match[0].length,
    text: meant,
    message: message === undefined ? `In KQL this is written: ${meant.trim()}` : filled(message, parts),
    shownAt: { start: from, length: to - from },
    ...(part === undefined ? {} : { replacement: part.right }),
    ...(mends === undefined ? {} : { mends }),
  };
}

/** `$1` and the like, not the dollar of `$left`. */
function filled(template: string, parts: readonly string[]): string {
  return template.replaceAll(/\$(\d|&)/g, (_, part: string) => parts[part === '&' ? 0 : Number(part)]?.trim() ?? '');
}

/** The errors that a change mends; none where it mends nothing, or breaks something else. */
function errorsGone(before: readonly FoundError[], after: readonly FoundError[], change: Candidate): FoundError[] {
  const [first, firstAfter] = [before[0], after[0]];
  const end = change.start + change.length;
  const growth = change.text.length - change.length;
  // Behind the first mistake the text may not have been read at all.
  const goesOn =
    first !== undefined && firstAfter !== undefined && first.start <= end && firstAfter.start > end + growth;
  if (after.length >= before.length && !goesOn) {
    return [];
  }
  const left = new Set(after.map(({ start, code }) => `${start} ${code}`));
  return before.filter(({ start, code }) => !left.has(`${start < end ? start : start + growth} ${code}`));
}
