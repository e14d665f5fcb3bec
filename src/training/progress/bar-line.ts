import { count, showElapsed, showLeft, showLogs, showPace, type Progress } from './progress-lines.js';

const cells = 20;
const bold = (text: string) => `\u001b[1m${text}\u001b[0m`;
const green = (text: string) => `\u001b[32m${text}\u001b[0m`;
const white = (text: string) => `\u001b[37m${text}\u001b[0m`;

/**
 * A line while it goes on: `1875/1875 ━━━━━━━━━━━━━━━━━━━━ 3s 2ms/step - accuracy: 0.8721`, with the time that is left,
 * or that it took in the end. It is cut at `columns`, for a line that wraps cannot be drawn over.
 */
export const barLine = (
  { done, steps, elapsed, pace, logs, finished }: Progress,
  columns: number,
  coloured: boolean,
): string => {
  const time = steps === undefined || finished ? showElapsed(elapsed) : showLeft(pace * (steps - done));
  const parts: [text: string, paint: (text: string) => string][] = [];
  const plain = (text: string) => text;
  if (steps === undefined) parts.push([`${String(done).padStart(7)}/Unknown `, plain]);
  else {
    const full = Math.floor(cells * Math.min(1, done / Math.max(1, steps)));
    parts.push([count(done, steps), bold], [' ', plain], ['━'.repeat(full), green]);
    // without colours, what is left must look different
    parts.push([(coloured ? '━' : ' ').repeat(cells - full), white], [' ', plain]);
  }
  parts.push([time, bold], [` ${showPace(pace)}${showLogs(logs)}`, plain]);
  let room = columns;
  return parts
    .map(([text, paint]) => {
      const kept = text.slice(0, Math.max(0, room));
      room -= text.length;
      return coloured && kept ? paint(kept) : kept;
    })
    .join('');
};
