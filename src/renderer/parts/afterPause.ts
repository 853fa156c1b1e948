/** Milliseconds in which somebody who types strikes the next key. */
const pauseMs = 200;

/** Calls back when the text has not changed for a moment: each letter would be a query of its own. */
export function afterPause(run: (text: string) => void): (text: string) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (text) => {
    clearTimeout(timer);
    timer = setTimeout(run, pauseMs, text);
  };
}
