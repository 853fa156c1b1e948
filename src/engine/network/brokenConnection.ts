import { EngineError } from '../../core/protocol/engineError';

/** Codes of OpenSSL and Node for a certificate that nobody vouches for. */
const untrustedCodes: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const unknownHostCodes: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN']);

/** Says that a host could not be reached, or broke off, and what helps; `code` is that of the system, of OpenSSL or of undici. */
export function brokenConnection(url: URL, cause: unknown): EngineError {
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  return new EngineError(
    {
      kind: 'network',
      action: 'retry',
      message: `The connection to ${url.host} failed${code === undefined ? '' : ` (${code})`}. ${help(code)}`,
      ...(code === undefined ? {} : { code }),
    },
    { cause },
  );
}

function help(code = ''): string {
  if (untrustedCodes.has(code)) {
    return 'Its certificate is not trusted: a proxy may inspect the traffic. Make its certificate known to the operating system, or name it in NODE_EXTRA_CA_CERTS, then start again.';
  }
  if (unknownHostCodes.has(code)) {
    return 'The name is not known. Check the network, the proxy and the cloud of the connection, then try again.';
  }
  return 'Check the network and the proxy, then try again.';
}
