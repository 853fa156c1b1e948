import type { Connection } from '../api/connection';

export interface GraphLookupParams {
  readonly connection: Connection;
  /** `user`: an object id or a user principal name; `app`: an application (client) id. */
  readonly kind: 'user' | 'app';
  readonly id: string;
}

/** An object of Microsoft Graph, as JSON text. */
export interface GraphObject {
  readonly text: string;
}
