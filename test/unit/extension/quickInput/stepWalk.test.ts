import { describe, expect, it } from 'vitest';
import { StepBack, walkSteps, type WalkStep } from '../../../../src/extension/quickInput/stepWalk';

interface Draft {
  readonly name?: string;
  readonly kind?: string;
  readonly detail?: string;
}

/** What a user types, in order; `back` is the Back button. Keeps what they were asked, and with which earlier answer. */
class Typist {
  readonly asked: string[] = [];

  constructor(private readonly answers: string[]) {}

  readonly answer = (question: string, known: string | undefined): string => {
    this.asked.push(known === undefined ? question : `${question} [${known}]`);
    const next = this.answers.shift();
    if (next === undefined) {
      throw new Error('left');
    }
    if (next === 'back') {
      throw new StepBack();
    }
    return next;
  };
}

function step(field: keyof Draft, isAsked?: (draft: Draft) => boolean): WalkStep<Draft, (text: string) => string> {
  return {
    ...(isAsked === undefined ? {} : { isAsked }),
    ask: (prompter, draft) => Promise.resolve({ ...draft, [field]: prompter(`${field} ${draft[field] ?? '-'}`) }),
  };
}

const steps = [step('name'), step('kind'), step('detail', ({ kind }) => kind === 'special')];

async function walk(typist: Typist, initial: Draft = {}): Promise<Draft> {
  return walkSteps(steps, initial, ({ step: place, totalSteps }) => (question) => {
    const [field = '', known] = question.split(' ');
    return typist.answer(`${place}/${totalSteps} ${field}`, known === '-' ? undefined : known);
  });
}

describe('walkSteps', () => {
  it('asks what the answers make necessary, and counts it', async () => {
    const typist = new Typist(['a', 'special', 'more']);
    expect(await walk(typist)).toEqual({ name: 'a', kind: 'special', detail: 'more' });
    expect(typist.asked).toEqual(['1/2 name', '2/2 kind', '3/3 detail']);
  });

  it('leaves out what is not asked', async () => {
    const typist = new Typist(['a', 'plain']);
    expect(await walk(typist)).toEqual({ name: 'a', kind: 'plain' });
  });

  it('goes back to the step before, with the earlier answers kept', async () => {
    const typist = new Typist(['a', 'special', 'back', 'back', 'b', 'special', 'more']);
    expect(await walk(typist)).toEqual({ name: 'b', kind: 'special', detail: 'more' });
    expect(typist.asked).toEqual([
      '1/2 name',
      '2/2 kind',
      '3/3 detail',
      '2/3 kind [special]',
      '1/3 name [a]',
      '2/3 kind [special]',
      '3/3 detail',
    ]);
  });

  it('stays at the first step, before which there is none', async () => {
    const typist = new Typist(['back', 'a', 'plain']);
    expect(await walk(typist)).toEqual({ name: 'a', kind: 'plain' });
  });

  it('ends with what a step throws, as when the user leaves', async () => {
    await expect(walk(new Typist(['a']))).rejects.toThrow('left');
  });

  it('begins with what is known', async () => {
    const typist = new Typist(['b', 'plain']);
    await walk(typist, { name: 'a', kind: 'special' });
    expect(typist.asked).toEqual(['1/3 name [a]', '2/3 kind [special]']);
  });

  it('gives the draft back where nothing is to be asked', async () => {
    expect(await walkSteps<Draft, undefined>([], { name: 'a' }, () => undefined)).toEqual({ name: 'a' });
  });
});
