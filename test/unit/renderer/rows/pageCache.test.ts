import { describe, expect, it } from 'vitest';
import { PageCache } from '../../../../src/renderer/rows/pageCache';

describe('PageCache', () => {
  it('lets the page go that was not looked at for longest', () => {
    const cache = new PageCache(2);
    cache.set(1, [['a']]);
    cache.set(2, [['b']]);
    cache.get(1);
    cache.set(3, [['c']]);
    expect([1, 2, 3].map((page) => cache.get(page)?.[0]?.[0])).toEqual(['a', undefined, 'c']);
  });
});
