import { describe, expect, it } from 'vitest';
import { engineSettings } from '../../../../src/engine/server/engineSettings';
import { readEngineSettings } from '../../../../src/extension/engine/engineSettings';

const defaults = {
  requestsPerMinute: 2_000,
  network: { noProxy: [], strictSsl: true, systemCertificates: true },
};

function read(settings: Readonly<Record<string, unknown>>): ReturnType<typeof readEngineSettings> {
  return readEngineSettings((name) => settings[name]);
}

describe('readEngineSettings', () => {
  it('has defaults for all', () => {
    expect(read({})).toEqual(defaults);
    expect(read({ 'http.proxy': '', 'http.proxyAuthorization': null })).toEqual(defaults);
  });

  it("takes ours, and VS Code's for the network", () => {
    expect(
      read({
        'm365Audit.requestsPerMinute': 60_000,
        'http.proxy': 'http://proxy.example:8080',
        'http.proxyAuthorization': 'Basic x',
        'http.noProxy': ['intern.example'],
        'http.proxyStrictSSL': false,
        'http.systemCertificates': false,
      }),
    ).toEqual({
      requestsPerMinute: 60_000,
      network: {
        proxy: 'http://proxy.example:8080',
        proxyAuthorization: 'Basic x',
        noProxy: ['intern.example'],
        strictSsl: false,
        systemCertificates: false,
      },
    });
  });

  it.each([
    { 'm365Audit.requestsPerMinute': 0 },
    { 'm365Audit.requestsPerMinute': 9 },
    { 'm365Audit.requestsPerMinute': 12.5 },
    { 'm365Audit.requestsPerMinute': '2000' },
    { 'http.proxy': 'socks5://proxy.example:1080' },
    { 'http.proxy': 'proxy' },
    { 'http.proxy': 'http://proxy.example', 'http.proxySupport': 'off' },
    { 'http.noProxy': 'intern.example', 'http.proxyStrictSSL': 'no', 'http.systemCertificates': 1 },
  ])('takes what makes no sense for not set, so that the engine starts: %j', (settings) => {
    expect(read(settings)).toEqual(defaults);
    expect(engineSettings.safeParse(read(settings)).success).toBe(true);
  });
});
