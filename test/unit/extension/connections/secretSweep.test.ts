import { describe, expect, it } from 'vitest';
import { planSecretSweep } from '../../../../src/extension/connections/secretSweep';

const day = 24 * 60 * 60_000;

describe('planSecretSweep', () => {
  it('waits for a day before it deletes the secrets of a connection that vanished', () => {
    const first = planSecretSweep(['kept', 'gone', 'gone'], ['kept'], {}, 1_000);
    expect(first).toEqual({ deletedIds: [], goneSince: { gone: 1_000 } });
    expect(planSecretSweep(['kept', 'gone'], ['kept'], first.goneSince, day).deletedIds).toEqual([]);
    expect(planSecretSweep(['kept', 'gone'], ['kept'], first.goneSince, 1_000 + day)).toEqual({
      deletedIds: ['gone'],
      goneSince: {},
    });
  });

  it('forgets that a connection was gone once it is back', () => {
    expect(planSecretSweep(['back'], ['back'], { back: 0 }, 5 * day)).toEqual({ deletedIds: [], goneSince: {} });
  });
});
