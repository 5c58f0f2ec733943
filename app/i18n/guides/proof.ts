import type { Words } from '#api/kernel/words.ts';

export const proof = {
  title: ['自己核验文书和引用', 'Verify a paper or a citation yourself'],
  lead: [
    '不必相信平台说的“有效”：下面的命令用通用工具，在您自己的电脑上得出结论。',
    'You need not take the platform’s word for it: these commands use common tools and reach the verdict on your own machine.',
  ],
  online: ['让平台看一眼', 'Let the platform look'],
  online_1: [
    '把手里的 PDF 发过去：`verdict` 为 `intact` 才是完好；`document` 为空说明它不是本平台的文件。文件只看不留。',
    'Send the PDF at hand: only `intact` is whole, and where `document` is null it is no paper of this platform. The file is looked at and not kept.',
  ],
  root: ['取得根证书', 'The root certificate'],
  root_1: [
    '只取一次，用别的途径（报纸、电话、另一台电脑）核对它的指纹，以后都用这一份。平台的签名机构是自营的，没有电子认证许可，文书上写明了这一点。',
    'Take it once, compare its fingerprint by another way (paper, telephone, another machine), and keep using that copy. The platform’s authority is its own and not a licensed one; its papers say so.',
  ],
  pdf: ['PDF 的签名', 'The signatures of a PDF'],
  pdf_1: [
    '取出最后一个签名所覆盖的字节，用 OpenSSL 核对签名和证书链。改动一个字节就不成立。需要 Python 和 OpenSSL。',
    'Takes the bytes the last signature covers and checks signature and chain with OpenSSL. One changed byte and it fails. Needs Python and OpenSSL.',
  ],
  pdf_2: [
    '`pdfsig` 也能看，但它在摘要不符时退出码仍是 0，追加了字节也写“Valid”：要读它的文字，不能只看退出码。',
    '`pdfsig` shows them too, but it exits with 0 even on a digest mismatch and calls appended bytes “Valid”: read its words, not its exit code.',
  ],
  pdf_after: [
    '时间戳、吊销列表和“记录与 PDF 一致”都在核验包里，见 [在别处核验](/verify/elsewhere)。',
    'Timestamps, the revocation list and “record and PDF agree” are in the kit: see [verify elsewhere](/verify/elsewhere).',
  ],
  token: ['授权证照的 JWT', 'The certificate of authorisation as a JWT'],
  token_1: [
    '程序之间出示证照用 JWT：证照事实由平台密钥签名（RS256），公钥在 `/.well-known/jwks.json`，公钥的证书链到上面的根。它只在签发后的一天内有效：证照被撤销后，旧的 JWT 最多再活一天。',
    'Programs show each other the certificate as a JWT: its facts, signed by the platform’s key (RS256), with the public key at `/.well-known/jwks.json`, whose certificate chains to the root above. It lives for a day: once a certificate is revoked, a JWT made before lasts a day at most.',
  ],
  token_2: [
    '证照编号（`ZS-…`）放在 `CERTIFICATE`。收到别人出示的 JWT，也可以粘贴到 [核验](/verify)。',
    'Put the number of the certificate (`ZS-…`) into `CERTIFICATE`. A JWT somebody shows you can also be pasted at [verify](/verify).',
  ],
  citation: ['产品的来源证明', 'A product’s certificate of sources'],
  citation_1: [
    '来源证明有一份签名的 JSON（JWS，RFC 7515）。下面先核对证书由根证书签发，再核对签名，然后打印每一行来源。编号（`LY-…`）放在 `CITATION`。',
    'The certificate of sources has a signed JSON (JWS, RFC 7515). This checks that the root issued the certificate, then the signature, and prints the sources. Put the number (`LY-…`) into `CITATION`.',
  ],
  citation_after: [
    '签名说明内容没有变，不说明来源后来没有更正：平台上的同一页会逐行对照交付日志，写明更正和撤下。',
    'A signature says that nothing was changed, not that no source was corrected since: the page of the same number holds each line against the delivery log and names corrections and withdrawals.',
  ],
  data: ['引用的数据', 'Data that was cited'],
  data_1: [
    '公开数据的引用带内容的 SHA-256。把编号放在 `CITED`，平台重新计算当时的行并比较；旧版本一直保留，论文里的数字可以重算。',
    'A citation of open data carries the SHA-256 of what was taken. With its id in `CITED` the platform computes the rows of that version anew and compares; versions are kept, so figures in a paper can be computed again.',
  ],
  audit: ['审计链', 'The audit chain'],
  audit_1: [
    '每条审计记录的哈希包含前一条。现在抄下链首，以后请审计人员出示：链首必须还在链中，否则有记录被删改。',
    'Each record’s hash covers the one before. Note the head today; later ask an auditor to show it: it must still be in the chain, or records were changed or cut off.',
  ],
} as const satisfies Words;
