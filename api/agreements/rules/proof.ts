/** The list of files in a proof of disposition: one a line, SHA-256 first, as `sha256sum` writes them. */
import { addDays, type Day } from '#api/kernel/time.ts';
import { refuseLife } from './life-refusals.ts';
import { fault } from './refusals.ts';

export interface ProvedFile {
  readonly sha256: string;
  readonly name: string;
}

/** Throws the refusal that names the first line that is no such line. */
export function readFiles(text: string): ProvedFile[] {
  const lines = text
    .split(/\r?\n/)
    .map((line, at) => ({ line: line.trim(), at: at + 1 }))
    .filter(({ line }) => line !== '');
  if (lines.length === 0) throw refuseLife('disposition.no_files', {}, [fault('files', 'correct')]);
  return lines.map(({ line, at }) => {
    const [, sha256 = '', name = ''] = /^([0-9a-fA-F]{64})\s+\*?(.{1,300})$/.exec(line) ?? [];
    if (name === '') throw refuseLife('disposition.bad_line', { line: at }, [fault('files', 'correct')]);
    return { sha256: sha256.toLowerCase(), name };
  });
}

/** Records of use are kept three years at least (T809; NDR Art. 12), counted from the end of the agreement. */
export const recordYears = 3;

export function recordsUntil(endedOn: Day): Day {
  const year = Number(endedOn.slice(0, 4)) + recordYears;
  const rest = endedOn.slice(4);
  return rest === '-02-29' ? addDays(`${year}-02-28`, 1) : `${year}${rest}`;
}
