import { isContentType, type ContentType } from '../../core/api/contentType';
import { Refusal } from './refusal';

/** GUID as the API takes it, in either case. */
export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** The query of a request. Names are looked up in any case: the API's own NextPageUri writes them in lower case. */
export class Parameters {
  private readonly values: ReadonlyMap<string, string>;

  constructor(query: URLSearchParams) {
    this.values = new Map([...query].map(([name, value]) => [name.toLowerCase(), value]));
  }

  get(name: string): string | undefined {
    return this.values.get(name.toLowerCase());
  }

  /** @throws Refusal AF20001 where it is missing, AF20020 where it is none of the five. */
  contentType(): ContentType {
    const text = this.get('contentType');
    if (text === undefined || text === '') {
      throw new Refusal('AF20001', 'contentType');
    }
    if (!isContentType(text)) {
      throw new Refusal('AF20020');
    }
    return text;
  }

  /** @throws Refusal AF20002 for what is no GUID. */
  publisherIdentifier(): string | undefined {
    const text = this.get('PublisherIdentifier');
    if (text !== undefined && !isGuid(text)) {
      throw new Refusal('AF20002', 'PublisherIdentifier', 'guid');
    }
    return text?.toLowerCase();
  }
}
