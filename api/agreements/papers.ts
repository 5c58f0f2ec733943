/** The agreement that both sides sign, and the receipt of its filing, as documents anyone can verify. */
import type { Ctx } from '#api/context.ts';
import { createDocument, type PublicFact, signDocument } from '#api/documents/service.ts';
import { regions } from '#api/kernel/regions.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { Words } from '#api/kernel/words.ts';
import { degrees } from '#api/licensing/rules/codes.ts';
import { getOrganization } from '#api/organizations/service.ts';
import { findTablesAt } from './granted-store.ts';
import type { PartyKind } from './rules/codes.ts';
import { clauseWord } from './rules/draft-codes.ts';
import type { Deviation } from './rules/forms.ts';
import { effectiveDays } from './rules/in-force.ts';
import { grantOf } from './rules/policy.ts';
import type { Terms } from './rules/terms.ts';
import * as store from './store.ts';
import {
  agreementFacts,
  agreementTitle,
  auditText,
  contributionText,
  degreeText,
  dispositionText,
  feeText,
  grantLines,
  items,
  ownershipText,
  quotaText,
  receiptFacts,
  receiptReason,
  receiptTitle,
  securityItems,
  subLicenceText,
  useText,
} from './template.ts';
import { requireFit } from './terms-check.ts';
import { termsOf } from './view.ts';

/** One line of the split with its payee. */
export interface Payee {
  readonly partyKind: PartyKind;
  readonly partyId: string;
  readonly name: string;
  readonly ppm: number;
}

const templateOf = ({ id, name, version }: NonNullable<store.AgreementRow['template']>) => ({ id, name, version });
const partyOf = ({ name, uscc }: { readonly name: string; readonly uscc: string }) => ({ name, uscc });
const datasetsOf = (row: store.AgreementRow) =>
  row.resources.map(({ entry }) => ({ code: entry.code, title: entry.title }));

/** What is signed: every term, the named payees and where it comes from, in one canonical text. */
export async function makeAgreementDocument(
  tx: Ctx,
  row: store.AgreementRow,
  version: number,
  terms: Terms,
  payees: readonly Payee[],
  deviations: readonly Deviation[],
): Promise<{ readonly id: string; readonly sha256: string }> {
  // Every version that anyone signs is made here, so here its terms are held against what is published.
  await requireFit(tx, row, terms);
  const { demo } = await getOrganization(tx, row.agencyId);
  const { application } = row;
  const datasets = datasetsOf(row);
  const grant = await grantProposed(tx, row, version, terms);
  const titleOf = (code: string) => datasets.find((one) => one.code === code)?.title ?? code;
  return createDocument(tx, {
    kind: 'agreement',
    no: row.no,
    subject: ['agreement', row.id],
    title: agreementTitle,
    value: {
      kind: 'agreement',
      no: row.no,
      version,
      authorization: application.kind,
      application_no: application.no,
      certificate_no: application.certificate?.no ?? null,
      agency: partyOf(row.agency),
      developer: partyOf(row.developer),
      region_code: row.regionCode,
      treasury: { code: row.treasury.code, name: row.treasury.name },
      purpose: application.purpose,
      scenario: application.scenario,
      datasets,
      terms: { ...terms, shares: undefined },
      ...(row.template === null ? {} : { template: templateOf(row.template), deviations: [...deviations] }),
      shares: payees.map((payee) => ({
        party: payee.partyKind,
        party_id: payee.partyId,
        name: payee.name,
        ppm: payee.ppm,
      })),
    },
    render: (own) => ({
      ...own,
      demo,
      kind: application.kind,
      agency: partyOf(row.agency),
      developer: partyOf(row.developer),
      applicationNo: application.no,
      purpose: application.purpose,
      datasets: datasets.map((one) => ({ code: one.code, name: one.title, provider: row.agency.name })),
      terms: {
        scope: terms.scope,
        degree: degreeText(terms.degree),
        from: terms.term.from,
        to: terms.term.to,
        disposition: dispositionText(terms.disposition),
        ownership: ownershipText(terms.ownership),
        grants: grantLines(grant, titleOf),
        use: useText(terms, (code) => regions.labelOrCode(code, 'zh')),
        quota: quotaText(terms),
        subLicence: subLicenceText(terms.sublicence),
        audit: auditText(terms.audit),
      },
      fee: feeText(terms.fee),
      contribution: contributionText(terms),
      split: payees.map((payee) => ({ kind: payee.partyKind, name: payee.name, ppm: payee.ppm })),
      security: securityItems(terms),
      onward: terms.sublicence.mode === 'forbidden' ? 'forbidden' : 'with_consent',
      other: items(terms.other),
      ...(row.template === null
        ? {}
        : {
            template: {
              ...templateOf(row.template),
              deviations: deviations.map(({ clause, reason }) => ({ clause: clauseWord(clause)[0], reason })),
            },
          }),
      firstSigner: 'developer',
    }),
    publicFacts: facts(agreementFacts, {
      no: row.no,
      version: String(version),
      agency: row.agency.name,
      developer: row.developer.name,
      datasets: datasets.map((one) => `${one.title} (${one.code})`).join('; '),
      degree: degrees.labelOrCode(terms.degree.code, 'zh'),
      term: `${terms.term.from} – ${terms.term.to}`,
    }),
  });
}

