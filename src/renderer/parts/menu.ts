import { createElement } from './element';
import { openPopover, type PopoverOptions } from './popover';

export interface MenuItem {
  readonly label: string;
  readonly run: () => void;
  /** Present for an item that is on or off. */
  readonly isChecked?: boolean;
}

/** Groups of items, with a line between them; empty groups are left out. */
export type MenuGroups = readonly (readonly MenuItem[])[];

/** A menu after the menu pattern of the WAI-ARIA Authoring Practices: arrows, Home, End and first letters move, Escape leaves. */
export function openMenu(options: Omit<PopoverOptions, 'role'>, groups: MenuGroups): void {
  const rows: HTMLElement[] = [];
  const content = groups
    .filter((group) => group.length > 0)
    .map((group) => {
      const items = group.map((item) => createItem(item));
      rows.push(...items);
      return createElement('div', { className: 'menu-group', attributes: { role: 'group' } }, ...items);
    });
  const popover = openPopover({ ...options, role: 'menu' }, content);

  function createItem({ label, run, isChecked }: MenuItem): HTMLElement {
    const checked: Readonly<Record<string, string>> =
      isChecked === undefined ? { role: 'menuitem' } : { role: 'menuitemradio', 'aria-checked': String(isChecked) };
    const item = createElement('div', {
      className: 'menu-item',
      text: label,
      attributes: { ...checked, tabindex: '-1' },
    });
    item.addEventListener('click', () => {
      popover.close();
      run();
    });
    item.addEventListener('pointermove', () => {
      item.focus();
    });
    return item;
  }

  popover.element.addEventListener('keydown', (event) => {
    const index = rows.findIndex((row) => row.matches(':focus'));
    if (event.key === 'Enter' || event.key === ' ') {
      rows[index]?.click();
    } else if (event.key === 'Tab') {
      popover.close();
    } else {
      const next = nextItem(rows, index, event.key);
      if (next === undefined) {
        return;
      }
      next.focus();
    }
    event.preventDefault();
  });
  rows[0]?.focus();
}

function nextItem(rows: readonly HTMLElement[], index: number, key: string): HTMLElement | undefined {
  switch (key) {
    case 'ArrowDown':
      return rows[(index + 1) % rows.length];
    case 'ArrowUp':
      return rows.at(index <= 0 ? -1 : index - 1);
    case 'Home':
      return rows[0];
    case 'End':
      return rows.at(-1);
    default: {
      const later = [...rows.slice(index + 1), ...rows.slice(0, index + 1)];
      return key.length === 1
        ? later.find((row) => row.textContent.toLowerCase().startsWith(key.toLowerCase()))
        : undefined;
    }
  }
}
