// Checks roots and proofs of an audit record without the platform: Node 20 or newer and this one file, which you may read first.
//   node check-audit.mjs root root.json                      the signature of a root; writes the pieces that openssl checks
//   node check-audit.mjs record proof.json root.json         that a record is in a root
//   node check-audit.mjs growth older.json newer.json growth.json   that nothing of the older root was changed in the newer
// Trees are those of RFC 6962. Ends with status 1 at the first thing that does not hold.
import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const [what, ...files] = process.argv.slice(2);
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const sha = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const hex = (text) => Buffer.from(text, 'hex');
const node = (left, right) => sha(Buffer.from([1]), left, right);
const demand = (holds, words) => {
  if (!holds) {
    console.error(`DOES NOT HOLD: ${words}`);
    process.exit(1);
  }
  console.log(`holds: ${words}`);
};

/** The statement of a root, once its signature was found good. */
function statementOf(file) {
  const root = read(file);
  const bytes = Buffer.from(root.statement, 'utf8');
  demand(
    sha(bytes).toString('hex') === root.sha256,
    `${file}: the statement has the digest ${root.sha256.slice(0, 16)}…`,
  );
  const certificate = new X509Certificate(root.certificate_pem);
  const key = createPublicKey(root.certificate_pem);
  demand(
    verify('sha256', bytes, key, Buffer.from(root.signature, 'base64')),
    `${file}: signed by ${certificate.subject.replaceAll('\n', ', ')}`,
  );
  demand(
    certificate.verify(new X509Certificate(root.authority_pem).publicKey),
    `${file}: the certificate is of the authority whose certificate came along`,
  );
  const said = JSON.parse(root.statement);
  console.log(`        root ${said.number} of ${said.day}: ${said.size} records, ${said.root}`);
  return { root, said };
}

const half = (n) => Math.floor(n / 2);
const commands = {
  root([file]) {
    const { root } = statementOf(file);
    writeFileSync('statement.json', root.statement);
    writeFileSync('statement.sig', Buffer.from(root.signature, 'base64'));
    writeFileSync('certificate.pem', root.certificate_pem);
    writeFileSync('authority.pem', root.authority_pem);
    if (root.timestamp === null) console.log('        no timestamp yet: ask for the root again later');
    else {
      writeFileSync('statement.tst', Buffer.from(root.timestamp.token, 'base64'));
      writeFileSync('timestamp-roots.pem', root.timestamp_roots_pem.join('\n'));
    }
  },

  record([proofFile, rootFile]) {
    const { said } = statementOf(rootFile);
    const { record, proof } = read(proofFile);
    demand(proof.root === said.number && proof.size === said.size, `the proof is for root ${said.number}`);
    // What the record says, its number and instant, and the record before it make its hash.
    const canon = sha(record.canon).toString('hex');
    const hash = sha(`${record.prev_hash}|${record.seq}|${record.at}|${canon}`).toString('hex');
    demand(hash === record.hash, `record ${record.seq} has the hash ${hash.slice(0, 16)}…`);
    let [at, last] = [Number(record.seq) - 1, said.size - 1];
    let own = sha(Buffer.from([0]), hex(hash));
    for (const other of proof.path.map(hex)) {
      demand(last !== 0, 'the path is no longer than the tree is high');
      if (at % 2 === 1 || at === last) {
        own = node(other, own);
        while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
      } else own = node(own, other);
      [at, last] = [half(at), half(last)];
    }
    demand(
      last === 0 && own.toString('hex') === said.root,
      `record ${record.seq} is in root ${said.number} of ${said.day}`,
    );
    console.log(record.canon);
  },

  growth([olderFile, newerFile, growthFile]) {
    const [first, second] = [statementOf(olderFile).said, statementOf(newerFile).said];
    const { path } = read(growthFile);
    demand(first.size <= second.size, 'the older root covers no more records');
    const words = `root ${second.number} adds to root ${first.number} and changes nothing in it`;
    if (first.size === second.size) return demand(path.length === 0 && first.root === second.root, words);
    let [at, last] = [first.size - 1, second.size - 1];
    while (at % 2 === 1) [at, last] = [half(at), half(last)];
    const [start, ...rest] = (at === 0 ? [first.root, ...path] : path).map(hex);
    let [before, after] = [start, start];
    for (const other of rest) {
      demand(last !== 0, 'the path is no longer than the tree is high');
      if (at % 2 === 1 || at === last) {
        [before, after] = [node(other, before), node(other, after)];
        while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
      } else after = node(after, other);
      [at, last] = [half(at), half(last)];
    }
    demand(last === 0 && before.toString('hex') === first.root && after.toString('hex') === second.root, words);
  },
};

if (!Object.hasOwn(commands, what ?? '')) {
  console.error('usage: node check-audit.mjs root|record|growth FILES (see the first lines of this file)');
  process.exit(2);
}
commands[what](files);
