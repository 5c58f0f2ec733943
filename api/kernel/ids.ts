/**
 * Identifiers: a UUIDv7 (RFC 9562) written as base32hex in lower case behind a prefix that names the
 * noun, e.g. `ord_06a1…`. One form inside and outside: what stands in an address stands in the
 * database and in the log. They sort by time of creation.
 */
export const prefixes = {
  organization: 'org',
  mandate: 'man',
  person: 'per',
  key: 'key',
  entry: 'ent',
  item: 'itm',
  review: 'rev',
  version: 'ver',
  application: 'app',
  certificate: 'crt',
  certificate_event: 'cev',
  licensing_call: 'lcl',
  government_decision: 'gvd',
  joint_case: 'jnt',
  licensing_objection: 'lob',
  licensing_faq: 'faq',
  credential: 'crd',
  representative: 'rep',
  agreement: 'agr',
  signature: 'sig',
  filing: 'fil',
  amendment: 'amd',
  measure: 'msr',
  ending: 'end',
  disposition: 'dsp',
  agreement_template: 'atp',
  agreement_draft: 'adr',
  proposal: 'prp',
  clue: 'clu',
  apiKey: 'apk',
  delivery: 'dlv',
  enclaveJob: 'job',
  copy: 'cpy',
  product: 'prd',
  order: 'ord',
  payment: 'pay',
  refund: 'rfd',
  allocation: 'alc',
  transaction: 'txn',
  statement: 'sta',
  paymentOrder: 'pmo',
  receipt: 'rct',
  repayment: 'trp',
  treasuryReport: 'trr',
  treasuryLine: 'trl',
  document: 'doc',
  step: 'stp',
  request: 'req',
  request_demand: 'dem',
  token: 'tok',
  upload: 'upl',
  view: 'viw',
  citation: 'cit',
  synonym: 'syn',
  change: 'chg',
  subscription: 'sub',
  message: 'msg',
  source: 'src',
  run: 'run',
  record: 'rec',
  correction: 'cor',
  showcase: 'shc',
  rating: 'rat',
  picture: 'pic',
  targeted: 'tgt',
  participant: 'ptc',
  notice: 'ntc',
  disturbance: 'dst',
  challenge: 'pcd',
  letter: 'ltr',
  bankStatement: 'bst',
  bankLine: 'bln',
  bankCase: 'bcs',
  bankMove: 'bmv',
  checkout: 'chk',
  cardRefund: 'crf',
  stripeCase: 'stc',
  citationCertificate: 'cct',
  sourceNotice: 'snt',
  disclosure: 'dsc',
  relation: 'rel',
  tradeClue: 'tcl',
  productReview: 'prv',
  complaint: 'cpl',
  quote: 'quo',
  exchangeListing: 'xls',
  plan: 'pln',
  planVersion: 'plv',
  ceiling: 'cei',
  allowance: 'alw',
  orderKey: 'ork',
  apiCall: 'cal',
  contributionMeasure: 'cms',
  payoutAccount: 'pac',
  payoutBatch: 'pyb',
  payout: 'pyt',
} as const;

export type Noun = keyof typeof prefixes;
const alphabet = '0123456789abcdefghijklmnopqrstuv';

/** Makes an id from an instant and 10 random bytes (both given by the caller: this file is pure). */
export function makeId(noun: Noun, at: Date, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  let ms = BigInt(at.getTime());
  for (let i = 5; i >= 0; i--) {
    bytes[i] = Number(ms & 0xffn);
    ms >>= 8n;
  }
  for (let i = 0; i < 10; i++) bytes[6 + i] = random[i] ?? 0;
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  bits <<= 2n; // 128 bits padded to 130 = 26 characters of 5 bits
  let text = '';
  for (let i = 25; i >= 0; i--) text += alphabet[Number((bits >> BigInt(i * 5)) & 31n)];
  return `${prefixes[noun]}_${text}`;
}

/** True when the text has the shape of an id of that noun (not that it exists). */
export function isId(noun: Noun, text: string): boolean {
  return new RegExp(`^${prefixes[noun]}_[0-9a-v]{26}$`).test(text);
}
