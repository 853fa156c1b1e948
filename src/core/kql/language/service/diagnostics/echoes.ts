import type { Place } from '../../../queryError';
import type { KqlText } from '../text/kqlText';

/** Kusto's codes for a token that it did not expect, and for an operator that it does not know. */
const unexpectedCodes: ReadonlySet<string> = new Set(['KS005', 'KS198', 'KS002']);
const unknownOperator = 'KS176';

/** What is wrong, without the errors that only follow from another: after a word that is no operator, the rest of its statement is unexpected. */
export function withoutEchoes({ problems, root }: KqlText): Kusto.Language.Diagnostic[] {
  const visible = problems.filter(({ Length, Code }) => Length > 0 || Code !== 'KS005');
  const sorted = [...(visible.length === 0 ? problems : visible)].sort((left, right) => left.Start - right.Start);
  const unread = sorted.filter(({ Code }) => Code === unknownOperator).map(({ Start }) => restOfStatement(root, Start));
  return sorted.filter((problem) => {
    if (
      isEcho(problem) &&
      unread.some(({ start, length }) => start < problem.Start && problem.Start < start + length)
    ) {
      return false;
    }
    // "Expected: ;" says less than what else is wrong at the same place.
    return !(
      unexpectedCodes.has(problem.Code ?? '') &&
      sorted.some((other) => other.Start === problem.Start && !unexpectedCodes.has(other.Code ?? ''))
    );
  });
}

function restOfStatement(root: KqlText['root'], start: number): Place {
  let token = root.GetTokenAt(start);
  while (token !== null && token.Text !== ';') {
    token = token.GetNextToken();
  }
  return { start, length: (token?.TextStart ?? Infinity) - start };
}

function isEcho({ Code }: Kusto.Language.Diagnostic): boolean {
  return unexpectedCodes.has(Code ?? '') || Code === 'KS142' || Code === unknownOperator;
}
