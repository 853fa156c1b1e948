import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { contentTypes } from '../../../../src/core/api/contentType';
import type { Coverage } from '../../../../src/core/archive/coverage';
import {
  coveragePage,
  type CoveragePageFacts,
  type CoveragePageState,
} from '../../../../src/extension/coverage/coveragePage';
import { firstView, type CoverageView } from '../../../../src/extension/coverage/coverageView';
import { strangerText } from '../page/strangerText';
import { allListed, blob, coverageOf, listed } from './coverageFixture';

vi.mock('vscode', () => import('../vscodeStandIn'));

const facts: CoveragePageFacts = { name: 'Contoso', view: firstView, locale: 'en', timeZone: 'Asia/Kolkata' };

function render(state: CoveragePageState, changed: Partial<CoveragePageFacts> = {}): string {
  return coveragePage(state, { ...facts, ...changed }).markup;
}

function renderCoverage(coverage: Coverage, view: Partial<CoverageView> = {}): string {
  return render({ kind: 'coverage', coverage }, { view: { ...firstView, ...view } });
}

function attributes(markup: string, name: string): readonly string[] {
  return [...markup.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value]) => value ?? '');
}

function summaryOf(markup: string): string {
  return /<p role="status"[^>]*>([^<]*)</.exec(markup)?.[1]?.trim() ?? '';
}

const gaps = [
  blob('Audit.Exchange', 49.5, 'failed'),
  blob('Audit.General', 30.5, 'listed'),
  blob('DLP.All', 175.5, 'lost'),
];

describe('the page of a coverage', () => {
  it('begins with what matters, in sentences', () => {
    expect(summaryOf(renderCoverage(coverageOf(allListed)))).toBe(
      'Everything up to Nov 21, 14:00 UTC is complete. There is nothing to fetch.',
    );
    expect(summaryOf(renderCoverage(coverageOf(allListed, gaps)))).toBe(
      'Everything up to Nov 20, 12:00 UTC is complete, but for what is lost. 2 hours can still be fetched. Lost in the days shown: 1 hour.',
    );
    expect(summaryOf(renderCoverage(coverageOf([listed('DLP.All', 200, 0)])))).toContain(
      'Never collected: Entra ID, Exchange, SharePoint and OneDrive, General.',
    );
  });

  it('has one action where nothing was collected', () => {
    const markup = renderCoverage(coverageOf([]));
    expect(attributes(markup, 'data-command')).toEqual(['sync']);
    expect(summaryOf(markup)).toBe('Nothing was collected from Contoso yet.');
  });

  it('is a grid that says each cell in words, and has one of each in the order of time', () => {
    const markup = renderCoverage(coverageOf(allListed, gaps));
    const labels = attributes(markup, 'aria-label').filter((label) =>
      /^(Entra|Exchange|SharePoint|General|Data)/.test(label),
    );
    expect(labels).toHaveLength(5 * 8 * 24);
    expect(labels).toContain('Exchange, Fri, Nov 20, 12:00 – 13:00: 1 of 1 blob failed, and can still be fetched');
    expect(labels).toContain('General, Sat, Nov 21, 07:00 – 08:00: 1 of 1 blob not fetched yet');
    expect(labels).toContain('Entra ID, Fri, Nov 20, 12:00 – 13:00: complete, no content');
    expect(labels).toContain('Entra ID, Sun, Nov 22, 23:00 – 00:00: not yet');
    const ids = attributes(markup, 'id');
    expect(new Set(ids).size).toBe(ids.length);
    expect(attributes(markup, 'role')).toEqual(expect.arrayContaining(['grid', 'row', 'gridcell', 'rowheader']));
  });

  it('shows the hours of the user, grouped by the days there, and days as those of UTC', () => {
    const local = renderCoverage(coverageOf(allListed), { isLocal: true });
    expect(local).toContain('Entra ID, Sun, Nov 15, 05:30 – 06:30');
    expect(attributes(local, 'colspan').map(Number)).toEqual([19, ...Array<number>(7).fill(24), 5]);
    const days = renderCoverage(coverageOf(allListed, [], 30), { days: 30, isLocal: true });
    expect(days).toContain('Entra ID, Sun, Nov 22: content may still come');
    expect(attributes(days, 'data-command')).not.toContain('zone');
    expect(
      attributes(days, 'colspan')
        .map(Number)
        .reduce((sum, count) => sum + count),
    ).toBe(30);
  });

  it('lists what is missing in a table, with a button for what can be fetched', () => {
    const markup = renderCoverage(coverageOf(allListed, gaps));
    const commands = attributes(markup, 'data-command').filter((command) => command !== 'cell');
    expect(commands).toEqual([
      ...['fetchMissing', 'queryMissing', 'days', 'days', 'days', 'zone', 'zone'],
      ...['fetchGap', 'queryGap', 'fetchGap', 'queryGap', 'queryGap'],
    ]);
    expect(markup).toContain('aria-label="Fetch: Exchange, Nov 20, 12:00 UTC"');
  });

  it('shortens a list that nobody would read', () => {
    const many = Array.from({ length: 150 }, (_, index) => blob('DLP.All', index + 2.5, 'listed')).filter(
      (_, index) => index % 2,
    );
    const others = Array.from({ length: 150 }, (_, index) => blob('Audit.General', index + 2.5, 'listed')).filter(
      (_, index) => index % 2,
    );
    const markup = renderCoverage(coverageOf(allListed, [...many, ...others]));
    expect(attributes(markup, 'data-command').filter((command) => command === 'fetchGap')).toHaveLength(100);
    expect(markup).toContain('50 more.');
  });

  it('says what went wrong, and tries again', () => {
    const markup = render({ kind: 'failure', text: 'The drive is gone.' });
    expect(markup).toContain('<p role="alert">The drive is gone.</p>');
    expect(attributes(markup, 'data-command')).toEqual(['reload']);
  });

  it('runs nothing, styles nothing and loads nothing by itself, whatever a connection is called', () => {
    const coverage = coverageOf(allListed, gaps);
    const elements = (markup: string): readonly string[] =>
      [...markup.matchAll(/<([a-z][\w-]*)/gi)].map(([, name]) => name ?? '');
    const plain = elements(renderCoverage(coverage));
    fc.assert(
      fc.property(strangerText(), (name) => {
        const markup = render({ kind: 'coverage', coverage }, { name });
        expect(elements(markup)).toEqual(plain);
        expect(markup).not.toMatch(/\son\w+="|\sstyle="|<script|https?:/);
      }),
      { numRuns: 20 },
    );
    expect(contentTypes.every((type) => plain.length > 0 && renderCoverage(coverage).includes(`id="${type}/`))).toBe(
      true,
    );
  });
});
