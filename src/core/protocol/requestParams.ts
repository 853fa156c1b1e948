import type { Connection } from '../api/connection';
import type { ContentType } from '../api/contentType';
import type { ContentWindow } from '../api/contentWindow';

export interface ConnectionParams {
  readonly connection: Connection;
}

export interface ContentTypeParams extends ConnectionParams {
  readonly contentType: ContentType;
}

export interface ContentRangeParams extends ContentTypeParams {
  readonly range: ContentWindow;
}
