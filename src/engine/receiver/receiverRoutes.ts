import { createHash, timingSafeEqual } from 'node:crypto';
import type { Connection } from '../../core/api/connection';
import type { ReceiverRoute } from '../../core/protocol/webhookProtocol';

/** Whom a notification is for, as it says itself. */
export interface Recipient {
  readonly tenantId: string;
  /** The app that subscribed. */
  readonly clientId: string;
}

/** Knows whose notifications are taken. Only hashes of the secrets are kept. */
export class ReceiverRoutes {
  private readonly candidates: readonly { readonly connection: Connection; readonly authIdHash: Uint8Array }[];

  constructor(routes: readonly ReceiverRoute[]) {
    this.candidates = routes.flatMap(({ connection, authIds }) =>
      authIds.map((authId) => ({ connection, authIdHash: hash(authId) })),
    );
  }

  /**
   * The connections that a secret was given to the service for. It takes as long whichever of them it is, if any: hashes have one
   * length, each is compared whole, and none is skipped.
   */
  recognize(authId: string | readonly string[] | undefined): readonly Connection[] {
    if (typeof authId !== 'string' || authId === '') {
      return [];
    }
    const given = hash(authId);
    return this.candidates.flatMap(({ connection, authIdHash }) =>
      timingSafeEqual(given, authIdHash) ? [connection] : [],
    );
  }
}

/**
 * The connection that a notification is for; one that names the app goes before one that does not know its own: that one signs in
 * by VS Code's client.
 */
export function findRecipient(connections: readonly Connection[], recipient: Recipient): Connection | undefined {
  const tenantId = recipient.tenantId.toLowerCase();
  const clientId = recipient.clientId.toLowerCase();
  const ofTenant = connections.filter((connection) => connection.tenantId.toLowerCase() === tenantId);
  return (
    ofTenant.find((connection) => connection.clientId?.toLowerCase() === clientId) ??
    ofTenant.find((connection) => connection.clientId === undefined)
  );
}

function hash(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}
