import type { Place } from '../../../queryError';
import { expressionType, placeOf } from '../../kusto/kustoSymbols';
import { constantComparisons } from '../../problems/constantComparisons';
import type { KqlText } from '../text/kqlText';
import { sourceColumn, type ValueColumn } from '../valueColumn';

/** A text in a query that the values of a column are compared with, and case counts. */
export interface ComparedText extends Place {
  readonly text: string;
  readonly column: ValueColumn;
  readonly operator: Place & {
    readonly word: string;
    /** What compares the same, and case does not count. */
    readonly anyCase: string;
  };
}

const anyCase: ReadonlyMap<string, string> = new Map([
  ['==', '=~'],
  ['!=', '!~'],
  ['<>', '!~'],
  ['in', 'in~'],
  ['!in', '!in~'],
]);

/** So many are looked up: a list may have thousands. */
const mostTexts = 200;

/** The texts that a query compares with values of columns, in the order of the text. */
export function comparedTexts(text: KqlText): ComparedText[] {
  return constantComparisons(text.root, text.folds)
    .flatMap(({ value, constant, operator }): ComparedText[] => {
      const column = expressionType(constant) === 'string' ? sourceColumn(text, value) : undefined;
      const word = operator.Text ?? '';
      return column?.type !== 'string'
        ? []
        : [
            {
              ...placeOf(constant),
              text: String(constant.LiteralValue),
              column,
              operator: {
                start: operator.TextStart,
                length: operator.Width,
                word,
                anyCase: anyCase.get(word) ?? word,
              },
            },
          ];
    })
    .sort((left, right) => left.start - right.start)
    .slice(0, mostTexts);
}
