import type { ResultLabelKey } from '../../core/notebook/resultLabels';
import { numberText } from '../../core/notebook/numberText';
import type { ResultPayload } from '../../core/notebook/resultPayload';

/** The labels that count, and their forms for one. */
const formsForOne: Readonly<Partial<Record<ResultLabelKey, ResultLabelKey>>> = {
  rows: 'rowsOne',
  rowsOf: 'rowsOfOne',
  copied: 'copiedOne',
  distinctValues: 'distinctValuesOne',
};

/** The words of a result in the language of the user. */
export class Words {
  readonly number: (value: number) => string;
  private plurals: Intl.PluralRules | undefined;

  constructor(private readonly payload: Pick<ResultPayload, 'labels' | 'locale'>) {
    this.number = numberText(payload.locale);
  }

  /**
   * `{0}` and `{1}` in the label are replaced by the values; what values hold is left as it is. A label that counts has
   * another form for one: the last value says which.
   */
  label(key: ResultLabelKey, ...values: readonly (number | string)[]): string {
    const { labels } = this.payload;
    return labels[this.formOf(key, values.at(-1))].replace(/\{(\d)\}/g, (place, index: string) => {
      const value = values[Number(index)];
      return typeof value === 'number' ? this.number(value) : (value ?? place);
    });
  }

  private formOf(key: ResultLabelKey, count: number | string | undefined): ResultLabelKey {
    const one = Object.hasOwn(formsForOne, key) ? formsForOne[key] : undefined;
    if (one === undefined || typeof count !== 'number') {
      return key;
    }
    // Made when it is needed, as formats of numbers are.
    this.plurals ??= new Intl.PluralRules(this.payload.locale);
    return this.plurals.select(count) === 'one' ? one : key;
  }
}
