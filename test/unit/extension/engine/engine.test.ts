import { describe, expect, it } from 'vitest';
import { engineEnvironment } from '../../../../src/extension/engine/engineEnvironment';
import { RestartLimit } from '../../../../src/extension/engine/restartLimit';

describe('engineEnvironment', () => {
  it('takes the variables of VS Code away and touches no other', () => {
    const changes = engineEnvironment({ PATH: '/bin', VSCODE_PID: '1', vscode_ipc: 'x', MY_VSCODE_: 'y' });
    expect(Object.keys(changes)).toEqual(['VSCODE_PID', 'vscode_ipc']);
    expect(Object.values(changes)).toEqual([undefined, undefined]);
  });
});

describe('RestartLimit', () => {
  it('allows so many restarts in a span, and more once the span is over', () => {
    const limit = new RestartLimit(2, 100);
    expect([0, 10, 20, 99, 100, 105].map((now) => limit.take(now))).toEqual([true, true, false, false, true, false]);
    expect(limit.take(111)).toBe(true);
  });

  it('begins anew when the user asks', () => {
    const limit = new RestartLimit(1, 100);
    expect([limit.take(0), limit.take(1)]).toEqual([true, false]);
    limit.reset();
    expect(limit.take(2)).toBe(true);
  });
});
