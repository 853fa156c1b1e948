/**
 * The clouds that the API runs in.
 *
 * Source: "Office 365 Management Activity API reference" (Microsoft), section "Activity API operations", for the hosts; the audience
 * of a token is the same host ("Troubleshooting the Office 365 Management Activity API"). The authorities and the hosts of Microsoft
 * Graph are those of the "National clouds" pages of Microsoft Entra and Microsoft Graph. No document of the API names the host in
 * China: it is known from public scripts only.
 */
export interface Cloud {
  readonly label: string;
  /** Origin of the API, without a path. */
  readonly apiOrigin: string;
  /** The resource that a token is asked for: its audience. */
  readonly resource: string;
  /** Origin of the sign-in service. */
  readonly authority: string;
  /** Origin of Microsoft Graph, which is also the audience of its tokens; absent where nobody has said where it is. */
  readonly graphOrigin?: string;
  /** VS Code's authentication provider that signs in there. */
  readonly authenticationProvider: 'microsoft' | 'microsoft-sovereign-cloud';
  /** No document of Microsoft names these hosts for this API. */
  readonly isUnverified?: boolean;
}

type NamedCloud = Cloud & Required<Pick<Cloud, 'graphOrigin'>>;

const worldwideAuthority = 'https://login.microsoftonline.com';
const usGovernmentAuthority = 'https://login.microsoftonline.us';

function worldwide(label: string, apiOrigin: string): NamedCloud {
  return {
    label,
    apiOrigin,
    resource: apiOrigin,
    authority: worldwideAuthority,
    graphOrigin: 'https://graph.microsoft.com',
    authenticationProvider: 'microsoft',
  };
}

function national(label: string, apiOrigin: string, authority: string, graphOrigin: string): NamedCloud {
  return {
    label,
    apiOrigin,
    resource: apiOrigin,
    authority,
    graphOrigin,
    authenticationProvider: 'microsoft-sovereign-cloud',
  };
}

export const clouds = {
  enterprise: worldwide('Enterprise', 'https://manage.office.com'),
  gcc: worldwide('GCC', 'https://manage-gcc.office.com'),
  gcchigh: national('GCC High', 'https://manage.office365.us', usGovernmentAuthority, 'https://graph.microsoft.us'),
  dod: national('DoD', 'https://manage.protection.apps.mil', usGovernmentAuthority, 'https://dod-graph.microsoft.us'),
  china: {
    ...national(
      '21Vianet',
      'https://manage.office365.cn',
      'https://login.partner.microsoftonline.cn',
      'https://microsoftgraph.chinacloudapi.cn',
    ),
    isUnverified: true,
  },
} as const satisfies Readonly<Record<string, NamedCloud>>;

export type CloudName = keyof typeof clouds;

/** The demo tenant's place: the engine plays the API on loopback, at a port that it chooses when it is first asked. */
export const demoCloud = 'demo';

/** What `resolveCloud` reads: a connection, or a part of one. */
export interface CloudChoice {
  /** A name of `clouds`, or an origin. */
  readonly cloud: string;
  /** With an origin only. */
  readonly authority?: string | undefined;
  /** With an origin only. */
  readonly resource?: string | undefined;
}

export class InvalidCloudError extends Error {
  constructor(readonly value: string) {
    super(`"${value}" is no cloud: give ${Object.keys(clouds).join(', ')}, or the origin of another host over https.`);
  }
}

/**
 * The cloud that a connection is in. An origin is `https://host[:port]`, or `http://` on loopback; where an origin comes without
 * authority or audience, those of the Enterprise cloud are used; with its authority goes its Microsoft Graph.
 *
 * @throws InvalidCloudError for anything else, `demo` included: its port is known to the engine only.
 */
export function resolveCloud({ cloud, authority, resource }: CloudChoice): Cloud {
  if (Object.hasOwn(clouds, cloud)) {
    return clouds[cloud as CloudName];
  }
  const apiOrigin = parseOrigin(cloud);
  const { graphOrigin, ...enterprise } = clouds.enterprise;
  const ownAuthority = authority === undefined ? enterprise.authority : parseOrigin(authority);
  return {
    ...enterprise,
    label: new URL(apiOrigin).host,
    apiOrigin,
    authority: ownAuthority,
    ...(resource === undefined ? {} : { resource }),
    ...(ownAuthority === enterprise.authority ? { graphOrigin } : {}),
  };
}

function parseOrigin(text: string): string {
  if (!isSafeOrigin(text)) {
    throw new InvalidCloudError(text);
  }
  return new URL(text).origin;
}

/** Whether a text is an origin, without a path, that secrets may go to: over https, or on loopback. */
export function isSafeOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOriginOnly = url?.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  return isOriginOnly && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)));
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
