// `node api/launch/evidence-verify.mjs FILE [HEAD]`: recomputes an evidence file of signing; exit code 1 when a link is broken, or
// when the chain does not end in HEAD (a hash kept elsewhere). Needs nothing installed: Node and this file.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import process from 'node:process';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const [, , name, head] = process.argv;
if (name === undefined) {
  console.error('usage: node api/launch/evidence-verify.mjs FILE [HEAD]');
  process.exit(2);
}
const file = JSON.parse(readFileSync(name, 'utf8'));
let before = '0'.repeat(64);
let broken = null;
for (const [at, link] of file.links.entries()) {
  const hash = sha256(`${before}|${at + 1}|${sha256(link.canonical)}`);
  if (link.seq !== at + 1 || link.prev_hash !== before || link.hash !== hash) {
    broken = at + 1;
    break;
  }
  before = hash;
}
const ends = head === undefined || before === head;
console.log(
  JSON.stringify({ ok: broken === null && ends, links: file.links.length, head: before, broken, ends_in_head: ends }),
);
process.exitCode = broken === null && ends ? 0 : 1;
