import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hourMs, retentionMarginMs, retentionMs } from '../../../../src/core/api/contentWindow';
import { stateAt } from '../../../../src/core/archive/collectedContent';
import { computeCoverage } from '../../../../src/core/archive/computeCoverage';
import type { CoverageState } from '../../../../src/core/archive/coverage';
import type { TenantContent } from '../../../../src/engine/archive/archive';
import type { ScriptedBlob } from '../../../../src/sandbox/content/scriptedContent';
import { Rehearsal } from './rehearsal';
import type { Schedule } from './schedule';
import { schedule } from './schedule';

/** `SYNC_SCHEDULES=300 vitest run …` plays more of them; `SYNC_SEED` others. */
const numRuns = Number(process.env.SYNC_SCHEDULES ?? 25);
const seed = Number(process.env.SYNC_SEED ?? 4);

it(
  'has each record that the tenant served once, and names every loss, whatever happens meanwhile',
  async () => {
    await fc.assert(fc.asyncProperty(schedule, check), { numRuns, seed });
  },
  numRuns * 20_000,
);

async function check(played: Schedule): Promise<void> {
  const rehearsal = await Rehearsal.play(played);
  try {
    const now = rehearsal.now();
    const content = await rehearsal.content();
    const archived = new Set<ScriptedBlob>();
    for (const blob of played.blobs.filter(({ listed = 0 }) => listed < now)) {
      const state = stateOf(blob, content, now);
      if (state === 'archived') {
        archived.add(blob);
      } else {
        expect(wasServed(blob, rehearsal), describe(blob, state)).toBe(false);
        // It is in the catalogue as lost, or it was never listed and its hour is not called complete.
        expect(state ?? coverageOf(blob, content, now), describe(blob, state)).toBeOneOf(lossStates);
      }
    }
    const ids = await rehearsal.recordIds();
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(ids)).toEqual(new Set([...archived].flatMap(({ records }) => records.map(({ Id }) => Id))));
    if (!played.steps.some((step) => step.kind === 'sync' && step.processes.length > 1)) {
      expect(new Set(rehearsal.fetches).size).toBe(rehearsal.fetches.length);
    }
  } finally {
    await rehearsal.close();
  }
}

const lossStates = ['lost', 'none', 'unsettled'] satisfies CoverageState[];

function stateOf(blob: ScriptedBlob, content: TenantContent | undefined, now: number): string | undefined {
  const known = content?.blobs.find(({ created }) => created === blob.created);
  return known === undefined ? undefined : stateAt(now, known);
}

/** Whether a sync that went well came while the service listed it. */
function wasServed({ contentType, created, listed = created }: ScriptedBlob, { completed }: Rehearsal): boolean {
  return completed.some(
    (sync) =>
      sync.contentType === contentType &&
      listed < sync.from - 1_000 &&
      sync.to - retentionMs + retentionMarginMs <= created,
  );
}

function coverageOf({ contentType, created }: ScriptedBlob, content: TenantContent | undefined, now: number): string {
  const start = Math.floor(created / hourMs) * hourMs;
  const range = { start, end: start + hourMs };
  const { rows } = computeCoverage(content ?? { windows: [], blobs: [], deletions: [] }, {
    range,
    stepMs: hourMs,
    now,
  });
  return rows.find((row) => row.contentType === contentType)?.cells[0]?.state ?? 'absent';
}

function describe({ contentType, created, listed }: ScriptedBlob, state: string | undefined): string {
  return `${contentType} ${new Date(created).toISOString()}, listed ${new Date(listed ?? created).toISOString()}: ${state ?? 'unknown'}`;
}
