import type { ResultFilter } from '../../core/protocol/resultProtocol';
import { createButton, createElement } from '../parts/element';
import { createField, createSelect } from '../parts/field';
import { openPopover, type PopoverOptions } from '../parts/popover';
import type { Words } from '../view/words';
import type { FilteredColumn } from './filteredColumn';
import { fieldsOf, filtersOf, hasRange } from './filterFields';
import { createValueList, type ValueListOptions } from './valueList';

export interface FilterPopoverOptions extends Omit<PopoverOptions, 'role' | 'label'> {
  readonly column: FilteredColumn;
  readonly name: string;
  readonly filters: readonly ResultFilter[];
  readonly words: Words;
  readonly countValues: ValueListOptions['countValues'];
  readonly displayValue: ValueListOptions['displayValue'];
  readonly onApply: (filters: readonly ResultFilter[]) => void;
}

/** Asks what the values of one column must be: some of those that are there, a text, a range, or something at all. */
export function openFilterPopover(options: FilterPopoverOptions): void {
  const { column, name, words, onApply } = options;
  const fields = fieldsOf(options.filters, column);
  const yesOrNo = (label: string, yes: string, no: string, isNo: boolean): HTMLSelectElement =>
    createSelect(
      label,
      [
        ['yes', yes],
        ['no', no],
      ],
      isNo ? 'no' : 'yes',
    );

  const textMode = yesOrNo(
    words.label('filterOf', name),
    words.label('textContains'),
    words.label('textExcludes'),
    fields.isTextExcluded,
  );
  const text = createElement('input', { attributes: { type: 'text', 'aria-label': words.label('textContains') } });
  text.value = fields.text;
  const valuesMode = yesOrNo(
    words.label('filterOf', name),
    words.label('values'),
    words.label('valuesExcluded'),
    fields.isValuesExcluded,
  );
  const closed = new AbortController();
  const values = createValueList({ ...options, chosen: fields.values, signal: closed.signal });
  const rangeType = column.type === 'datetime' ? 'datetime-local' : 'text';
  const from = createField(words.label('from'), rangeType, fields.from);
  const until = createField(words.label('until'), rangeType, fields.until);
  const emptiness = createSelect(
    words.label('empty'),
    [
      ['any', words.label('anyValue')],
      ['empty', words.label('empty')],
      ['notEmpty', words.label('notEmpty')],
    ],
    fields.emptiness,
  );

  const form = createElement('form', { className: 'filter' });
  form.append(
    createElement('div', { className: 'field-row' }, textMode, text),
    ...(hasRange(column.type) ? [createElement('div', { className: 'field-row' }, from.element, until.element)] : []),
    createElement('div', { className: 'field-row' }, emptiness),
    createElement('div', { className: 'field-row' }, valuesMode),
    values.element,
  );
  const apply = createButton(words.label('apply'), () => undefined, { className: 'primary' });
  apply.type = 'submit';
  const clear = createButton(
    words.label('clear'),
    () => {
      popover.close();
      onApply([]);
    },
    { className: 'secondary' },
  );
  form.append(createElement('div', { className: 'button-row' }, apply, clear));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    popover.close();
    onApply(
      filtersOf(
        {
          values: values.chosen(),
          isValuesExcluded: valuesMode.value === 'no',
          text: text.value,
          isTextExcluded: textMode.value === 'no',
          from: from.input.value,
          until: until.input.value,
          emptiness: emptiness.value === 'empty' || emptiness.value === 'notEmpty' ? emptiness.value : 'any',
        },
        column,
      ),
    );
  });
  const popover = openPopover({ ...options, role: 'dialog', label: words.label('filterOf', name) }, [form]);
  popover.element.addEventListener('toggle', (event) => {
    if (event.newState === 'closed') {
      closed.abort();
    }
  });
  text.focus();
}
