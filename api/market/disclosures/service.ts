/** The yearly disclosure: filled from the records, checked and published by a person, corrected by a further version. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { createDocument, nextNumber, openPdf, signDocument } from '#api/documents/service.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { fen, formatYuan } from '#api/kernel/money.ts';
import { requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import {
  csvOf,
  type DisclosureContent,
  type DisclosureRole,
  type DisclosureTable,
  disclosureRoles,
  disclosureTables,
  dueOn,
  isLate,
  tablesOf,
  yearOver,
} from '../rules/disclosure.ts';
import { refuse } from '../rules/refusals.ts';
import { disclosureFacts, disclosureReason } from '../template.ts';
import type { disclosureDraft, disclosureList, disclosureShape, publishing } from './contract.ts';
import * as store from './store.ts';

export type DisclosureOut = z.input<typeof disclosureShape>;
type Organization = NonNullable<Awaited<ReturnType<typeof store.findOrganization>>>;

const roleOf = (organization: { kind: string }): DisclosureRole =>
  organization.kind === 'agency' ? 'implementing_body' : 'operator';
const yuan = (amount: bigint): string => formatYuan(fen(amount));
const hashOf = (content: DisclosureContent): string =>
  createHash('sha256')
    .update(canonicalJson(content as never), 'utf8')
    .digest('hex');

/** Millionths of a fen as yuan with as many digits as it has. */
function microYuan(micro: bigint): string {
  const text = micro.toString().padStart(9, '0');
  return `${text.slice(0, -8)}.${text.slice(-8)}`.replace(/0{1,6}$/, '');
}

/** What the records say of the year; null where no agreement was in force. */
async function factsOf(ctx: Ctx, organization: Organization, year: number): Promise<DisclosureContent | null> {
  const role = roleOf(organization);
  const agency = role === 'implementing_body';
  const side = agency ? { agencyId: organization.id } : { developerId: organization.id };
  const agreements = await store.agreementsIn(ctx.db, year, side);
  if (agreements.length === 0) return null;
  const datasets = await store.datasetsOf(
    ctx.db,
    agreements.map((one) => one.id),
  );
  const tables: Partial<Record<DisclosureTable, Record<string, string>[]>> = {
    authorisations: agreements.map((one) => ({
      agreement_no: one.no,
      filing_no: one.filings.find((filing) => filing.version === one.version)?.no ?? '',
      other_party: (agency ? one.developer : one.agency).name,
      datasets: datasets.get(one.id) ?? '',
      from: one.effectiveFrom ?? '',
      to: one.effectiveTo ?? '',
    })),
  };
  if (agency)
    tables.ceilings = (await store.ceilingsOf(ctx.db, organization.id, year)).map((one) => ({
      product_no: one.product.no,
      product: one.product.title,
      basis: one.basis,
      ceiling_yuan: microYuan(one.ceilingMicro),
      document_no: one.documentNo,
      authority: one.authority,
      valid: `${one.validFrom} – ${one.validTo}`,
    }));
  else {
    tables.data = (await store.dataObtained(ctx.db, organization.id, year)).map((one) => ({
      code: one.code,
      resource: one.title,
      provider: one.provider,
      version: String(one.version),
      deliveries: one.deliveries.toString(),
      first_on: store.day(one.first),
      last_on: store.day(one.last),
    }));
    tables.products = (await store.productsOn(ctx.db, organization.id, year)).map((one) => ({
      product_no: one.no,
      product: one.title,
      kind: one.kind,
      listed_on: store.day(one.listedAt),
      withdrawn_on:
        one.withdrawnAt !== null && store.day(one.withdrawnAt) <= `${year}-12-31` ? store.day(one.withdrawnAt) : '',
    }));
    tables.prices = (await store.pricesOf(ctx.db, organization.id, year)).map((one) => ({
      product_no: one.no,
      product: one.title,
      sales: one.sales.toString(),
      lowest_yuan: yuan(one.lowest),
      highest_yuan: yuan(one.highest),
      total_yuan: yuan(one.total),
    }));
  }
  const { name, uscc, contact } = organization;
  return { year, role, organization: { name, uscc, contact }, tables };
}

