import type { ContentType } from '../../core/api/contentType';
import type { Credential } from '../../core/protocol/signInProtocol';
import type { ManagementApiClient } from '../api/managementApiClient';
import type { RetryPolicy } from '../api/retryPolicy';
import type { ServiceHealth } from '../api/serviceHealth';
import type { ArchiveStore } from '../archive/archiveTypes';
import type { Network } from '../network/network';

/** What asks the service, and what it is known by. */
export interface DoctorAccess {
  /** The doctor closes it. */
  readonly client: Pick<ManagementApiClient, 'listSubscriptions' | 'listContent' | 'clock' | 'close'>;
  /** What the connection's requests have shown so far; those of the client need not be among them. */
  readonly health: Pick<ServiceHealth, 'quota' | 'lastFault'>;
}

/** What the doctor looks at a connection with. */
export interface DoctorServices {
  readonly network: Network;
  /** @throws EngineError where the connection itself is wrong */
  readonly openAccess: () => Promise<DoctorAccess>;
  /** Where nobody signs in, since a token is given from outside: what the report calls that. */
  readonly givenTokenName?: string;
  /** A token for the feed, as it is: whether it fits is looked at here. Not asked of the demo tenant. */
  readonly getToken: (signal: AbortSignal) => Promise<string>;
  /** What the app proves itself with; asked for of connections with a certificate. */
  readonly readCredential: () => Promise<Credential>;
  /** Absent on the command line, where none is named. */
  readonly openArchive?: () => Promise<Pick<ArchiveStore, 'findBlobs'>>;
  /** When a subscription was seen to start, in milliseconds since the epoch; the service does not tell. */
  readonly startedAt?: (contentType: ContentType) => number | undefined;
}

/** Someone looks on: what does not pass at once is told of. */
export const doctorRetryPolicy: RetryPolicy = { attempts: 2, baseMs: 500, throttledBaseMs: 500, maximumMs: 2_000 };
