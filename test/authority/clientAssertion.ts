import { constants, createHash, verify, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { IdentityError } from './identityError.ts';
import type { RegisteredApp } from './registeredApp.ts';

const header = z.object({ alg: z.literal('PS256'), 'x5t#S256': z.string() });
const claims = z.object({
  aud: z.string(),
  iss: z.string(),
  sub: z.string(),
  jti: z.string().min(1),
  nbf: z.number(),
  exp: z.number(),
});

/** Checks what apps sign with their certificates (RFC 7523), each once. */
export class ClientAssertions {
  readonly #seen = new Set<string>();

  /** @throws IdentityError for one that proves nothing */
  verify(assertion: string, app: RegisteredApp, tokenEndpoint: string): void {
    const [encodedHeader = '', encodedClaims = '', signature = ''] = assertion.split('.');
    const { 'x5t#S256': thumbprint } = decode(header, encodedHeader);
    const certificate = (app.certificates ?? [])
      .map((pem) => new X509Certificate(pem))
      .find(({ raw }) => createHash('sha256').update(raw).digest('base64url') === thumbprint);
    if (certificate === undefined) {
      throw new IdentityError(
        'invalid_client',
        700027,
        `The certificate with identifier used to sign the client assertion is not registered on application.`,
      );
    }
    const isSigned = verify(
      'sha256',
      Buffer.from(`${encodedHeader}.${encodedClaims}`),
      {
        key: certificate.publicKey,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      },
      Buffer.from(signature, 'base64url'),
    );
    if (!isSigned) {
      throw new IdentityError('invalid_client', 700027, 'Client assertion failed signature validation.');
    }
    this.#verifyClaims(decode(claims, encodedClaims), app, tokenEndpoint);
  }

  #verifyClaims(
    { aud, iss, sub, jti, nbf, exp }: z.infer<typeof claims>,
    app: RegisteredApp,
    tokenEndpoint: string,
  ): void {
    const now = Date.now() / 1_000;
    if (aud !== tokenEndpoint) {
      throw new IdentityError('invalid_client', 700023, 'Client assertion audience claim does not match Realm issuer.');
    }
    if (iss !== app.clientId || sub !== app.clientId) {
      throw new IdentityError('invalid_client', 700021, 'Client assertion application identifier does not match.');
    }
    if (exp <= now || nbf > now + 1) {
      throw new IdentityError('invalid_client', 700024, 'Client assertion is not within its valid time range.');
    }
    if (this.#seen.has(jti)) {
      throw new IdentityError('invalid_client', 7000214, 'Client assertion was used before.');
    }
    this.#seen.add(jti);
  }
}

function decode<T>(schema: z.ZodType<T>, encoded: string): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(encoded, 'base64url').toString()));
  } catch {
    throw new IdentityError('invalid_request', 50027, 'JWT token is invalid or malformed.');
  }
}
