import { X509Certificate } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { rootCertificates, TLSSocket, type DetailedPeerCertificate } from 'node:tls';
import { request, type Dispatcher } from 'undici';
import { z } from 'zod';
import type { ServerClock } from '../api/serverClock';
import { systemTiming } from '../api/timing';

/** The certificate that a server showed. */
export interface SeenCertificate {
  /** Who issued it, as it says itself. */
  readonly issuer: string;
  /** Milliseconds since the epoch. */
  readonly validTo: number;
  /** Why it is not trusted: OpenSSL's code, or Node's; absent where it is. */
  readonly problem?: string;
  /** Whether one of the authorities that everyone trusts vouches for it, and not only this computer. */
  readonly isPublic: boolean;
}

export interface ProbeResult {
  /** Absent where there is no TLS. */
  readonly certificate?: SeenCertificate;
}

export interface ProbeOptions {
  readonly dispatcher: Dispatcher;
  readonly clock: ServerClock;
  readonly signal: AbortSignal;
}

/** A message of undici's channel, as its documentation of `diagnostics_channel` says. */
const connected = z.object({
  connectParams: z.object({ host: z.string() }),
  socket: z.instanceof(TLSSocket),
});
const connectedChannel = 'undici:client:connected';

/**
 * Asks an origin for anything, without a token, and looks at the connection. The clock learns what time it is there.
 *
 * @param dispatcher one that takes any certificate: what is wrong with one is seen best when it is looked at
 * @throws undici's and Node's errors where there is no answer
 */
export async function probeService(origin: string, { dispatcher, clock, signal }: ProbeOptions): Promise<ProbeResult> {
  const sockets: TLSSocket[] = [];
  // The one place where undici shows its sockets, whether or not a proxy is in between.
  const watch = (message: unknown): void => {
    sockets.push(...connectedSockets(message, new URL(origin).host));
  };
  subscribe(connectedChannel, watch);
  try {
    const sentAt = systemTiming.elapsed();
    const response = await request(origin, { dispatcher, signal });
    clock.observe(response.headers.date, systemTiming.elapsed() - sentAt);
    const [socket] = sockets;
    const certificate = socket === undefined ? {} : { certificate: readCertificate(socket) };
    await response.body.dump();
    return certificate;
  } finally {
    unsubscribe(connectedChannel, watch);
  }
}

function connectedSockets(message: unknown, host: string): readonly TLSSocket[] {
  const connection = connected.safeParse(message).data;
  return connection?.connectParams.host === host ? [connection.socket] : [];
}

function readCertificate(socket: TLSSocket): SeenCertificate {
  const certificate = socket.getPeerCertificate(true);
  const { O: organization, CN: name } = certificate.issuer;
  return {
    issuer: [organization, name].filter((part) => part !== undefined).join(', '),
    validTo: Date.parse(certificate.valid_to),
    isPublic: isPublicRoot(rootOf(certificate)),
    // Node puts a code here, whatever its types say.
    ...(socket.authorized ? {} : { problem: String(socket.authorizationError) }),
  };
}

function rootOf(certificate: DetailedPeerCertificate): DetailedPeerCertificate {
  const { issuerCertificate } = certificate;
  // A root is its own issuer; one that is not known here is absent, whatever Node's types say.
  const isLast = !isKnown(issuerCertificate) || issuerCertificate.fingerprint256 === certificate.fingerprint256;
  return isLast ? certificate : rootOf(issuerCertificate);
}

function isKnown(certificate: DetailedPeerCertificate | undefined): certificate is DetailedPeerCertificate {
  return certificate !== undefined;
}

function isPublicRoot({ fingerprint256 }: DetailedPeerCertificate): boolean {
  return rootCertificates.some((pem) => new X509Certificate(pem).fingerprint256 === fingerprint256);
}
