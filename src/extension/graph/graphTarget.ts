import * as z from 'zod/mini';

/** The command that asks Microsoft Graph. */
export const lookUpCommand = 'm365Audit.lookUpUser';

const graphTarget = z.object({
  connectionId: z.string(),
  subject: z.enum(['user', 'app']),
  id: z.string(),
});

/** What is looked up, and with which connection. */
export type GraphTarget = z.infer<typeof graphTarget>;

/** The target that a link carried; undefined for a command that was run without one. */
export function readGraphTarget(argument: unknown): GraphTarget | undefined {
  return graphTarget.safeParse(argument).data;
}

/**
 * The address of a link that looks something up, for Markdown. The id is a stranger's text, so what would end the link there is
 * encoded as well, which `encodeURIComponent` leaves as it is.
 */
export function graphLink(target: GraphTarget): string {
  const argument = encodeURIComponent(JSON.stringify([target])).replace(
    /[!'()*_~]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  return `command:${lookUpCommand}?${argument}`;
}
