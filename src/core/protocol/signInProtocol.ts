import type { Connection } from '../api/connection';

export interface TokenParams {
  readonly connection: Connection;
  /** The audience: `https://manage.office.com`, say. */
  readonly resource: string;
  /** The last token was refused: ask for a new one. */
  readonly refresh: boolean;
}

export interface Token {
  readonly accessToken: string;
}

/** What an app proves itself with. It travels from SecretStorage to the engine when it is needed, and is kept in memory only. */
export type Credential =
  { readonly kind: 'clientSecret'; readonly secret: string } | ({ readonly kind: 'certificate' } & CertificateFile);

/** A certificate with its private key, as the file holds it. */
export interface CertificateFile {
  /** `pem`: the text; `pfx`: PKCS#12 in base64. */
  readonly format: 'pem' | 'pfx';
  readonly data: string;
  /** Of the PFX, or of an encrypted private key. */
  readonly password?: string;
}

export interface CertificateFacts {
  /** SHA-1 of the certificate in upper-case hexadecimal digits, as the portal shows it. */
  readonly thumbprint: string;
  readonly subject: string;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  /** Milliseconds since the epoch. */
  readonly notAfter: number;
}

export interface TenantLookup {
  /** The cloud of the connection that is being made. */
  readonly cloud: string;
  readonly authority?: string;
  /** A domain of the tenant, such as contoso.onmicrosoft.com. */
  readonly domain: string;
}

/** Who is signed in, and where that is known to the engine. */
export interface SignInState {
  /** Name of the account; of an app that signs in as itself, its client id. */
  readonly account: string;
}

/** What the user must do to sign in with a device code. */
export interface DeviceCode {
  readonly connectionId: string;
  readonly userCode: string;
  /** Page of the authority where the code is typed. */
  readonly verificationUri: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}
