import type { ResultLabelKey } from '../../core/notebook/resultLabels';
import { numberText } from '../../core/notebook/numberText';
import type { ResultPayload } from '../../core/notebook/resultPayload';

/** The words of a result in the language of the user. */
export class Words {
  readonly number: (value: number) => string;

  constructor(private readonly payload: Pick<ResultPayload, 'labels' | 'locale'>) {
    this.number = numberText(payload.locale);
  }

  /** `{0}` and `{1}` in the label are replaced by the values; what values hold is left as it is. */
  label(key: ResultLabelKey, ...values: readonly (number | string)[]): string {
    return this.payload.labels[key].replace(/\{(\d)\}/g, (place, index: string) => {
      const value = values[Number(index)];
      return typeof value === 'number' ? this.number(value) : (value ?? place);
    });
  }
}
