import { cellText, escapeControls } from '../../core/notebook/cellText';
import type { CellValue } from '../../core/protocol/queryProtocol';
import { createElement } from '../parts/element';
import { isNested } from './displayText';
import type { ValuePath } from '../../core/protocol/resultPlace';
import { membersOf } from './propertyPath';

/** Members that are shown of one value; a record's own lists are shorter. */
const maxMembers = 500;

export interface ValueTreeOptions {
  readonly label: string;
  readonly moreItems: (count: number) => string;
  /** The menu of a property, by its key, and by a click with the right button. */
  readonly openMenu: (path: ValuePath, value: CellValue, anchor: DOMRect, returnFocus: () => void) => void;
}

/** A nested value as a tree, after the tree pattern of the WAI-ARIA Authoring Practices. Branches are made when they are opened. */
export function createValueTree(root: CellValue, options: ValueTreeOptions): HTMLElement {
  const tree = createElement('div', { className: 'tree', attributes: { role: 'tree', 'aria-label': options.label } });
  tree.append(...branch(root, [], options));
  tree.querySelector('[role=treeitem]')?.setAttribute('tabindex', '0');
  tree.addEventListener('keydown', (event) => {
    const item = itemOf(event.target);
    if (item !== null && moveInTree(tree, item, event.key)) {
      event.preventDefault();
    }
  });
  tree.addEventListener('focusin', ({ target }) => {
    for (const item of tree.querySelectorAll('[role=treeitem][tabindex="0"]')) {
      item.setAttribute('tabindex', '-1');
    }
    itemOf(target)?.setAttribute('tabindex', '0');
  });
  return tree;
}

function branch(value: CellValue, path: ValuePath, options: ValueTreeOptions): readonly HTMLElement[] {
  const members = membersOf(value);
  const items = members.slice(0, maxMembers).map(([key, member]) => treeItem(key, member, [...path, key], options));
  const hidden = members.length - items.length;
  return hidden > 0
    ? [...items, createElement('div', { className: 'tree-more', text: options.moreItems(hidden) })]
    : items;
}

function treeItem(key: string | number, value: CellValue, path: ValuePath, options: ValueTreeOptions): HTMLElement {
  const line = createElement(
    'div',
    { className: 'tree-line' },
    createElement('span', { className: 'tree-key', text: escapeControls(String(key)) }),
    createElement('span', { className: isNested(value) ? 'tree-summary' : 'tree-value', text: summary(value) }),
  );
  const item = createElement('div', { attributes: { role: 'treeitem', tabindex: '-1' } }, line);
  if (isNested(value) && membersOf(value).length > 0) {
    item.setAttribute('aria-expanded', 'false');
    const group = createElement('div', { attributes: { role: 'group' } });
    group.hidden = true;
    item.append(group);
    item.addEventListener('toggle-branch', (event) => {
      event.stopPropagation();
      const isExpanded = group.hidden;
      if (isExpanded && group.childElementCount === 0) {
        group.append(...branch(value, path, options));
      }
      group.hidden = !isExpanded;
      item.setAttribute('aria-expanded', String(isExpanded));
    });
    line.addEventListener('click', () => {
      toggle(item);
    });
  }
  const openMenu = (anchor: DOMRect): void => {
    options.openMenu(path, value, anchor, () => {
      item.focus();
    });
  };
  line.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    event.stopPropagation();
    item.focus();
    openMenu(new DOMRect(event.clientX, event.clientY));
  });
  item.addEventListener('keydown', (event) => {
    if (event.target === item && (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))) {
      event.preventDefault();
      openMenu(line.getBoundingClientRect());
    }
  });
  return item;
}

function summary(value: CellValue): string {
  if (Array.isArray(value)) {
    return `[${value.length}]`;
  }
  if (isNested(value)) {
    return `{${Object.keys(value).length}}`;
  }
  return escapeControls(value === null ? 'null' : cellText(value));
}

function itemOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[role=treeitem]') : null;
}

function toggle(item: HTMLElement): void {
  item.dispatchEvent(new CustomEvent('toggle-branch'));
  item.focus();
}

function moveInTree(tree: HTMLElement, item: HTMLElement, key: string): boolean {
  const items = [...tree.querySelectorAll<HTMLElement>('[role=treeitem]')].filter(
    (found) => found.closest('[hidden]') === null,
  );
  const index = items.indexOf(item);
  const expanded = item.getAttribute('aria-expanded');
  switch (key) {
    case 'ArrowDown':
      items[index + 1]?.focus();
      return true;
    case 'ArrowUp':
      items[index - 1]?.focus();
      return true;
    case 'Home':
      items[0]?.focus();
      return true;
    case 'End':
      items.at(-1)?.focus();
      return true;
    case 'ArrowRight':
      if (expanded === 'false') {
        toggle(item);
      } else if (expanded === 'true') {
        items[index + 1]?.focus();
      }
      return true;
    case 'ArrowLeft':
      if (expanded === 'true') {
        toggle(item);
      } else {
        item.parentElement?.closest<HTMLElement>('[role=treeitem]')?.focus();
      }
      return true;
    case 'Enter':
    case ' ':
      if (expanded !== null) {
        toggle(item);
      }
      return true;
    default:
      return false;
  }
}
