import { describe, expect, it } from 'vitest';
import type { LanguageMessage, LanguageReply } from '../../../../src/engine/language/languageMessages';
import { LanguageThread, type LanguageThreadPort } from '../../../../src/engine/language/languageThread';

const schema = { key: 'a', tables: [] };

/** A thread that answers when it is told to. */
class SlowPort implements LanguageThreadPort {
  readonly messages: LanguageMessage[] = [];
  private reply: (reply: LanguageReply) => void = () => undefined;
  private end: () => void = () => undefined;

  onReply(listener: (reply: LanguageReply) => void): void {
    this.reply = listener;
  }

  onEnd(listener: () => void): void {
    this.end = listener;
  }

  postMessage(message: LanguageMessage): void {
    this.messages.push(message);
  }

  close(): void {
    this.end();
  }

  get questions(): string[] {
    return this.messages.flatMap((message) => (message.kind === 'question' ? [message.method] : []));
  }

  answerLast(result: unknown): void {
    const last = this.messages.findLast((message) => message.kind === 'question');
    if (last?.kind === 'question') {
      this.reply({ id: last.id, result });
    }
  }
}

describe('the language thread', () => {
  it('takes back what was aborted before its turn', async () => {
    const port = new SlowPort();
    const thread = new LanguageThread(() => port);
    const first = thread.ask('diagnose', schema, ['a']);
    const abort = new AbortController();
    const second = thread.ask('complete', schema, ['b', 0], abort.signal);
    abort.abort();
    await expect(second).rejects.toThrow(/abort/i);
    port.answerLast([]);
    expect(await first).toEqual([]);
    expect(port.questions).toEqual(['diagnose']);
  });

  it('asks first what someone waits for', async () => {
    const port = new SlowPort();
    const thread = new LanguageThread(() => port);
    const answers = [
      thread.ask('diagnose', schema, ['a']),
      thread.ask('wordKinds', schema, ['a']),
      thread.ask('complete', schema, ['a', 0]),
    ];
    for (const answer of [answers[0], answers[2], answers[1]]) {
      port.answerLast(undefined);
      await answer;
    }
    expect(port.questions).toEqual(['diagnose', 'complete', 'wordKinds']);
  });

  it('tells of tables once', async () => {
    const port = new SlowPort();
    const thread = new LanguageThread(() => port);
    for (const text of ['a', 'b']) {
      const answer = thread.ask('names', schema, [text]);
      port.answerLast(undefined);
      await answer;
    }
    expect(port.messages.filter(({ kind }) => kind === 'schema')).toHaveLength(1);
  });

  it('starts again after its thread has ended, with the tables', async () => {
    const ports: SlowPort[] = [];
    const thread = new LanguageThread(() => {
      const port = new SlowPort();
      ports.push(port);
      return port;
    });
    const lost = thread.ask('names', schema, ['a']);
    ports[0]?.close();
    await expect(lost).rejects.toThrow('language service failed');
    const answer = thread.ask('names', schema, ['a']);
    ports[1]?.answerLast('known');
    expect(await answer).toBe('known');
    expect(ports[1]?.messages.map(({ kind }) => kind)).toEqual(['schema', 'question']);
  });
});
