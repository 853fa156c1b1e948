import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentPath, parseDocumentPath, type AuditDocument } from '../../../../src/extension/documents/auditUri';
import { formatJson } from '../../../../src/extension/documents/formatJson';

describe('documentPath', () => {
  it('keeps usual ids readable', () => {
    expect(
      documentPath(
        {
          kind: 'blob',
          connectionId: 'demo',
          contentType: 'Audit.SharePoint',
          contentId: '20171014180051748005825$audit_sharepoint$Audit_SharePoint',
        },
        'Audit.SharePoint 2017-10-14 18.00.51Z',
      ),
    ).toBe(
      '/demo/Audit.SharePoint/20171014180051748005825$audit_sharepoint$Audit_SharePoint/Audit.SharePoint 2017-10-14 18.00.51Z.json',
    );
  });

  it('is read back, whatever the id and the title hold, and has four parts', () => {
    const id = fc.string({ unit: 'binary', minLength: 1 });
    const documents: fc.Arbitrary<AuditDocument> = fc.oneof(
      fc.record({
        kind: fc.constant('blob' as const),
        connectionId: fc.constantFrom('demo', 'contoso-2'),
        contentType: fc.constantFrom('Audit.Exchange' as const, 'DLP.All' as const),
        contentId: id,
      }),
      fc.record({ kind: fc.constant('record' as const), connectionId: fc.constant('demo'), recordId: id }),
      fc.record({
        kind: fc.constant('graph' as const),
        connectionId: fc.constant('demo'),
        subject: fc.constantFrom('user' as const, 'app' as const),
        id,
      }),
    );
    fc.assert(
      fc.property(documents, id, (document, title) => {
        const path = documentPath(document, title);
        expect(path.split('/')).toHaveLength(5);
        expect(parseDocumentPath(path)).toEqual(document);
      }),
    );
  });

  it.each([
    '/',
    '/demo',
    '/demo/Audit.Exchange',
    '/demo/Audit.Exchange/a.json',
    '/demo/Audit.Other/a/a.json',
    '/demo/records/a/a.txt',
    '/demo/records//a.json',
    '/a/records/b/c/d.json',
  ])('is nothing else: %s', (path) => {
    expect(parseDocumentPath(path)).toBeUndefined();
  });
});

describe('formatJson', () => {
  it('keeps numbers that a double cannot hold, escapes and the order of keys', () => {
    expect(formatJson('[{"b":9007199254740993,"a":1.0,"e":1E+2,"s":"\\u00e9\\/","n":null},{},[]]')).toBe(
      [
        '[',
        '  {',
        '    "b": 9007199254740993,',
        '    "a": 1.0,',
        '    "e": 1E+2,',
        '    "s": "\\u00e9\\/",',
        '    "n": null',
        '  },',
        '  {},',
        '  []',
        ']',
        '',
      ].join('\n'),
    );
  });

  it('lays any JSON out as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const value: unknown = JSON.parse(text);
        const compact = JSON.stringify(value);
        expect(formatJson(compact)).toBe(`${JSON.stringify(value, undefined, 2)}\n`);
      }),
    );
  });
});
