/** Commands with which a stranger checks the audit record; a test runs them as they stand on the page. */
export const auditCommands = (base: string) => ({
  root: [
    `curl -sSfO ${base}/api/v1/audit/check-audit.mjs`,
    `curl -sSf -o root.json ${base}/api/v1/audit/roots/latest`,
    'node check-audit.mjs root root.json',
  ].join('\n'),
  openssl: [
    'openssl verify -CAfile authority.pem -no_check_time certificate.pem',
    'openssl x509 -in certificate.pem -pubkey -noout -out certificate.pub',
    'openssl dgst -sha256 -verify certificate.pub -signature statement.sig statement.json',
    'openssl ts -verify -data statement.sig -in statement.tst -token_in -CAfile timestamp-roots.pem',
  ].join('\n'),
  growth: [
    `curl -sSf -o older.json ${base}/api/v1/audit/roots/1`,
    `curl -sSf -o growth.json '${base}/api/v1/audit/growth?from=1&to=latest'`,
    'node check-audit.mjs growth older.json root.json growth.json',
  ].join('\n'),
});

/** For one record; its proof was downloaded from the page as `proof.json`. */
export const recordCommands = (base: string, root: number) =>
  [
    `curl -sSfO ${base}/api/v1/audit/check-audit.mjs`,
    `curl -sSf -o root.json ${base}/api/v1/audit/roots/${root}`,
    'node check-audit.mjs record proof.json root.json',
  ].join('\n');