/** The grant as it will be: over the tables that stand there now, for the days of the terms. */
async function grantProposed(tx: Ctx, row: store.AgreementRow, version: number, terms: Terms) {
  const datasets = [];
  for (const { entry } of row.resources) {
    const tables = await findTablesAt(tx.db, entry.id, tx.clock.now());
    datasets.push({ dataset: entry.code, tables: tables.map((one) => one.name) });
  }
  return grantOf(terms, { no: row.no, version, ...terms.term, datasets });
}

/** Makes the receipt and signs it for the information department; the caller has checked the password. */
export async function makeFilingReceipt(
  tx: Ctx,
  input: {
    readonly filing: store.FilingRow;
    readonly agreement: store.AgreementRow;
    readonly receiptNo: string;
    readonly opinion: string | null;
  },
): Promise<{ readonly id: string; readonly sha256: string }> {
  const { filing, agreement, receiptNo, opinion } = input;
  const today = dayOf(tx.clock.now());
  const department = await getOrganization(tx, filing.organizationId);
  const version = agreement.versions[0];
  const filed = version === undefined ? null : await store.documentOf(tx.db, version.documentId);
  if (filed === null) throw new Error(`filing ${filing.id} has no document`);
  const term = effectiveDays(termsOf(agreement).term, today);
  const parties = { agency: partyOf(agreement.agency), developer: partyOf(agreement.developer) };
  const document = await createDocument(tx, {
    kind: 'filing_receipt',
    no: receiptNo,
    subject: ['filing', filing.id],
    title: receiptTitle,
    value: {
      kind: 'filing_receipt',
      no: receiptNo,
      filing_no: filing.no,
      department: partyOf(department),
      region_code: agreement.regionCode,
      agreement_no: agreement.no,
      agreement_version: filing.version,
      agreement_sha256: filed.sha256,
      ...parties,
      datasets: datasetsOf(agreement),
      effective: term,
      submitted_on: dayOf(filing.submittedAt),
      accepted_on: today,
      opinion,
    },
    render: (own) => ({
      ...own,
      demo: department.demo,
      filingNo: filing.no,
      informationDepartment: partyOf(department),
      filer: parties.agency,
      developer: parties.developer,
      agreementNo: agreement.no,
      agreementSha256: filed.sha256,
      datasets: datasetsOf(agreement).map((one) => ({
        code: one.code,
        name: one.title,
        provider: parties.agency.name,
      })),
      from: term.from,
      to: term.to,
      submittedOn: dayOf(filing.submittedAt),
      acceptedOn: today,
      ...(opinion === null ? {} : { opinion }),
    }),
    publicFacts: facts(receiptFacts, {
      no: receiptNo,
      filing: filing.no,
      department: department.name,
      agreement: agreement.no,
      agreement_sha256: filed.sha256,
      agency: parties.agency.name,
      developer: parties.developer.name,
      term: `${term.from} – ${term.to}`,
      accepted: today,
    }),
  });
  await signDocument(tx, document.id, { reason: receiptReason });
  return document;
}

function facts<W extends Words>(words: W, values: Readonly<Record<keyof W, string>>): PublicFact[] {
  return (Object.keys(words) as (keyof W & string)[]).map((key) => {
    const [zh, en] = words[key] as readonly [string, string];
    return { zh, en, value: values[key] };
  });
}
