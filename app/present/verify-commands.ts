/** Commands with which a stranger checks a signed paper; a test runs them as they stand on the page. */
export const verifyCommands = (base: string) => ({
  kit: 'unzip *-kit.zip -d kit && sh kit/verify.sh',
  pdfsig: [
    `curl -O ${base}/api/v1/authority/root.pem`,
    'mkdir -p store && certutil -N -d sql:store --empty-password',
    'certutil -A -d sql:store -n jinshu -t C,C,C -i root.pem',
    'pdfsig -nssdir store document.pdf',
  ].join('\n'),
  openssl: [
    "python3 - document.pdf <<'END'",
    'import re, sys; d = open(sys.argv[1], "rb").read(); a, b, c, e = map(int, re.findall(rb"/ByteRange\\s*\\[\\s*(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)", d)[-1])',
    'open("content.bin", "wb").write(d[a:a + b] + d[c:c + e])',
    'open("signature.der", "wb").write(bytes.fromhex(d[b + 1:c - 1].decode()))',
    'END',
    'openssl cms -verify -binary -inform DER -in signature.der -content content.bin -CAfile root.pem -purpose any -out /dev/null',
  ].join('\n'),
  crl: [
    `curl -O ${base}/api/v1/authority/revoked.crl`,
    'openssl crl -inform DER -in revoked.crl -CAfile root.pem -noout -text',
  ].join('\n'),
});
