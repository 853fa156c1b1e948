import * as z from 'zod/mini';
import type { EngineSettings } from '../../core/protocol/engineProtocol';

/** Sections of the settings that `readEngineSettings` reads. */
export const engineSettingSections = ['m365Audit.requestsPerMinute', 'http'] as const;

/** What Microsoft names for a small tenant: "Office 365 Management Activity API reference", section "API throttling". */
const defaultRequestsPerMinute = 2_000;
const minimumRequestsPerMinute = 10;

const requestsPerMinute = z.catch(z.int().check(z.gte(minimumRequestsPerMinute)), defaultRequestsPerMinute);
/** SOCKS proxies, which VS Code takes too, are not known to the engine. */
const proxy = z.catch(z.optional(z.url({ protocol: /^https?$/ })), undefined);
const proxyAuthorization = z.catch(z.optional(z.string().check(z.minLength(1))), undefined);
const hosts = z.catch(z.array(z.string()), []);
const trueByDefault = z.catch(z.boolean(), true);

/**
 * What the engine needs of the settings: ours, and VS Code's own for the network. People write them by hand, so what makes no sense
 * counts as not set.
 *
 * @param read gives the value of a setting by its full name
 */
export function readEngineSettings(read: (name: string) => unknown): EngineSettings {
  const proxyAddress = read('http.proxySupport') === 'off' ? undefined : proxy.parse(read('http.proxy'));
  const authorization = proxyAuthorization.parse(read('http.proxyAuthorization'));
  return {
    requestsPerMinute: requestsPerMinute.parse(read('m365Audit.requestsPerMinute')),
    network: {
      ...(proxyAddress === undefined ? {} : { proxy: proxyAddress }),
      noProxy: hosts.parse(read('http.noProxy')),
      ...(authorization === undefined ? {} : { proxyAuthorization: authorization }),
      strictSsl: trueByDefault.parse(read('http.proxyStrictSSL')),
      systemCertificates: trueByDefault.parse(read('http.systemCertificates')),
    },
  };
}
