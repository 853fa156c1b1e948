import { describe, expect, it } from 'vitest';
import type { EngineErrorData } from '../../../../src/core/protocol/engineError';
import { groupFailures } from '../../../../src/extension/subscriptions/groupFailures';

const forbidden: EngineErrorData = { kind: 'api', code: 'AF10001', message: 'The app lacks a permission.' };
const busy: EngineErrorData = { kind: 'api', code: 'AF429', message: 'Too many requests.' };

describe('groupFailures', () => {
  it('tells each reason once, with all that met it, in their order', () => {
    expect(
      groupFailures([
        { contentType: 'Audit.Exchange', error: busy },
        { contentType: 'Audit.General' },
        { contentType: 'Audit.SharePoint', error: forbidden },
        { contentType: 'DLP.All', error: busy },
      ]),
    ).toEqual([
      { contentTypes: ['Audit.Exchange', 'DLP.All'], error: busy },
      { contentTypes: ['Audit.SharePoint'], error: forbidden },
    ]);
  });

  it('has nothing to tell where all worked', () => {
    expect(groupFailures([{ contentType: 'Audit.General' }])).toEqual([]);
  });
});