async function ownOrganization(ctx: Ctx): Promise<Organization> {
  const viewer = requireViewer(ctx.viewer);
  const found = await store.findOrganization(ctx.db, { id: viewer.organization.id });
  if (found === null) throw refuse('market.disclosure_not_found');
  return found;
}

function shown(versions: readonly store.DisclosureDbRow[]): DisclosureOut | null {
  const [newest] = versions;
  if (newest === undefined) return null;
  const first = versions.at(-1) ?? newest;
  return {
    no: newest.no,
    year: newest.year,
    version: newest.version,
    content: newest.content as unknown as DisclosureOut['content'],
    remarks: newest.remarks,
    sha256: newest.sha256,
    document_id: newest.documentId,
    published_at: newest.publishedAt.toISOString(),
    late: isLate(newest.year, dayOf(first.publishedAt)),
    versions: versions.map((one) => ({
      no: one.no,
      version: one.version,
      published_at: one.publishedAt.toISOString(),
      remarks: one.remarks,
      document_id: one.documentId,
    })),
  };
}

export async function showDisclosureDraft(ctx: Ctx, year: number): Promise<z.input<typeof disclosureDraft>> {
  const organization = await ownOrganization(ctx);
  const content = await factsOf(ctx, organization, year);
  if (content === null) throw refuse('market.no_disclosure_duty', { year });
  const versions = await store.versionsOf(ctx.db, organization.id, year);
  const sha256 = hashOf(content);
  const over = yearOver(year, dayOf(ctx.clock.now()));
  const refusal = over ? null : refuse('market.year_not_over', { year });
  return {
    year,
    due_on: dueOn(year),
    content: content as unknown as DisclosureOut['content'],
    sha256,
    published: shown(versions),
    same: versions[0]?.sha256 === sha256,
    refusal: refusal && { code: refusal.code, zh: refusal.sentence('zh'), en: refusal.sentence('en') },
  };
}

export async function publishDisclosure(
  ctx: Ctx,
  year: number,
  input: z.output<typeof publishing>,
): Promise<DisclosureOut> {
  const viewer = requireDuty(ctx.viewer, 'signatory');
  const subject = ['disclosure', `${viewer.organization.id}:${year}`] as const;
  return act(ctx, { action: 'market.disclose', subject }, async (tx, note) => {
    const organization = await ownOrganization(tx);
    await store.lockYear(tx.db, organization.id, year);
    const now = tx.clock.now();
    if (!yearOver(year, dayOf(now))) throw refuse('market.year_not_over', { year });
    const content = await factsOf(tx, organization, year);
    if (content === null) throw refuse('market.no_disclosure_duty', { year });
    const sha256 = hashOf(content);
    if (sha256 !== input.sha256) throw refuse('market.facts_changed');
    const before = (await store.versionsOf(tx.db, organization.id, year))[0] ?? null;
    if (before?.sha256 === sha256) throw refuse('market.nothing_corrected');
    if (before !== null && input.remarks === '') {
      const { zh, en } = refuse.table['market.correction_words'];
      throw refuse('market.correction_words', {}, [{ path: 'remarks', zh, en }]);
    }
    await requirePasswordAgain(tx, input.password);
    const no = await nextNumber(tx, 'disclosure', 'PL');
    const version = (before?.version ?? 0) + 1;
    const documentId = await paper(tx, { no, version, content, remarks: input.remarks, demo: organization.demo });
    await store.insertDisclosure(tx.db, {
      id: newId(tx, 'disclosure'),
      no,
      year,
      organizationId: organization.id,
      role: content.role,
      version,
      content: content as unknown as object,
      sha256,
      remarks: input.remarks,
      documentId,
      publishedBy: viewer.personId,
      publishedAt: now,
    });
    note({ no, year, version, sha256 });
    return getDisclosure(tx, year, organization.uscc);
  });
}

interface Paper {
  readonly no: string;
  readonly version: number;
  readonly content: DisclosureContent;
  readonly remarks: string;
  readonly demo: boolean;
}

