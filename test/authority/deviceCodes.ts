import { randomUUID } from 'node:crypto';
import { IdentityError } from './identityError.ts';

export type DeviceCodeState = 'pending' | 'entered' | 'declined' | 'expired';

export interface DeviceGrant {
  readonly clientId: string;
  readonly scope: string;
}

/** Seconds. */
const lifetime = 900;
/** Seconds; the real one lets clients wait for 5, which a test need not. */
const interval = 0.02;

/** Codes that users type in a browser to sign in elsewhere (RFC 8628). */
export class DeviceCodes {
  readonly #grants = new Map<string, DeviceGrant & { readonly userCode: string }>();
  readonly #states = new Map<string, DeviceCodeState>();
  /** How often clients asked before the code was entered. */
  polls = 0;

  issue(grant: DeviceGrant, origin: string): object {
    const deviceCode = randomUUID();
    const userCode = `TEST${String(this.#grants.size + 1).padStart(5, '0')}`;
    this.#grants.set(deviceCode, { ...grant, userCode });
    this.#states.set(userCode, 'pending');
    return {
      user_code: userCode,
      device_code: deviceCode,
      verification_uri: `${origin}/devicelogin`,
      expires_in: lifetime,
      interval,
      message: `Enter the code ${userCode}.`,
    };
  }

  /** What the user does with a code, or time. */
  set(userCode: string, state: DeviceCodeState): void {
    if (!this.#states.has(userCode)) {
      throw new RangeError(`The code ${userCode} was not issued.`);
    }
    this.#states.set(userCode, state);
  }

  /** @throws IdentityError until the code was entered */
  redeem(deviceCode: string): DeviceGrant {
    const grant = this.#grants.get(deviceCode);
    const state = grant === undefined ? undefined : this.#states.get(grant.userCode);
    if (grant === undefined || state === undefined) {
      throw new IdentityError('bad_verification_code', 70018, 'Invalid verification code.');
    }
    switch (state) {
      case 'pending':
        this.polls += 1;
        throw new IdentityError(
          'authorization_pending',
          70016,
          'OAuth 2.0 device flow error. Authorization is pending.',
        );
      case 'declined':
        throw new IdentityError('authorization_declined', 65004, 'User declined to consent to access the app.');
      case 'expired':
        throw new IdentityError('expired_token', 70020, 'The provided value for the input parameter is expired.');
      case 'entered':
        this.#grants.delete(deviceCode);
        return grant;
    }
  }
}
