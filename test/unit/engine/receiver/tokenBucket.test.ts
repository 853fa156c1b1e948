import { expect, it } from 'vitest';
import { TokenBucket } from '../../../../src/engine/receiver/tokenBucket';

it('lets so many through at once, and so many a second after that', () => {
  let now = 0;
  const bucket = new TokenBucket({ capacity: 3, perSecond: 2, now: () => now });
  const taken = (): number => Array.from({ length: 10 }, () => bucket.take()).filter(Boolean).length;
  expect(taken()).toBe(3);
  now += 499;
  expect(taken()).toBe(0);
  now += 1;
  expect(taken()).toBe(1);
  now += 60_000;
  expect(taken()).toBe(3);
});
