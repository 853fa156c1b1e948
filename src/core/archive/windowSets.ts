import type { ContentWindow } from '../api/contentWindow';

/** The fewest windows that cover the same time, in order. */
export function mergeWindows(windows: Iterable<ContentWindow>): readonly ContentWindow[] {
  const merged: ContentWindow[] = [];
  for (const { start, end } of [...windows].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    } else if (start < end) {
      merged.push({ start, end });
    }
  }
  return merged;
}

/** What is left of a window without others: the fewest windows, in order. */
export function subtractWindows(window: ContentWindow, others: Iterable<ContentWindow>): readonly ContentWindow[] {
  const left: ContentWindow[] = [];
  let { start } = window;
  for (const other of mergeWindows(others)) {
    if (start < other.start && start < window.end) {
      left.push({ start, end: Math.min(other.start, window.end) });
    }
    start = Math.max(start, other.end);
  }
  return start < window.end ? [...left, { start, end: window.end }] : left;
}
