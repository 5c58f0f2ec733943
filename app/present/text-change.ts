/** Which words of a text changed. Pure, and the same on the server and in any browser: no dictionary is asked. */
import { diffArrays } from 'diff';

export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}

/** Han characters one by one, other scripts and figures by the word. */
const tokens = (text: string): string[] => text.match(/[\p{Script=Latin}\p{N}.,%]+|\s+|[\s\S]/gu) ?? [];

/** Both sides in pieces. Texts that have little in common are shown as replaced: a patchwork tells nobody anything. */
export function textChange(before: string, after: string): { before: readonly Piece[]; after: readonly Piece[] } {
  const [old, now] = [tokens(before), tokens(after)];
  const parts = diffArrays(old, now);
  const kept = parts.flatMap((part) => (part.added || part.removed ? [] : part.value)).join('').length;
  if (kept * 3 < Math.max(before.length, after.length)) {
    const whole = (text: string): Piece[] => (text === '' ? [] : [{ text, changed: true }]);
    return { before: whole(before), after: whole(after) };
  }
  const side = (other: 'added' | 'removed') =>
    parts.flatMap((part): Piece[] => {
      if (part[other]) return [];
      return [{ text: part.value.join(''), changed: part.added || part.removed }];
    });
  return { before: side('added'), after: side('removed') };
}
