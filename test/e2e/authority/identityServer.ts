import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { makeAccessToken, makeIdToken, toBase64Url, tokenLifetime } from './accessToken.ts';
import type { Account } from './accessToken.ts';

export const loginHost = 'login.microsoftonline.com';
export const redirectHost = 'vscode.dev';

/** What a sign-in asked for, kept until its code is redeemed. */
interface Grant {
  readonly clientId: string;
  readonly scope: string;
  readonly nonce: string | undefined;
  readonly challenge: string | undefined;
}

/**
 * Microsoft's identity platform, as much of it as a sign-in needs: an authorization code with PKCE, and refresh tokens.
 * Everyone is signed in at once, as the one account. It also plays `vscode.dev/redirect`, which sends the browser back to VS Code.
 */
export class IdentityServer {
  readonly #account: Account;
  readonly #codes = new Map<string, Grant>();
  readonly #refreshTokens = new Map<string, Grant>();
  /** Scopes of the tokens that were issued, oldest first. */
  readonly issuedScopes: string[] = [];

  constructor(account: Account) {
    this.#account = account;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `https://${request.headers.host ?? loginHost}`);
    const form = request.method === 'POST' ? new URLSearchParams(await text(request)) : new URLSearchParams();
    if (url.hostname === redirectHost && url.pathname === '/redirect') {
      this.#redirectToEditor(new URLSearchParams([...url.searchParams, ...form]), response);
    } else if (url.pathname.endsWith('/discovery/instance')) {
      sendJson(response, 200, instanceDiscovery());
    } else if (url.pathname.endsWith('/.well-known/openid-configuration')) {
      sendJson(response, 200, openIdConfiguration(url.pathname.split('/')[1] ?? 'common'));
    } else if (url.pathname.endsWith('/oauth2/v2.0/authorize')) {
      this.#authorize(url.searchParams, response);
    } else if (url.pathname.endsWith('/oauth2/v2.0/token')) {
      this.#token(form, response);
    } else {
      response.writeHead(404).end();
    }
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

  #token(form: URLSearchParams, response: ServerResponse): void {
    const grant = this.#redeem(form);
    if (grant === undefined) {
      sendJson(response, 400, { error: 'invalid_grant', error_description: 'AADSTS70000: The grant is not valid.' });
      return;
    }
    const scope = form.get('scope') ?? grant.scope;
    const refreshToken = randomUUID();
    this.#refreshTokens.set(refreshToken, grant);
    this.issuedScopes.push(scope);
    sendJson(response, 200, {
      token_type: 'Bearer',
      scope,
      expires_in: tokenLifetime,
      ext_expires_in: tokenLifetime,
      access_token: makeAccessToken(this.#account, grant.clientId, resourceOf(scope)),
      refresh_token: refreshToken,
      id_token: makeIdToken(this.#account, grant.clientId, grant.nonce),
      client_info: toBase64Url(JSON.stringify({ uid: this.#account.objectId, utid: this.#account.tenantId })),
    });
  }

  #redeem(form: URLSearchParams): Grant | undefined {
    if (form.get('grant_type') === 'refresh_token') {
      return this.#refreshTokens.get(form.get('refresh_token') ?? '');
    }
    const code = form.get('code') ?? '';
    const grant = this.#codes.get(code);
    this.#codes.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    return grant?.challenge === challenge ? grant : undefined;
  }
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

function openIdConfiguration(tenant: string): object {
  const base = `https://${loginHost}/${tenant}`;
  return {
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
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
