import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test, onTestFinished } from 'vitest';
import type {
  CompletionItem,
  Hover,
  Location,
  SemanticTokens,
  SignatureHelp,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver/node';
import { Archive } from '../../../../src/engine/archive/archive';
import { blobOf, record, tenantId } from '../archive/archiveFixture';
import { Editor } from './editor';

let folder: string;
let editor: Editor;
const connection = { id: 'contoso', name: 'Contoso', cloud: 'enterprise', tenantId };

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'language-'));
  const archive = await Archive.open(folder);
  await archive.addBlobs(tenantId, [
    blobOf('b1', [
      record('1', { Operation: 'FileDownloaded', UserId: 'ada@contoso.com', RecordType: 6, Surprise: 1 }),
      record('2', { Operation: 'FileDownloaded', UserId: 'a "quoted" \\ name' }),
      record('3', { Operation: 'Send', UserId: 'line\nbreak' }),
    ]),
  ]);
  await archive.recordSubscriptions(tenantId, [{ contentType: 'Audit.Exchange', status: 'enabled' }], 1);
  await archive.close();
  editor = await Editor.start(folder, connection);
});

afterAll(async () => {
  await editor.stop();
  await rm(folder, { recursive: true, force: true });
});

let files = 0;
async function openFile(text: string): Promise<string> {
  files += 1;
  const uri = `file:///query${files}.kql`;
  await editor.openFile(uri, text);
  return uri;
}

function labels(items: readonly CompletionItem[]): string[] {
  return items.map(({ label }) => label);
}

/** The list once the values of its column are counted: the editor asks again for a list that is incomplete. */
async function completeList(uri: string): Promise<CompletionItem[]> {
  for (;;) {
    const list = await editor.complete(uri);
    if (!list.isIncomplete) {
      return list.items;
    }
  }
}

describe('a text in other letters than the archive has', () => {
  beforeAll(async () => {
    await completeList(await openFile('AuditRecords | where Operation == '));
  });

  it.each([
    ['AuditRecords | where Operation in ("send", "other")', 'in ("Send", "other")', 'in~ ("send", "other")'],
    ['AuditRecords | extend x = tolower(Operation) | where x == "Send"', 'x == "send"', 'x =~ "Send"'],
    ['AuditRecords | where tostring(Record.Operation) != "SEND"', '!= "Send"', '!~ "SEND"'],
  ])('is told of once the values of its column are counted: %s', async (text, ...mended) => {
    const uri = await openFile(text);
    const diagnostics = await editor.nextDiagnostics(uri);
    expect(diagnostics).toMatchObject([{ code: 'letterCase', severity: 2 }]);
    const fixes = await editor.quickFixes(uri, diagnostics);
    expect(fixes.map(({ edit }) => editor.editedAll(edit ?? {})[uri])).toEqual(
      mended.map((part) => expect.stringContaining(part) as string),
    );
  });

  it.each([
    'AuditRecords | where Operation in ("send", "Send", "other")',
    'AuditRecords | where Operation =~ "send" or Operation has "send"',
    // Nobody has asked for the values of this column.
    'AuditRecords | where UserId == "ADA@contoso.com"',
  ])('is nothing to tell of: %s', async (text) => {
    expect(await editor.nextDiagnostics(await openFile(text))).toEqual([]);
  });
});

