import type { KeyObject, X509Certificate } from 'node:crypto';

/** What a file holds, before it is known whether it fits together. */
export interface CertificateParts {
  /** That of the app, and perhaps those of its issuers. */
  readonly certificates: readonly X509Certificate[];
  readonly privateKey: KeyObject;
}
