import { createButton, createElement } from '../parts/element';
import { createCheckbox, createSearchField } from '../parts/field';
import { openPopover, type PopoverOptions } from '../parts/popover';
import type { GridColumn } from '../grid/gridColumn';
import type { Words } from '../view/words';

export interface ColumnsPopoverOptions extends Omit<PopoverOptions, 'role' | 'label'> {
  readonly columns: readonly GridColumn[];
  readonly words: Words;
  readonly isShown: (column: GridColumn) => boolean;
  readonly setShown: (columns: readonly GridColumn[], isShown: boolean) => void;
}

/** All columns with check boxes, to show and hide them; a result of audit records has hundreds. */
export function openColumnsPopover(options: ColumnsPopoverOptions): void {
  const { columns, words, isShown, setShown } = options;
  const list = createElement('div', {
    className: 'value-list',
    attributes: { role: 'group', 'aria-label': words.label('columns') },
  });
  let matching = columns;
  const show = (search: string): void => {
    matching = columns.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()));
    list.replaceChildren(
      ...matching.map((column) =>
        createCheckbox(column.name, isShown(column), (isChecked) => {
          setShown([column], isChecked);
        }),
      ),
    );
  };
  const search = createSearchField(words.label('searchColumns'), show);
  const showAll = createButton(
    words.label('showAll'),
    () => {
      setShown(matching, true);
      show(search.value);
    },
    { className: 'secondary' },
  );
  show('');
  openPopover({ ...options, role: 'dialog', label: words.label('columns') }, [
    createElement(
      'div',
      { className: 'filter' },
      search,
      list,
      createElement('div', { className: 'button-row' }, showAll),
    ),
  ]);
  search.focus();
}
