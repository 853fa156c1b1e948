import { describe, expect, it } from 'vitest';
import { placeAt } from '../../../../src/core/notebook/textPlace';

describe('placeAt', () => {
  it.each([
    ['', 0, 1, 1],
    ['ab', 1, 1, 2],
    ['ab\ncd', 3, 2, 1],
    ['ab\r\ncd', 5, 2, 2],
    ['ab\ncd', 99, 2, 3],
  ])('counts lines and columns from 1: %j at %i', (text, offset, line, column) => {
    expect(placeAt(text, offset)).toEqual({ line, column });
  });
});
