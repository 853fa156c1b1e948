/**
 * The clouds that the API runs in.
 *
 * Source: "Office 365 Management Activity API reference" (Microsoft), section "Activity API operations", for the hosts; the audience
 * of a token is the same host ("Troubleshooting the Office 365 Management Activity API"). The authorities of the US clouds are
 * those of Microsoft Entra's "National clouds" page.
 */
export interface Cloud {
  readonly label: string;
  /** Origin of the API, without a path. */
  readonly apiOrigin: string;
  /** The resource that a token is asked for: its audience. */
  readonly resource: string;
  /** Origin of the sign-in service. */
  readonly authority: string;
  /** VS Code's authentication provider that signs in there. */
  readonly authenticationProvider: 'microsoft' | 'microsoft-sovereign-cloud';
}

const worldwideAuthority = 'https://login.microsoftonline.com';
const usGovernmentAuthority = 'https://login.microsoftonline.us';

function cloud(
  label: string,
  apiOrigin: string,
  authority: string,
  authenticationProvider: Cloud['authenticationProvider'],
): Cloud {
  return { label, apiOrigin, resource: apiOrigin, authority, authenticationProvider };
}

export const clouds = {
  enterprise: cloud('Enterprise', 'https://manage.office.com', worldwideAuthority, 'microsoft'),
  gcc: cloud('GCC', 'https://manage-gcc.office.com', worldwideAuthority, 'microsoft'),
  gcchigh: cloud('GCC High', 'https://manage.office365.us', usGovernmentAuthority, 'microsoft-sovereign-cloud'),
  dod: cloud('DoD', 'https://manage.protection.apps.mil', usGovernmentAuthority, 'microsoft-sovereign-cloud'),
} as const satisfies Readonly<Record<string, Cloud>>;

export type CloudName = keyof typeof clouds;

/** The demo tenant's place: the engine plays the API on loopback, at a port that it chooses when it is first asked. */
export const demoCloud = 'demo';

export class InvalidCloudError extends Error {
  constructor(readonly value: string) {
    super(`"${value}" is no cloud: give ${Object.keys(clouds).join(', ')}, or the origin of another host over https.`);
  }
}

/**
 * The cloud that a name or an origin stands for. An origin is `https://host[:port]`, or `http://` on loopback; a token for it is
 * asked for with the audience of the Enterprise cloud.
 *
 * @throws InvalidCloudError for anything else, `demo` included: its port is known to the engine only.
 */
export function resolveCloud(nameOrOrigin: string): Cloud {
  if (Object.hasOwn(clouds, nameOrOrigin)) {
    return clouds[nameOrOrigin as CloudName];
  }
  const origin = parseApiOrigin(nameOrOrigin);
  if (origin === undefined) {
    throw new InvalidCloudError(nameOrOrigin);
  }
  return { ...clouds.enterprise, label: new URL(origin).host, apiOrigin: origin };
}

function parseApiOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) {
    return undefined;
  }
  const url = new URL(text);
  const isOriginOnly = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return isOriginOnly && isSafe ? url.origin : undefined;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
