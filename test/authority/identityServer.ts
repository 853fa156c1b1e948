import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { makeAccessToken, makeAppToken, makeIdToken, toBase64Url, tokenLifetime } from './accessToken.ts';
import type { Account } from './accessToken.ts';
import { ClientAssertions } from './clientAssertion.ts';
import { DeviceCodes } from './deviceCodes.ts';
import { IdentityError } from './identityError.ts';
import type { RegisteredApp } from './registeredApp.ts';

export const loginHost = 'login.microsoftonline.com';
export const redirectHost = 'vscode.dev';

export interface IdentityServerOptions {
  /** Everyone is signed in as this one. */
  readonly account: Account;
  /** Apps that sign in as themselves, or that are special otherwise. Users may sign in to any other app, too. */
  readonly apps?: readonly RegisteredApp[];
  /** GUIDs of tenants by their domains. */
  readonly domains?: Readonly<Record<string, string>>;
}

/** What a sign-in asked for, kept until its code is redeemed. */
interface Grant {
  readonly clientId: string;
  readonly scope: string;
  readonly nonce?: string | undefined;
  readonly challenge?: string | undefined;
}

/**
 * Microsoft's identity platform, as much of it as a sign-in needs: an authorization code with PKCE, device codes, refresh tokens, and
 * client credentials. It also plays `vscode.dev/redirect`, which sends the browser back to VS Code.
 */
export class IdentityServer {
  readonly #account: Account;
  readonly #apps: ReadonlyMap<string, RegisteredApp>;
  readonly #domains: ReadonlyMap<string, string>;
  readonly #assertions = new ClientAssertions();
  readonly #codes = new Map<string, Grant>();
  readonly #refreshTokens = new Map<string, Grant>();
  readonly deviceCodes = new DeviceCodes();
  /** Scopes of the tokens that were issued, oldest first. */
  readonly issuedScopes: string[] = [];
  /** Tokens that were issued, oldest first; a test may look for them where they must not be. */
  readonly issuedTokens: string[] = [];
  /** The refresh tokens that came with them. */
  readonly issuedRefreshTokens: string[] = [];
  /** Address of each request, oldest first. */
  readonly requests: string[] = [];

