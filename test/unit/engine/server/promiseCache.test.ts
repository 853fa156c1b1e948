import { expect, it } from 'vitest';
import { PromiseCache } from '../../../../src/engine/server/promiseCache';

it('makes a value once, and again where that failed', async () => {
  const cache = new PromiseCache<string>();
  await expect(cache.get('key', () => Promise.reject(new Error('Not yet.')))).rejects.toThrow('Not yet.');
  expect(await cache.get('key', () => Promise.resolve('first'))).toBe('first');
  expect(await cache.get('key', () => Promise.resolve('second'))).toBe('first');
});

it('hands over all that it held, and keeps what is made while it waits for that', async () => {
  const cache = new PromiseCache<string>();
  void cache.get('early', () => Promise.resolve('early'));
  const drained = cache.drain();
  void cache.get('late', () => Promise.resolve('late'));
  expect(await drained).toEqual(['early']);
  expect(await cache.drain()).toEqual(['late']);
});

it('keeps the new value where an old one fails late', async () => {
  const cache = new PromiseCache<string>();
  const failing = cache.get('key', () => Promise.reject(new Error('Too late.')));
  const drained = cache.drain();
  void cache.get('key', () => Promise.resolve('new'));
  await expect(failing).rejects.toThrow('Too late.');
  expect(await drained).toEqual([]);
  expect(await cache.get('key', () => Promise.resolve('newer'))).toBe('new');
});
