/** The words and commands of a kit with which a signed document is checked away from the platform. */

export interface KitFacts {
  readonly no: string;
  /** SHA-256 of record.json and of document.pdf, lower-case hexadecimal. */
  readonly sha256: string;
  readonly pdfSha256: string;
  readonly signatures: readonly {
    readonly position: number;
    readonly organization: string;
    readonly beside: boolean;
  }[];
}

/** `sh verify.sh` with openssl 1.1.1 or newer; ends with status 1 at the first thing that does not hold. */
export function kitScript({ sha256, pdfSha256, signatures }: KitFacts): string {
  const lines = [
    '#!/bin/sh',
    '# Checks the files beside it with openssl alone; pdfsig (poppler) shows the signatures within the PDF as well.',
    'set -eu',
    'cd "$(dirname "$0")"',
    'digest() { openssl dgst -sha256 -r "$1" | cut -d" " -f1; }',
    `test "$(digest record.json)" = ${sha256} && echo "record.json: as signed"`,
    `test "$(digest document.pdf)" = ${pdfSha256} && echo "document.pdf: as registered"`,
    'openssl crl -inform DER -in revoked.crl -CAfile root.pem -noout',
    'openssl crl -inform DER -in revoked.crl -out revoked.pem',
  ];
  for (const { position, beside } of signatures) {
    const name = `signature-${position}`;
    lines.push(
      `openssl x509 -in ${name}.pem -noout -subject -nameopt utf8,sep_comma_plus`,
      `openssl verify -CAfile root.pem -CRLfile revoked.pem -crl_check -no_check_time ${name}.pem || openssl verify -CAfile root.pem -no_check_time -partial_chain ${name}.pem`,
      `openssl x509 -in ${name}.pem -pubkey -noout > ${name}.pub`,
      `openssl dgst -sha256 -verify ${name}.pub -signature ${name}.sig record.json`,
    );
    if (beside)
      lines.push(`openssl ts -verify -data ${name}.sig -in ${name}.tst -token_in -CAfile timestamp-roots.pem`);
  }
  lines.push(
    'if command -v pdfsig >/dev/null 2>&1; then pdfsig document.pdf || true; fi',
    'echo "all of it holds"',
    '',
  );
  return lines.join('\n');
}

export function kitReadme({ no, sha256, pdfSha256, signatures }: KitFacts): string {
  return [
    `${no}`,
    '',
    '本文件包供任何人在不依赖本平台的情况下核验文书：运行 sh verify.sh（需要 openssl）。',
    'Everything needed to check the document without the platform: run sh verify.sh (openssl is needed).',
    '',
    `record.json    签署的记录 / the record that was signed, SHA-256 ${sha256}`,
    `document.pdf   文书 / the paper, SHA-256 ${pdfSha256}`,
    ...signatures.map((one) => `signature-${one.position}.*  ${one.organization}`),
    'root.pem       签发证书的根证书 / the root that issued the certificates',
    'revoked.crl    已吊销证书清单 / certificates revoked so far (RFC 5280)',
    '*.tst          时间戳 / timestamp over the signature (RFC 3161); 其余时间戳在 PDF 的签名内 / others lie within the PDF signature',
    '',
    '根证书属于平台自建的证书颁发机构，并非经许可的电子认证服务。请在别处核对其指纹：/api/v1/authority',
    'The root belongs to the platform’s own authority, not to a licensed one. Compare its fingerprint elsewhere: /api/v1/authority',
    '',
  ].join('\n');
}