async function paper(tx: Ctx, { no, version, content, remarks, demo }: Paper): Promise<string> {
  const { year, role, organization } = content;
  const party = { name: organization.name, uscc: organization.uscc };
  const made = await createDocument(tx, {
    kind: 'disclosure',
    no,
    subject: ['disclosure', no],
    title: disclosureFacts.title(year),
    value: { kind: 'disclosure', no, version, remarks, ...content } as unknown as Readonly<Record<string, unknown>>,
    render: (own) => ({
      ...own,
      demo,
      year,
      role: disclosureRoles.label(role, 'zh'),
      organization: party,
      publishedOn: dayOf(own.madeAt),
      version,
      facts: organization.contact === null ? [] : [[disclosureFacts.contact, organization.contact]],
      tables: tablesOf[role].map((table) => {
        const { title, columns } = disclosureTables[table];
        return {
          title: title[0],
          heads: Object.values(columns).map((word) => word[0]),
          rows: (content.tables[table] ?? []).map((row) => Object.keys(columns).map((name) => row[name] ?? '')),
        };
      }),
      remarks,
    }),
    publicFacts: [
      { zh: disclosureFacts.body[0], en: disclosureFacts.body[1], value: organization.name },
      { zh: disclosureFacts.year[0], en: disclosureFacts.year[1], value: String(year) },
    ],
  });
  await signDocument(tx, made.id, { reason: disclosureReason });
  return made.id;
}

export async function getDisclosure(ctx: Ctx, year: number, uscc: string): Promise<DisclosureOut> {
  const organization = await store.findOrganization(ctx.db, { uscc: uscc.toUpperCase() });
  const found = organization === null ? null : shown(await store.versionsOf(ctx.db, organization.id, year));
  if (found === null) throw refuse('market.disclosure_not_found');
  return found;
}

/** Everybody who owes a disclosure of the year, with what is published; late from 1 April on. */
export async function listDisclosures(ctx: Ctx, year: number): Promise<z.input<typeof disclosureList>> {
  const today = dayOf(ctx.clock.now());
  const agreements = await store.agreementsIn(ctx.db, year);
  const published = new Map((await store.publishedIn(ctx.db, year)).map((one) => [one.organizationId, one]));
  type Owing = (typeof agreements)[number]['agency'] & { readonly role: DisclosureRole };
  const owing = new Map<string, Owing>();
  for (const { agency, developer } of agreements) {
    owing.set(agency.id, { ...agency, role: 'implementing_body' });
    owing.set(developer.id, { ...developer, role: 'operator' });
  }
  const items = [...owing.values()].map((one) => {
    const done = published.get(one.id);
    return {
      organization_name: one.name,
      organization_name_en: one.nameEn,
      uscc: one.uscc,
      role: one.role,
      no: done?.no ?? null,
      version: done?.version ?? null,
      published_at: done?.publishedAt.toISOString() ?? null,
      late: isLate(year, done === undefined ? today : dayOf(done.publishedAt)) && (done?.version ?? 1) === 1,
    };
  });
  items.sort((a, b) => a.role.localeCompare(b.role) || a.uscc.localeCompare(b.uscc));
  const last = Number(today.slice(0, 4));
  return { year, due_on: dueOn(year), years: [last - 1, last, last - 2].sort((a, b) => b - a), items };
}

export async function exportDisclosures(
  ctx: Ctx,
  year: number,
  table: DisclosureTable,
  uscc?: string,
): Promise<string> {
  const rows = (await store.publishedIn(ctx.db, year)).flatMap((one) => {
    const content = one.content as unknown as DisclosureContent;
    if (uscc !== undefined && content.organization.uscc !== uscc.toUpperCase()) return [];
    return (content.tables[table] ?? []).map((row) => ({ ...row, organization: content.organization.name }));
  });
  return csvOf(table, rows);
}

export async function openDisclosurePdf(
  ctx: Ctx,
  year: number,
  uscc: string,
): Promise<{ no: string; bytes: Uint8Array }> {
  const found = await getDisclosure(ctx, year, uscc);
  return { no: found.no, bytes: (await openPdf(ctx, found.document_id)).bytes };
}
