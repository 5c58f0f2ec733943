/** `npm run evaluation:recompute -- FILE`: works published results out again from their file; a finding a line. */
import { readFile } from 'node:fs/promises';
import { sha256 } from '#api/ports/seal/digest.ts';
import { evaluationCut, recomputeCut } from './rules/cut.ts';
import { pointsText } from './rules/score.ts';

const [path] = process.argv.slice(2).filter((one) => !one.startsWith('-'));
if (path === undefined) {
  process.stderr.write('usage: npm run evaluation:recompute -- FILE\n');
  process.exitCode = 2;
} else {
  try {
    const cut = evaluationCut.parse(JSON.parse(await readFile(path, 'utf8')));
    const findings = recomputeCut(cut, sha256);
    for (const { body, indicator, says } of findings)
      process.stdout.write(`${[body, indicator].filter((one) => one !== null && one !== '').join(' ')}: ${says}\n`);
    if (findings.length === 0) {
      const place = (key: string) => cut.results.find((one) => one.body === key);
      for (const { key, name } of cut.bodies.toSorted(
        (a, b) => (place(a.key)?.place ?? 9999) - (place(b.key)?.place ?? 9999),
      )) {
        const { place: at, score } = place(key) ?? { place: null, score: null };
        process.stdout.write(`${at ?? '-'}\t${score === null ? '-' : pointsText(score)}\t${name}\n`);
      }
      process.stdout.write(
        `${cut.no}, version ${cut.version}: ${cut.facts.length} figures of ${cut.bodies.length} bodies recomputed, every score and place follows\n` +
          `hash of the results, to be held against the page: ${cut.results_sha256}\n`,
      );
    }
    process.exitCode = findings.length === 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`not a whole file of results: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
