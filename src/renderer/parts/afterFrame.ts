/** Runs what can wait until the page has been drawn as it is. */
export function afterFrame(run: () => void): void {
  requestAnimationFrame(() => {
    setTimeout(run);
  });
}