describe('completion', () => {
  it('offers what can stand, and what the archive has found', async () => {
    const uri = await openFile('AuditRecords | where ');
    expect(labels((await editor.complete(uri)).items)).toEqual(expect.arrayContaining(['Operation', 'tolower', 'ago']));
    await expect.poll(async () => labels((await editor.complete(uri)).items)).toContain('Surprise');
  });

  it('offers the values of a column, the most frequent first, and says how often they occur', async () => {
    const uri = await openFile('AuditRecords | where Operation == ');
    const values = (await completeList(uri)).filter(({ kind }) => kind === 12);
    expect(
      values.map(({ label, labelDetails, textEdit }) => [label, labelDetails?.description, textEdit?.newText]),
    ).toEqual([
      ['FileDownloaded', '2 records', '"FileDownloaded"'],
      ['Send', '1 record', '"Send"'],
    ]);
  });

  it('waits for the values where nothing else can be offered', async () => {
    const uri = await openFile('AuditRecords | where Workload == "');
    expect(labels((await editor.complete(uri)).items)).toEqual(['Exchange']);
  });

  it('knows the tables of the catalogue, their columns and values', async () => {
    expect(labels((await editor.complete(await openFile('Subscr'))).items)).toContain('Subscriptions');
    const columns = labels((await editor.complete(await openFile('Subscriptions | project '))).items);
    expect(columns).toEqual(expect.arrayContaining(['ContentType', 'Status', 'WebhookExpiration', 'ListedTime']));
    const values = await completeList(await openFile('Subscriptions | where Status == "'));
    expect(labels(values)).toEqual(['enabled']);
    const hover = await editor.ask<Hover>('hover', await openFile('Subscriptions | take 1'), 3);
    expect(JSON.stringify(hover.contents)).toContain('WebhookAddress, WebhookStatus');
  });

  it('names what numbers mean', async () => {
    const uri = await openFile('AuditRecords | where RecordType == ');
    expect(await completeList(uri)).toContainEqual(
      expect.objectContaining({
        label: '6',
        labelDetails: { detail: ' SharePointFileOperation', description: '1 record' },
      }),
    );
  });

  it('quotes what a record says, and leaves out what stands on no line', async () => {
    const uri = await openFile('AuditRecords | where UserId == "');
    const values = (await completeList(uri)).filter(({ kind }) => kind === 12);
    const quoted = values.find(({ label }) => label.includes('quoted'));
    expect(quoted?.textEdit?.newText).toBe(String.raw`"a \"quoted\" \\ name"`);
    expect(editor.edited(uri, [quoted?.textEdit as TextEdit])).toBe(
      String.raw`AuditRecords | where UserId == "a \"quoted\" \\ name"`,
    );
    expect(values).toHaveLength(2);
  });
});

describe('mistakes', () => {
  it('are marked, and mended by a quick fix', async () => {
    const uri = await openFile('AuditRecords\n| where Opration == "x"');
    const diagnostics = await editor.nextDiagnostics(uri);
    expect(diagnostics).toMatchObject([
      { code: 'KS142', range: { start: { line: 1, character: 8 }, end: { line: 1, character: 16 } } },
    ]);
    const [fix] = await editor.quickFixes(uri, diagnostics);
    expect(fix?.title).toBe('Write "Operation"');
    expect(editor.editedAll(fix?.edit ?? {})[uri]).toBe('AuditRecords\n| where Operation == "x"');
  });

  it('are gone when the text is right', async () => {
    const uri = await openFile('AuditRecords | take');
    expect(await editor.nextDiagnostics(uri)).toHaveLength(1);
    await editor.append(uri, ' 5');
    expect(await editor.nextDiagnostics(uri)).toEqual([]);
  });

  it('are looked for again when there are other connections', async () => {
    const uri = await openFile('AuditRecords | take 1');
    await editor.nextDiagnostics(uri);
    const asked = editor.askedConnections.filter((other) => other === uri).length;
    await editor.notifyConnectionsChanged();
    await editor.nextDiagnostics(uri);
    expect(editor.askedConnections.filter((other) => other === uri)).toHaveLength(asked + 1);
  });

  it('are gone when the result that was missing is there', async () => {
    const uri = await openFile('Suspects | where Count > 1 and Nope');
    expect(await editor.nextDiagnostics(uri)).toMatchObject([{ range: { end: { character: 8 } } }]);
    editor.tables = [{ name: 'Suspects', columns: [{ name: 'Count', type: 'long' }] }];
    onTestFinished(async () => {
      editor.tables = [];
      await editor.notifyConnectionsChanged();
    });
    await editor.notifyConnectionsChanged();
    expect(await editor.nextDiagnostics(uri)).toMatchObject([{ code: 'KS142', range: { start: { character: 31 } } }]);
  });
});

