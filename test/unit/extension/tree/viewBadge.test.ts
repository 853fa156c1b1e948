import { expect, it, vi } from 'vitest';
import { viewBadge } from '../../../../src/extension/tree/viewBadge';

vi.mock('vscode', () => import('../vscodeStandIn'));

it('counts what came, and otherwise the content types with gaps; the words tell of both', () => {
  expect(viewBadge(0, 0)).toBeUndefined();
  expect(viewBadge(1, 0)).toEqual({ value: 1, tooltip: '1 new content blob' });
  expect(viewBadge(0, 2)).toEqual({ value: 2, tooltip: '2 content types with gaps' });
  expect(viewBadge(3, 1)).toEqual({ value: 3, tooltip: '3 new content blobs\n1 content type with gaps' });
});
