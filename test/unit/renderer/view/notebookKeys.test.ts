import { describe, expect, it } from 'vitest';
import { isOwnKey } from '../../../../src/renderer/view/notebookKeys';

const noModifiers = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('isOwnKey', () => {
  it.each(['ArrowDown', 'Enter', 'a', 'd', ' ', 'Home', 'PageDown', 'Delete'])('keeps %j from the notebook', (key) => {
    expect(isOwnKey({ ...noModifiers, key })).toBe(true);
  });

  it.each([
    { key: 'Tab' },
    { key: 'Escape' },
    { key: 'F1' },
    { key: 'F10' },
    { key: 'p', ctrlKey: true },
    { key: 's', metaKey: true },
    { key: 'F', ctrlKey: true, shiftKey: true },
    { key: 'z', altKey: true },
  ])('leaves %j to VS Code', (pressed) => {
    expect(isOwnKey({ ...noModifiers, ...pressed })).toBe(false);
  });

  it.each([
    { key: 'a', ctrlKey: true },
    { key: 'c', metaKey: true },
    { key: 'End', ctrlKey: true },
    { key: 'F10', shiftKey: true },
    { key: 'ArrowDown', altKey: true },
  ])('keeps %j for the grid', (pressed) => {
    expect(isOwnKey({ ...noModifiers, ...pressed })).toBe(true);
  });
});
