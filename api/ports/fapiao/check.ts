/**
 * What must agree before an invoice counts. Number: 20 digits, the first two the year of issue (State Taxation
 * Administration, announcement No. 11 of 2024). XML: the elements every e-invoice of the tax side carries, read with a strict
 * parser; a document type declaration is refused unread. OFD and PDF are kept as they are and not read.
 */
import { SaxesParser } from 'saxes';
import { isDay } from '#api/kernel/time.ts';
import type { FapiaoData, Issued } from './port.ts';
import { type Part, parts, refuse } from './refusals.ts';

const says = (part: Part) => ({ what: parts[part][0], what_en: parts[part][1] });

export interface Claimed {
  readonly number: string;
  readonly issuedOn: string;
  readonly fileName: string;
  readonly bytes: Buffer;
}

export function checkIssued(data: FapiaoData, claimed: Claimed, today: string): Issued {
  const number = claimed.number.replace(/\s/g, '');
  const { issuedOn, bytes } = claimed;
  if (!/^\d{20}$/.test(number)) throw refuse('fapiao.bad_number');
  if (!isDay(issuedOn) || issuedOn > today || issuedOn < data.not_before) throw refuse('fapiao.bad_day');
  if (number.slice(0, 2) !== issuedOn.slice(2, 4))
    throw refuse('fapiao.number_of_other_year', { given: number.slice(0, 2), year: issuedOn.slice(0, 4) });
  const kind = kindOf(bytes);
  if (kind === null) throw refuse('fapiao.file_kind');
  if (kind === 'xml') compare(data, number, issuedOn, readXml(bytes));
  return { state: 'issued', number, issuedOn, file: { name: `${number}.${kind}`, kind, bytes } };
}

/** By content, never by name. An OFD is a ZIP whose root document is OFD.xml (GB/T 33190-2016). */
export function kindOf(bytes: Buffer): 'xml' | 'ofd' | 'pdf' | null {
  const start = bytes.subarray(0, 5).toString('latin1');
  if (start.startsWith('%PDF-')) return 'pdf';
  if (start.startsWith('PK\u0003\u0004')) return bytes.includes('OFD.xml') ? 'ofd' : null;
  const text = bytes
    .subarray(0, 200)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  return text.startsWith('<') && !/^<!doctype html|^<html/i.test(text) ? 'xml' : null;
}

type Texts = ReadonlyMap<string, string>;

function readXml(bytes: Buffer): Texts {
  const found = new Map<string, string>();
  const path: string[] = [];
  let text = '';
  const parser = new SaxesParser();
  const broken = () => refuse('fapiao.file_kind');
  parser.on('doctype', () => {
    throw broken();
  });
  parser.on('error', () => {
    throw broken();
  });
  parser.on('opentag', (tag) => {
    path.push(tag.name.slice(tag.name.indexOf(':') + 1));
    if (path.length > 20) throw broken();
    text = '';
  });
  parser.on('text', (piece) => {
    text += piece;
  });
  parser.on('closetag', () => {
    const key = path.slice(1).join('/');
    // Of two with one name neither can be believed.
    if (text.trim() !== '') found.set(key, found.has(key) && found.get(key) !== text.trim() ? '' : text.trim());
    text = '';
    path.pop();
  });
  parser.write(bytes.toString('utf8')).close();
  return found;
}

const places: Readonly<Record<Part, string>> = {
  number: 'TaxSupervisionInfo/InvoiceNumber',
  day: 'TaxSupervisionInfo/IssueTime',
  buyer: 'EInvoiceData/BuyerInformation/BuyerIdNum',
  seller: 'EInvoiceData/SellerInformation/SellerIdNum',
  amount: 'EInvoiceData/BasicInformation/TotalAmWithoutTax',
  tax: 'EInvoiceData/BasicInformation/TotalTaxAm',
  total: 'EInvoiceData/BasicInformation/TotalTax-includedAmount',
};

/** `-1200.5` and `-1200.50` are one amount; anything else is none. */
function fenOf(text: string): string | null {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,2}))?$/.exec(text);
  if (match === null) return null;
  const value = BigInt(`${match[2]}${(match[3] ?? '').padEnd(2, '0')}`);
  return (match[1] === '-' ? -value : value).toString();
}

function compare(data: FapiaoData, number: string, issuedOn: string, texts: Texts): void {
  const expected: Readonly<Record<Part, string>> = {
    number,
    day: issuedOn,
    buyer: data.buyer.tax_no,
    seller: data.seller.tax_no,
    amount: data.amount_fen,
    tax: data.tax_fen,
    total: data.total_fen,
  };
  for (const part of Object.keys(places) as Part[]) {
    const given = texts.get(places[part]);
    if (given === undefined || given === '') throw refuse('fapiao.not_an_invoice', says(part));
    const money = part === 'amount' || part === 'tax' || part === 'total';
    const read = money ? fenOf(given) : part === 'day' ? given.slice(0, 10) : given;
    if (read === expected[part]) continue;
    const shown = money ? yuan(expected[part]) : expected[part];
    throw refuse('fapiao.file_differs', { ...says(part), given: given.slice(0, 40), expected: shown });
  }
}

function yuan(fen: string): string {
  const digits = fen.replace('-', '').padStart(3, '0');
  return `${fen.startsWith('-') ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
