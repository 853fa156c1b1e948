import { describe, expect, it } from 'vitest';
import { portOf, toPublicAddress } from '../../../../src/extension/receiver/publicAddress';

const localAddress = 'http://127.0.0.1:5000/notifications';

describe('toPublicAddress', () => {
  it.each([
    ['https://abc-5000.devtunnels.ms', 'https://abc-5000.devtunnels.ms/notifications'],
    ['https://abc-5000.devtunnels.ms/', 'https://abc-5000.devtunnels.ms/notifications'],
    ['https://proxy.example.com/audit', 'https://proxy.example.com/audit'],
    ['https://proxy.example.com/?key=1', 'https://proxy.example.com/notifications?key=1'],
  ])('makes %s the address that the service posts to', (text, address) => {
    expect(toPublicAddress(text, localAddress)).toBe(address);
  });

  it.each(['', 'abc-5000.devtunnels.ms', 'http://abc-5000.devtunnels.ms/', 'https://user:password@example.com/'])(
    'refuses %j',
    (text) => {
      expect(toPublicAddress(text, localAddress)).toBeUndefined();
    },
  );
});

describe('portOf', () => {
  it.each([
    [localAddress, 5000],
    ['http://127.0.0.1/', 80],
    ['https://localhost/', 443],
  ])('of %s is %i', (address, port) => {
    expect(portOf(address)).toBe(port);
  });
});