  constructor({ account, apps = [], domains = {} }: IdentityServerOptions) {
    this.#account = account;
    this.#apps = new Map(apps.map((app) => [app.clientId, app]));
    this.#domains = new Map(Object.entries(domains));
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `https://${request.headers.host ?? loginHost}`);
    this.requests.push(url.href);
    const form = request.method === 'POST' ? new URLSearchParams(await text(request)) : new URLSearchParams();
    try {
      this.#route(url, form, response);
    } catch (error) {
      if (!(error instanceof IdentityError)) {
        throw error;
      }
      sendJson(response, error.error === 'invalid_client' ? 401 : 400, error.toJson());
    }
  }

  #route(url: URL, form: URLSearchParams, response: ServerResponse): void {
    if (url.hostname === redirectHost && url.pathname === '/redirect') {
      this.#redirectToEditor(new URLSearchParams([...url.searchParams, ...form]), response);
    } else if (url.pathname.endsWith('/discovery/instance')) {
      sendJson(response, 200, instanceDiscovery());
    } else if (url.pathname.endsWith('/.well-known/openid-configuration')) {
      sendJson(response, 200, openIdConfiguration(url.origin, this.#tenantOf(url.pathname)));
    } else if (url.pathname.endsWith('/oauth2/v2.0/authorize')) {
      this.#authorize(url.searchParams, response);
    } else if (url.pathname.endsWith('/oauth2/v2.0/devicecode')) {
      const [clientId, scope] = [form.get('client_id') ?? '', form.get('scope') ?? ''];
      this.#assertInTenant(this.#appOf(clientId));
      sendJson(response, 200, this.deviceCodes.issue({ clientId, scope }, url.origin));
    } else if (url.pathname.endsWith('/oauth2/v2.0/token')) {
      sendJson(response, 200, this.#token(form, url));
    } else {
      response.writeHead(404).end();
    }
  }

  /** The tenant of a path, which names it by its GUID, a domain or a word such as `common`. */
  #tenantOf(path: string): string {
    const name = path.split('/')[1] ?? '';
    const tenant = name.includes('.') ? this.#domains.get(name) : name;
    if (tenant === undefined) {
      throw new IdentityError('invalid_tenant', 90002, `Tenant '${name}' not found. Check to make sure you have it.`);
    }
    return tenant;
  }

  #authorize(query: URLSearchParams, response: ServerResponse): void {
    const code = randomUUID();
    this.#codes.set(code, {
      clientId: query.get('client_id') ?? '',
      scope: query.get('scope') ?? '',
      nonce: query.get('nonce') ?? undefined,
      challenge: query.get('code_challenge') ?? undefined,
    });
    // The state is an address whose own parameters are not encoded, so that some arrive as parameters of this request.
    const passedOn = [...query].filter(([name]) => name.startsWith('vscode-'));
    const answer = new URLSearchParams([['code', code], ['state', query.get('state') ?? ''], ...passedOn]);
    const redirectUri = query.get('redirect_uri') ?? '';
    if (query.get('response_mode') === 'form_post') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(selfSubmittingForm(redirectUri, answer));
    } else {
      response.writeHead(302, { location: `${redirectUri}?${answer.toString()}` }).end();
    }
  }

  #redirectToEditor(answer: URLSearchParams, response: ServerResponse): void {
    // VS Code encodes the address before the client library does so again.
    const target = new URL(decodeURIComponent(answer.get('state') ?? ''));
    for (const [name, value] of answer) {
      if (name !== 'state') {
        target.searchParams.set(name, value);
      }
    }
    response.writeHead(302, { location: target.href }).end();
  }

  #token(form: URLSearchParams, url: URL): object {
    if (form.get('grant_type') === 'client_credentials') {
      return this.#issueAppToken(form, url);
    }
    const grant = this.#redeem(form);
    const app = this.#appOf(grant.clientId);
    this.#assertInTenant(app);
    const scope = form.get('scope') ?? grant.scope;
    const refreshToken = randomUUID();
    this.#refreshTokens.set(refreshToken, grant);
    this.issuedRefreshTokens.push(refreshToken);
    return {
      ...this.#issue(
        scope,
        makeAccessToken(this.#account, grant.clientId, app.audience ?? resourceOf(scope), app.permissions),
      ),
      scope,
      refresh_token: refreshToken,
      id_token: makeIdToken(this.#account, grant.clientId, grant.nonce),
      client_info: toBase64Url(JSON.stringify({ uid: this.#account.objectId, utid: this.#account.tenantId })),
    };
  }

  #issueAppToken(form: URLSearchParams, url: URL): object {
    const clientId = form.get('client_id') ?? '';
    const app = this.#apps.get(clientId);
    if (app === undefined) {
      throw notInTenant(clientId);
    }
    this.#assertInTenant(app);
    this.#authenticate(app, form, `${url.origin}${url.pathname}`);
    const scope = form.get('scope') ?? '';
    const tenantId = this.#tenantOf(url.pathname);
    return this.#issue(scope, makeAppToken(tenantId, clientId, app.audience ?? resourceOf(scope), app.permissions));
  }

  #issue(scope: string, accessToken: string): object {
    this.issuedScopes.push(scope);
    this.issuedTokens.push(accessToken);
    return {
      token_type: 'Bearer',
      expires_in: tokenLifetime,
      ext_expires_in: tokenLifetime,
      access_token: accessToken,
    };
  }

  /** Apps that nobody registered are as good as any for users. */
  #appOf(clientId: string): RegisteredApp {
    return this.#apps.get(clientId) ?? { clientId };
  }

  #assertInTenant({ clientId, isForeign, hasConsent }: RegisteredApp): void {
    if (isForeign === true) {
      throw notInTenant(clientId);
    }
    if (hasConsent === false) {
      throw new IdentityError(
        'invalid_grant',
        65001,
        `The user or administrator has not consented to use the application with ID '${clientId}'.`,
        'consent_required',
      );
    }
  }

  #authenticate(app: RegisteredApp, form: URLSearchParams, tokenEndpoint: string): void {
    const assertion = form.get('client_assertion');
    if (assertion !== null) {
      this.#assertions.verify(assertion, app, tokenEndpoint);
    } else if (form.get('client_secret') !== app.secret) {
      throw new IdentityError('invalid_client', 7000215, 'Invalid client secret provided.');
    } else if (app.isSecretExpired === true) {
      throw new IdentityError('invalid_client', 7000222, 'The provided client secret keys are expired.');
    }
  }

  #redeem(form: URLSearchParams): Grant {
    switch (form.get('grant_type')) {
      case 'refresh_token':
        return requireGrant(this.#refreshTokens.get(form.get('refresh_token') ?? ''));
      case 'urn:ietf:params:oauth:grant-type:device_code':
      case 'device_code':
        return this.deviceCodes.redeem(form.get('device_code') ?? '');
      default:
        return this.#redeemCode(form);
    }
  }

  #redeemCode(form: URLSearchParams): Grant {
    const code = form.get('code') ?? '';
    const grant = requireGrant(this.#codes.get(code));
    this.#codes.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    return requireGrant(grant.challenge === challenge ? grant : undefined);
  }

  /** Ends all sign-ins of users: their refresh tokens are worth nothing from now on. */
  revokeRefreshTokens(): void {
    this.#refreshTokens.clear();
  }
}

function requireGrant(grant: Grant | undefined): Grant {
  if (grant === undefined) {
    throw new IdentityError('invalid_grant', 70000, 'The grant is not valid.');
  }
  return grant;
}

function notInTenant(clientId: string): IdentityError {
  return new IdentityError(
    'unauthorized_client',
    700016,
    `Application with identifier '${clientId}' was not found in the directory.`,
  );
}

/** The resource that scopes such as `https://manage.office.com/.default` belong to; Microsoft Graph, where none says. */
function resourceOf(scope: string): string {
  const qualified = scope.split(' ').find((item) => item.startsWith('https://'));
  return qualified === undefined ? 'https://graph.microsoft.com' : new URL(qualified).origin;
}

function instanceDiscovery(): object {
  return {
    tenant_discovery_endpoint: `https://${loginHost}/common/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: loginHost, preferred_cache: 'login.windows.net', aliases: [loginHost] }],
  };
}

function openIdConfiguration(origin: string, tenant: string): object {
  const base = `${origin}/${tenant}`;
  return {
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    tenant_region_scope: 'EU',
  };
}

function selfSubmittingForm(action: string, fields: URLSearchParams): string {
  const inputs = [...fields].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return `<!doctype html><title>Signing in</title><form method="post" action="${escapeHtml(action)}">${inputs.join('')}</form><script>document.forms[0].submit()</script>`;
}

function escapeHtml(value: string): string {
  return value.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
