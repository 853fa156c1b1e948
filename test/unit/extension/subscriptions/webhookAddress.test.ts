import { describe, expect, it } from 'vitest';
import { findAddressProblem } from '../../../../src/extension/subscriptions/webhookAddress';

describe('findAddressProblem', () => {
  it.each([
    ['https://hooks.example.com/m365?code=1', undefined],
    ['hooks.example.com', 'malformed'],
    ['', 'malformed'],
    ['http://hooks.example.com/', 'notHttps'],
    ['ftp://hooks.example.com/', 'notHttps'],
    ['http://127.0.0.1:5000/', 'notHttps'],
    ['https://user:password@hooks.example.com/', 'hasCredentials'],
  ])('of a real tenant: %s', (text, problem) => {
    expect(findAddressProblem(text, false)).toBe(problem);
  });

  it.each([
    ['http://127.0.0.1:5000/notifications', undefined],
    ['http://localhost:5000/', undefined],
    ['http://hooks.example.com/', 'notHttps'],
    ['http://127.0.0.1.example.com/', 'notHttps'],
  ])('of the demo tenant, which takes http on this machine: %s', (text, problem) => {
    expect(findAddressProblem(text, true)).toBe(problem);
  });
});
