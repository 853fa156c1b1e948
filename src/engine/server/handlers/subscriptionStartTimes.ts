import type { Connection } from '../../../core/api/connection';
import type { ContentType } from '../../../core/api/contentType';
import { connectionIdentity } from '../../signIn/connectionIdentity';

/** When subscriptions were started by this engine, in milliseconds since the epoch: the service does not tell. */
export class SubscriptionStartTimes {
  private readonly times = new Map<string, number>();

  get(connection: Connection, contentType: ContentType): number | undefined {
    return this.times.get(keyOf(connection, contentType));
  }

  /** It starts now. */
  start(connection: Connection, contentType: ContentType): void {
    this.times.set(keyOf(connection, contentType), Date.now());
  }

  stop(connection: Connection, contentType: ContentType): void {
    this.times.delete(keyOf(connection, contentType));
  }
}

/** A connection that became another one, of the same id, has subscriptions of its own. */
function keyOf(connection: Connection, contentType: ContentType): string {
  return JSON.stringify([connectionIdentity(connection), contentType]);
}
