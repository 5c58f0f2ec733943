/** The public register: authorisations, amendments, suspensions and ends, each with its receipt number (Article 19). */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import * as registry from './registrations-store.ts';
import { endingGrounds, misuseGrounds, type RegistrationKind } from './rules/life-codes.ts';
import type { registrationQuery, registrationRow } from './rules/registration-shapes.ts';

export type RegistrationOut = z.input<typeof registrationRow>;
type Asked = z.output<typeof registrationQuery>;

export async function listRegistrations(ctx: Ctx, asked: Asked) {
  const { rows, total } = await registry.listRegistrations(ctx.db, asked);
  return { items: rows.map(show), total, page: asked.page, page_size: asked.page_size };
}

function show(row: registry.RegisteredRow): RegistrationOut {
  const { agreement: a } = row;
  return {
    receipt_no: row.receiptNo,
    kind: row.kind as RegistrationKind,
    agreement_no: a.no,
    version: row.version,
    agency: a.agency,
    developer: a.developer,
    region_code: row.regionCode,
    datasets: a.resources.map(({ entry }) => entry),
    effective_on: row.effectiveOn,
    registered_on: dayOf(row.at),
    ground: misuseGrounds.is(row.ground) || endingGrounds.is(row.ground) ? row.ground : null,
  };
}

/** Most lines of one file; the register is read on by filter. */
const most = 20_000;

const columns = [
  'receipt_no',
  'kind',
  'agreement_no',
  'version',
  'agency_uscc',
  'agency',
  'developer_uscc',
  'developer',
  'region_code',
  'datasets',
  'effective_on',
  'registered_on',
  'ground',
] as const;

/** As CSV (RFC 4180, UTF-8 with the mark by which Excel knows it); what could start a formula is kept from doing so. */
export async function registrationsCsv(ctx: Ctx, asked: Asked): Promise<string> {
  const { rows } = await registry.listRegistrations(ctx.db, { ...asked, page: 1, page_size: most });
  const lines = rows.map(show).map((row) => {
    const flat: Readonly<Record<(typeof columns)[number], string>> = {
      receipt_no: row.receipt_no,
      kind: row.kind,
      agreement_no: row.agreement_no,
      version: String(row.version),
      agency_uscc: row.agency.uscc,
      agency: row.agency.name,
      developer_uscc: row.developer.uscc,
      developer: row.developer.name,
      region_code: row.region_code,
      datasets: row.datasets.map((one) => `${one.code} ${one.title}`).join('; '),
      effective_on: row.effective_on,
      registered_on: row.registered_on,
      ground: row.ground ?? '',
    };
    return columns.map((column) => cell(flat[column])).join(',');
  });
  return `\uFEFF${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
