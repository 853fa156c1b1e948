import type { CellValue } from '../../core/protocol/queryProtocol';
import type { ResultValues } from '../../core/protocol/resultProtocol';
import { afterPause } from '../parts/afterPause';
import { createElement } from '../parts/element';
import { createCheckbox, createSearchField } from '../parts/field';
import type { Words } from '../view/words';

export interface ValueListOptions {
  readonly words: Words;
  readonly chosen: readonly CellValue[];
  /** Ends what the list still waits for. */
  readonly signal: AbortSignal;
  readonly countValues: (search: string, signal: AbortSignal) => Promise<ResultValues>;
  readonly displayValue: (value: CellValue) => string;
}

export interface ValueList {
  readonly element: HTMLElement;
  chosen(): readonly CellValue[];
}

/** The values of a column with their counts, the most frequent first, to choose from; a search finds the others. */
export function createValueList({ words, chosen, signal, countValues, displayValue }: ValueListOptions): ValueList {
  const choice = new Map(chosen.map((value) => [JSON.stringify(value), value]));
  const list = createElement('div', {
    className: 'value-list',
    attributes: { role: 'group', 'aria-label': words.label('values') },
  });
  const status = createElement('div', { className: 'status', attributes: { role: 'status' } });
  let latest = new AbortController();

  const show = ({ values, distinct }: ResultValues): void => {
    status.textContent = words.label('distinctValues', distinct);
    list.replaceChildren(
      ...values.map(({ value, count }) => {
        const key = JSON.stringify(value);
        const label = displayValue(value);
        return createCheckbox(
          label === '' ? words.label('emptyValue') : label,
          choice.has(key),
          (isChecked) => {
            if (isChecked) {
              choice.set(key, value);
            } else {
              choice.delete(key);
            }
          },
          words.number(count),
        );
      }),
    );
  };
  const load = async (search: string): Promise<void> => {
    latest.abort();
    const current = new AbortController();
    latest = current;
    status.textContent = words.label('loading');
    try {
      const values = await countValues(search, AbortSignal.any([signal, current.signal]));
      if (!current.signal.aborted) {
        show(values);
      }
    } catch (error) {
      if (!signal.aborted && !current.signal.aborted) {
        status.textContent = error instanceof Error ? error.message : String(error);
      }
    }
  };
  const search = createSearchField(
    words.label('searchValues'),
    afterPause((text) => void load(text)),
  );
  void load('');
  return {
    element: createElement('div', { className: 'values' }, search, list, status),
    chosen: () => [...choice.values()],
  };
}