describe('help', () => {
  it('is there on hover, with where this engine differs', async () => {
    const uri = await openFile('AuditRecords | summarize dcount(UserId)');
    const hover = await editor.ask<Hover>('hover', uri, 28);
    expect(hover.contents).toMatchObject({ kind: 'markdown' });
    expect(JSON.stringify(hover.contents)).toMatch(/dcount\(expr.*different values.*Here: exact/);
  });

  it('names the argument that is written', async () => {
    const uri = await openFile('print bin(now(), ');
    const { activeParameter, signatures } = await editor.ask<SignatureHelp>('signatureHelp', uri);
    expect([activeParameter, signatures[0]?.label]).toEqual([1, expect.stringContaining('bin(')]);
  });
});

test('formatting lays out the text', async () => {
  const uri = await openFile('AuditRecords|take 5');
  const edits = await editor.ask<TextEdit[]>('formatting', uri, 0, { options: { tabSize: 4, insertSpaces: true } });
  expect(editor.edited(uri, edits)).toBe('AuditRecords\n| take 5');
  const range = { start: { line: 0, character: 12 }, end: { line: 0, character: 19 } };
  const ofSelection = await editor.ask<TextEdit[]>('rangeFormatting', uri, 0, { range });
  expect(editor.edited(uri, ofSelection)).toBe('AuditRecords\n| take 5');
});

test('words have kinds, one after the other', async () => {
  const uri = await openFile('AuditRecords\n| take 5');
  const { data } = await editor.ask<SemanticTokens>('semanticTokens/full', uri);
  // class at 0:0, keyword at 1:2
  expect(data).toEqual([0, 0, 12, 0, 0, 1, 2, 4, 5, 0]);
});

describe('names of a notebook', () => {
  const uri = 'file:///names.auditnb';
  const cells = [
    'let since = ago(7d);\nAuditRecords | where CreationTime > since',
    'OfficeActivity | where TimeGenerated > since',
    'let since = ago(1d);\nAuditRecords | where CreationTime > since',
    'print x = since',
  ];

  beforeAll(async () => {
    await editor.openNotebook(uri, cells);
  });

  const useOf = (cell: number): number => cells[cell]?.lastIndexOf('since') ?? -1;

  it('are found where they are defined: in the cell, else in the nearest one before it', async () => {
    const definitionOf = async (cell: number): Promise<string> =>
      (await editor.ask<Location>('definition', `${uri}#${cell}`, useOf(cell))).uri;
    expect(await Promise.all([0, 1, 2, 3].map(definitionOf))).toEqual([`${uri}#0`, `${uri}#0`, `${uri}#2`, `${uri}#2`]);
  });

  it('are renamed in all cells that mean them, and in no other', async () => {
    const edit = await editor.ask<WorkspaceEdit>('rename', `${uri}#1`, useOf(1), { newName: 'start' });
    expect(editor.editedAll(edit)).toEqual({
      [`${uri}#0`]: 'let start = ago(7d);\nAuditRecords | where CreationTime > start',
      [`${uri}#1`]: 'OfficeActivity | where TimeGenerated > start',
    });
  });

  it('are listed with all their uses', async () => {
    expect(
      await editor.ask<Location[]>('references', `${uri}#2`, 5, { context: { includeDeclaration: true } }),
    ).toHaveLength(3);
  });

  it('must be names that KQL can read', async () => {
    await expect(editor.ask('rename', `${uri}#0`, 5, { newName: 'no name' })).rejects.toThrow('starts with a letter');
  });

  it('are not columns', async () => {
    expect(await editor.ask('prepareRename', `${uri}#0`, cells[0]?.indexOf('CreationTime'))).toBeNull();
  });

  it('that another cell defines are marked, since each cell runs alone, and copied by a quick fix', async () => {
    const cell = `${uri}#1`;
    await editor.notifyConnectionsChanged();
    const diagnostics = await editor.nextDiagnostics(cell);
    expect(diagnostics[0]?.message).toContain('each cell runs on its own');
    const [fix] = await editor.quickFixes(cell, diagnostics);
    expect(editor.editedAll(fix?.edit ?? {})[cell]).toBe(`let since = ago(7d);\n${cells[1] ?? ''}`);
  });
});

describe('requests', () => {
  it('that are cancelled are not answered', async () => {
    const uri = await openFile('AuditRecords | where ');
    const cancel = new CancellationTokenSource();
    const request = editor.ask('completion', uri, undefined, {}, cancel.token);
    cancel.cancel();
    await expect(request).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  });

  it('end when the next one of their kind comes', async () => {
    const uri = await openFile('AuditRecords | where ');
    const [first, second] = await Promise.allSettled([editor.complete(uri), editor.complete(uri)]);
    expect(first).toMatchObject({ status: 'rejected', reason: { code: LSPErrorCodes.RequestCancelled } });
    expect(second.status).toBe('fulfilled');
  });
});
