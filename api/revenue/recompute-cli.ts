/** `npm run revenue:recompute -- FILE`: says in one line a finding what in an evidence file does not follow from the rest. */
import { readFile } from 'node:fs/promises';
import { sha256 } from '#api/ports/seal/digest.ts';
import { recompute, type Sealed } from './rules/recompute.ts';

const [path] = process.argv.slice(2).filter((one) => !one.startsWith('-'));
if (path === undefined) {
  process.stderr.write('usage: npm run revenue:recompute -- FILE\n');
  process.exitCode = 2;
} else {
  try {
    const sealed = JSON.parse(await readFile(path, 'utf8')) as Sealed;
    const findings = recompute(sealed, sha256);
    for (const { at, says } of findings) process.stdout.write(`${at}: ${says}\n`);
    const { statement, orders } = sealed.evidence;
    if (findings.length === 0)
      process.stdout.write(`${statement.no}: ${orders.length} orders recomputed, every figure follows\n`);
    process.exitCode = findings.length === 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(
      `not a whole file of revenue evidence: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 2;
  }
}
