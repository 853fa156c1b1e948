import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextWindow, wholeWindow, type ZoomStep } from '../../../../src/renderer/chart/zoomWindow';

const steps: readonly ZoomStep[] = ['zoomIn', 'zoomOut', 'moveBack', 'moveOn', 'showAll'];

function after(...taken: readonly ZoomStep[]): readonly [start: number, end: number] {
  const { start, end } = taken.reduce(nextWindow, wholeWindow);
  return [start, end];
}

describe('nextWindow', () => {
  it('goes in about the middle, and out again', () => {
    expect(after('zoomIn')).toEqual([25, 75]);
    expect(after('zoomIn', 'zoomIn')).toEqual([37.5, 62.5]);
    expect(after('zoomIn', 'zoomIn', 'zoomOut')).toEqual([25, 75]);
  });

  it('moves by half of what is seen, up to the ends', () => {
    expect(after('zoomIn', 'zoomIn', 'moveOn')).toEqual([50, 75]);
    expect(after('zoomIn', 'moveOn', 'moveOn')).toEqual([50, 100]);
    expect(after('zoomIn', 'moveBack', 'moveBack')).toEqual([0, 50]);
    expect(after('zoomIn', 'moveOn', 'showAll')).toEqual([0, 100]);
  });

  it('always shows a part of the axis', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 40 }), (taken) => {
        const [start, end] = after(...taken);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(100);
        expect(end - start).toBeGreaterThanOrEqual(0.5 - 1e-9);
      }),
    );
  });
});
