import { expect, it } from 'vitest';
import { certificateAge } from '../../../../src/extension/signIn/certificateAge';

const day = 24 * 60 * 60_000;
const certificate = { notBefore: 0, notAfter: 100 * day };

it.each([
  [-1, 'early'],
  [0, 'good'],
  [70 * day, 'good'],
  [70 * day + 1, 'expiring'],
  [100 * day - 1, 'expiring'],
  [100 * day, 'expired'],
])('a certificate of a hundred days, at %d, is %s', (now, age) => {
  expect(certificateAge(certificate, now)).toBe(age);
});
