import type { EngineErrorAction, EngineErrorData } from '../protocol/engineError';

/** An error answer of the authority (RFC 6749, section 5.2), with the numbers that Microsoft's adds to it. */
export interface SignInErrorFacts {
  /** `invalid_client`, say. */
  readonly error: string;
  /** Numbers of the AADSTS codes, the one that matters first. */
  readonly codes: readonly number[];
  readonly suberror?: string | undefined;
  /** The authority's own words. */
  readonly description?: string | undefined;
}

interface Explanation {
  readonly message: string;
  readonly action: EngineErrorAction;
}

const notInTenant: Explanation = {
  message:
    'The tenant does not know this app. Check the client id and the tenant of the connection; an app of another tenant needs the consent of an administrator of this one first.',
  action: 'editConnection',
};
const wrongSecret: Explanation = {
  message:
    'The client secret is wrong. Enter the value of the secret, not its id; the portal shows the value only when the secret is made.',
  action: 'editConnection',
};
const consentMissing: Explanation = {
  message:
    'Nobody has consented yet to the permissions of the app. Add ActivityFeed.Read to the app registration, and let an administrator grant consent.',
  action: 'openSetup',
};
const consentDeclined: Explanation = {
  message: 'The sign-in was declined. Sign in again, and accept what the app asks for.',
  action: 'signIn',
};
const notAssigned: Explanation = {
  message:
    'The app is open to assigned users only. An administrator assigns them under Enterprise applications, Users and groups.',
  action: 'openSetup',
};
const foreignUser: Explanation = {
  message: 'The account does not belong to this tenant. Sign in with an account of the tenant of the connection.',
  action: 'signIn',
};
const accountBarred: Explanation = {
  message:
    'The account cannot sign in: it is disabled or locked, or its password is wrong or expired. Use another account, or ask an administrator.',
  action: 'signIn',
};
const tenantNotFound: Explanation = {
  message:
    'The authority does not know this tenant. Check the tenant id and the cloud of the connection: each cloud has an authority of its own.',
  action: 'editConnection',
};
const moreProofNeeded: Explanation = {
  message: 'The tenant asks for more proof, such as a second factor. Sign in again and give it.',
  action: 'signIn',
};
const blockedByPolicy: Explanation = {
  message:
    'A conditional access policy of the tenant forbids this sign-in. Sign in from a device and a place that it allows, with another way to sign in, or ask an administrator.',
  action: 'editConnection',
};
const resourceNotFound: Explanation = {
  message:
    'The tenant does not know the service that the token is for. Check the cloud and the audience of the connection.',
  action: 'editConnection',
};
const permissionNotListed: Explanation = {
  message:
    'The app registration lists no permission of the Office 365 Management APIs. Add ActivityFeed.Read, and let an administrator grant consent.',
  action: 'openSetup',
};
const codeExpired: Explanation = {
  message: 'The code was not used in time. Sign in again for a new one.',
  action: 'signIn',
};
const signInEnded: Explanation = {
  message: 'The sign-in has ended: it is too old, or was withdrawn. Sign in again.',
  action: 'signIn',
};
const authorityBusy: Explanation = {
  message: 'The authority cannot answer now. Try again in a few minutes.',
  action: 'retry',
};

