import { EngineError } from '../../core/protocol/engineError';
import type { ApiHeaders } from './apiTransport';

/** Builds and completes the addresses of one tenant's feed. */
export class ApiAddress {
  private readonly root: string;

  constructor(
    origin: string,
    tenantId: string,
    private readonly publisherIdentifier: string,
  ) {
    this.root = `${origin}/api/v1.0/${encodeURIComponent(tenantId)}/activity/feed`;
  }

  operation(path: string, parameters: Readonly<Record<string, string>> = {}): URL {
    const query = new URLSearchParams({ ...parameters, PublisherIdentifier: this.publisherIdentifier });
    return new URL(`${this.root}${path}?${query.toString()}`);
  }

  /**
   * An address that the service gave, with the publisher identifier where it lacks it. The rest of the query stays as it is:
   * `URLSearchParams` would encode the `$` in it, which the service does not take back.
   */
  given(uri: string, base?: string): URL {
    if (!URL.canParse(uri, base)) {
      throw new EngineError({
        kind: 'api',
        code: 'UnexpectedAnswer',
        action: 'retry',
        message: 'The service gave an address that cannot be read. List the content again.',
      });
    }
    const url = new URL(uri, base);
    const hasIdentifier = [...url.searchParams.keys()].some((key) => key.toLowerCase() === 'publisheridentifier');
    if (!hasIdentifier) {
      const separator = url.search === '' ? '' : '&';
      url.search = `${url.search}${separator}PublisherIdentifier=${encodeURIComponent(this.publisherIdentifier)}`;
    }
    return url;
  }

  /** The next page of a listing; undefined at its end. The header is named both ways in the documents. */
  nextPage(headers: ApiHeaders, current: URL): URL | undefined {
    const header = headers.nextpageuri ?? headers.nextpageurl;
    const uri = typeof header === 'string' ? header : header?.[0];
    return uri === undefined || uri === '' ? undefined : this.given(uri, current.href);
  }
}
