import { demoCloud } from './cloud';

/** Where audit data comes from, and how to sign in there. It holds no secret: it is kept in the settings. */
export interface Connection {
  /** Unique among the connections; part of tree ids and document addresses, so it never changes. */
  readonly id: string;
  readonly name: string;
  /** A name of `clouds`, an origin, or `demo`. */
  readonly cloud: string;
  /** GUID, in lower case. */
  readonly tenantId: string;
  /** Application (client) id of the user's own app registration; VS Code's own client is used where it is absent. */
  readonly clientId?: string;
  /** GUID that the service counts requests by; the tenant's own id where it is absent, as the reference advises. */
  readonly publisherIdentifier?: string;
}

/** The demo tenant's connection: always the same tenant, so that documents and notebooks find it again. */
export const demoConnection: Connection = {
  id: 'demo',
  name: 'Demo Tenant',
  cloud: demoCloud,
  tenantId: '5a8f0c1e-7d3b-4e62-9c4a-d1e0de30a0de',
};