/** By AADSTS number. Source: "Microsoft Entra authentication and authorization error codes" (Microsoft). */
const explanations: ReadonlyMap<number, Explanation> = new Map<number, Explanation>([
  ...each(notInTenant, 700016, 70001, 7000229),
  ...each(wrongSecret, 7000215, 7000216, 70002),
  ...each(
    {
      message: 'The client secret has expired. Make a new one in the app registration, and enter it in the connection.',
      action: 'editConnection',
    },
    7000222,
  ),
  ...each(
    {
      message:
        'The app registration does not have this certificate, or it has expired. Upload the certificate there (its thumbprint must be the same), or choose the right one in the connection.',
      action: 'editConnection',
    },
    700027,
  ),
  ...each(
    {
      message:
        'The clock of this computer is wrong: the authority takes what the certificate signed as too early or too late. Set the clock, then try again.',
      action: 'checkConnection',
    },
    700024,
  ),
  ...each(
    {
      message: 'What the certificate signed is for another authority. Check the cloud and the authority.',
      action: 'editConnection',
    },
    700023,
  ),
  ...each(
    {
      message:
        'The app registration does not allow sign-in with a code. Turn on "Allow public client flows" under Authentication.',
      action: 'openSetup',
    },
    7000218,
  ),
  ...each(
    {
      message:
        'The app is registered as a public client, which has no secret and no certificate. Choose another way to sign in, or register it as a web app.',
      action: 'editConnection',
    },
    700025,
  ),
  ...each(
    { message: 'The app is disabled in this tenant. Ask an administrator to enable it.', action: 'openSetup' },
    7000112,
  ),
  ...each(consentMissing, 65001, 90094, 90095, 650056),
  ...each(consentDeclined, 65004),
  ...each(permissionNotListed, 65005, 650057),
  ...each(notAssigned, 50105, 501051),
  ...each(foreignUser, 50020, 50034, 90072),
  ...each(accountBarred, 50053, 50055, 50056, 50057, 50126),
  ...each(tenantNotFound, 90002, 900021, 900023, 90051, 900382, 900432),
  ...each(moreProofNeeded, 50072, 50074, 50076, 50078, 50079, 50158),
  ...each(blockedByPolicy, 50005, 50097, 53000, 53001, 53002, 53003, 53009, 530002, 530003, 530034, 530035),
  ...each(resourceNotFound, 70011, 500011, 500014, 50001, 650052, 90009),
  ...each(
    { message: 'The code has not been entered yet. Enter it on the page of the authority.', action: 'signIn' },
    70016,
  ),
  ...each(codeExpired, 70018, 70019, 70020),
  ...each(signInEnded, 50058, 50132, 50133, 50173, 70000, 70008, 70043, 700081, 700082, 700084),
  ...each(authorityBusy, 50196, 90006, 90033, 90055),
]);

/** By the code of the OAuth standards, and of MSAL, where there is no number: other authorities give none. */
const oauthExplanations: ReadonlyMap<string, Explanation> = new Map<string, Explanation>([
  [
    'invalid_client',
    {
      message: 'The authority does not accept the client id with this secret or certificate. Check them.',
      action: 'editConnection',
    },
  ],
  ['invalid_grant', signInEnded],
  ['interaction_required', moreProofNeeded],
  ['login_required', signInEnded],
  ['no_account_found', signInEnded],
  ['no_tokens_found', signInEnded],
  ['refresh_token_expired', signInEnded],
  ['consent_required', consentMissing],
  ['unauthorized_client', notInTenant],
  ['invalid_scope', resourceNotFound],
  ['invalid_resource', resourceNotFound],
  ['authorization_declined', consentDeclined],
  ['access_denied', consentDeclined],
  ['expired_token', codeExpired],
  ['code_expired', codeExpired],
  ['device_code_expired', codeExpired],
  ['bad_verification_code', codeExpired],
  ['temporarily_unavailable', authorityBusy],
  ['server_error', authorityBusy],
]);

/** The authority's own words are shown, but no page of them. Characters. */
const maximumDescriptionLength = 300;
const maximumCodeLength = 64;

/**
 * Says what a refusal of the authority means and what helps. The numbers decide, then the standard's code, never the text; a number
 * that is not known is shown with the authority's first sentence.
 */
export function explainSignInError({ error, codes, suberror, description }: SignInErrorFacts): EngineErrorData {
  const known = codes.find((code) => explanations.has(code));
  const shown = known ?? codes[0];
  const code = shown === undefined ? plainWords(error, maximumCodeLength) : `AADSTS${shown}`;
  const explanation =
    (known === undefined ? undefined : explanations.get(known)) ??
    // A number says more than the code beside it: one that is not known must not be explained by that.
    (shown === undefined ? (oauthExplanations.get(suberror ?? '') ?? oauthExplanations.get(error)) : undefined);
  return explanation === undefined
    ? {
        kind: 'signIn',
        code,
        action: 'checkConnection',
        message: `The sign-in failed (${code})${quote(description)}.`,
      }
    : { kind: 'signIn', code, action: explanation.action, message: `${explanation.message} (${code})` };
}

function each(explanation: Explanation, ...codes: readonly number[]): readonly (readonly [number, Explanation])[] {
  return codes.map((code) => [code, explanation]);
}

/** The first sentence: ids of the request and the time come after it. */
function quote(description: string | undefined): string {
  const sentence = description
    ?.replace(/^AADSTS\d+:\s*/, '')
    .split(/(?<=\.)\s|[\r\n]/)[0]
    ?.replace(/\.$/, '');
  const words = plainWords(sentence ?? '', maximumDescriptionLength);
  return words === '' ? '' : `: "${words}"`;
}

/** Words of a stranger: what moves the cursor of a terminal, or ends the line of a log, is not theirs to decide. */
function plainWords(text: string, longest: number): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, longest);
}
