import type { ManagementAction } from './translate/actions';

const subscriptionColumns = ['ContentType', 'Status', 'WebhookAddress', 'WebhookStatus', 'WebhookExpiration'] as const;

/** The columns of what the service answers, all of them texts: a pipeline may go on with them. */
export const actionColumns = {
  connect: ['Connection', 'TenantId', 'Account'],
  listSubscriptions: subscriptionColumns,
  startSubscriptions: subscriptionColumns,
  stopSubscriptions: subscriptionColumns,
  listSensitiveTypes: ['Id', 'Name'],
} as const satisfies Readonly<Record<ManagementAction['kind'], readonly string[]>>;

/** What the answer is called in the KQL of such a pipeline. */
export const actionTable = 'Answer';
