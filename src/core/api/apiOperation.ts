/** What a request to the API does. */
export type ApiOperation =
  | 'listSubscriptions'
  | 'startSubscription'
  | 'stopSubscription'
  | 'listContent'
  | 'listNotifications'
  | 'fetchBlob'
  | 'listSensitiveTypes';
