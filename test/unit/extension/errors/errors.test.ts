import { describe, expect, it } from 'vitest';
import { EngineError, type EngineErrorData } from '../../../../src/core/protocol/engineError';
import { errorActions, errorLogText, withoutLinks } from '../../../../src/extension/errors/errorPresentation';
import { toEngineError } from '../../../../src/extension/errors/rehydrateError';

const everything = { canRetry: true, hasConnection: true, isAppOnly: false, hasContentType: true };
const nothing = { canRetry: false, hasConnection: false, isAppOnly: false, hasContentType: false };

describe('errorActions', () => {
  it.each<[EngineErrorData, readonly string[], readonly string[]]>([
    [{ kind: 'network', message: '', action: 'retry' }, ['retry', 'showLog'], ['showLog']],
    [{ kind: 'signIn', message: '', action: 'signIn' }, ['signIn'], []],
    [{ kind: 'api', message: '', action: 'subscribe' }, ['subscribe', 'showLog'], ['showLog']],
    [{ kind: 'notFound', message: '', action: 'fetch' }, ['fetch'], []],
    [{ kind: 'internal', message: '' }, ['showLog'], ['showLog']],
    [{ kind: 'query', message: '' }, [], []],
  ])('offers what helps and what the place can do: %j', (data, offered, bare) => {
    expect(errorActions(data, everything)).toEqual(offered);
    expect(errorActions(data, nothing)).toEqual(bare);
  });
});

describe('errorActions of an app-only connection', () => {
  const appOnly = { ...everything, isAppOnly: true };

  it('sets another secret or certificate where a user would sign in', () => {
    expect(errorActions({ kind: 'signIn', message: '', action: 'signIn' }, appOnly)).toEqual(['setCredential']);
    expect(errorActions({ kind: 'signIn', message: '', action: 'openSetup' }, appOnly)).toEqual(['openSetup']);
    const expired: EngineErrorData = { kind: 'signIn', code: 'AADSTS7000222', message: '', action: 'editConnection' };
    expect(errorActions(expired, appOnly)).toEqual(['setCredential']);
    expect(errorActions(expired, everything)).toEqual(['editConnection']);
    expect(errorActions({ kind: 'api', message: '', action: 'signIn' }, appOnly)).toEqual(['signIn', 'showLog']);
  });
});

describe('errorActions of an archive that is not where the settings say', () => {
  it('offers another folder, and another try where the place can do it', () => {
    const missing: EngineErrorData = { kind: 'archive', code: 'ArchiveMissing', message: '' };
    expect(errorActions(missing, everything)).toEqual(['chooseArchiveFolder', 'retry']);
    expect(errorActions(missing, nothing)).toEqual(['chooseArchiveFolder']);
  });
});

describe('errorLogText', () => {
  it('holds what happened, but no words of the database or of a query, which may quote a record', () => {
    expect(errorLogText({ kind: 'api', code: 'AF20022', message: 'No subscription.' })).toBe(
      'api: AF20022: No subscription.',
    );
    expect(errorLogText({ kind: 'archive', message: 'Could not convert "alex@contoso.example".' })).toBe('archive');
    expect(errorLogText({ kind: 'query', code: 'KS142', message: 'Unknown name alex.' })).toBe('query: KS142');
  });
});

describe('toEngineError', () => {
  it('reads the data of a JSON-RPC error', () => {
    const data: EngineErrorData = { kind: 'query', message: 'no such column', start: 3, length: 4 };
    const response = Object.assign(new Error('no such column'), { code: -32803, data });
    expect(toEngineError(response).data).toEqual(data);
  });

  it('leaves an engine error as it is', () => {
    const error = new EngineError({ kind: 'api', message: 'x' });
    expect(toEngineError(error)).toBe(error);
  });

  it.each([
    [new Error('boom'), 'boom'],
    ['text', 'text'],
    [Object.assign(new Error('odd data'), { data: { kind: 'unheard of', message: 1 } }), 'odd data'],
  ])('takes anything else for a defect, with its words', (error, message) => {
    expect(toEngineError(error).data).toEqual({ kind: 'internal', message });
  });
});

describe('withoutLinks', () => {
  it('leaves nothing that VS Code would make a link of, and the words as they are', () => {
    const link = /\[[^\]]+\]\((?:https?:\/\/|command:|file:)[^)\s]+\)/i;
    expect(link.test('[Sign in](command:workbench.action.quit)')).toBe(true);
    expect(withoutLinks('(AF50000: [Sign in](command:workbench.action.quit))')).not.toMatch(link);
    expect(withoutLinks('See [1] (AF50000).')).toBe('See [1] (AF50000).');
  });
});
