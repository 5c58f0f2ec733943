/** The seventh step of Article 7: the licence as an electronic document, signed by the agency's signatory; and its new issues. */
import type { z } from 'zod';
import { type Ctx, newId } from '#api/context.ts';
import { createDocument, nextNumber, type PublicFact, signDocument } from '#api/documents/service.ts';
import { type Day, isDay } from '#api/kernel/time.ts';
import { getOrganization } from '#api/organizations/service.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import type { reissueShape } from './case-contract.ts';
import { insertEvent } from './case-store.ts';
import { certificateFactsOf } from './certificate-view.ts';
import type { passwordShape } from './contract.ts';
import { awardOf } from './facts.ts';
import { longestYears } from './parameters.ts';
import { bilingual } from './rules/bilingual.ts';
import { stopped } from './rules/clock.ts';
import { degrees } from './rules/codes.ts';
import { certificateStandings } from './rules/kind-codes.ts';
import { certificateTitles, refuse } from './rules/kind-refusals.ts';
import { standingOf, takesEvent } from './rules/standing.ts';
import { lastDayOfTerm } from './rules/term.ts';
import * as store from './store.ts';
import { certificateFacts, certifyingReason } from './template.ts';
import type { ApplicationOut } from './view.ts';
import { walk } from './walk.ts';

export async function certifyApplication(
  ctx: Ctx,
  id: string,
  input: z.output<typeof passwordShape>,
): Promise<ApplicationOut> {
  return walk(ctx, id, 'certify', async ({ tx, row, today, note }) => {
    await requirePasswordAgain(tx, input.password);
    // The term that was applied for; a certificate issued later than its first day holds from the day of issue.
    const from = row.termFrom > today ? row.termFrom : today;
    const issued = await issue(
      tx,
      row,
      { from, to: row.termTo, scope: row.scope, conditions: row.conditions, replaces: null },
      today,
    );
    note({ certificate: issued.no, document: issued.documentId, sha256: issued.sha256 });
    return { changes: stopped, words: issued.no };
  });
}

/**
 * A new issue of the certificate that counts: for a term that runs on (renewal), another scope or other conditions
 * (amendment). The old one stays and is marked superseded; both pages name the other.
 */
export async function reissueCertificate(
  ctx: Ctx,
  id: string,
  input: z.output<typeof reissueShape>,
): Promise<ApplicationOut> {
  return walk(ctx, id, 'reissue', async ({ tx, row, today, note }) => {
    await requirePasswordAgain(tx, input.password);
    const old = row.certificate;
    if (old === null) throw refuse('licensing.no_certificate');
    const facts = certificateFactsOf(old);
    const standing = standingOf(facts, today);
    if (!takesEvent(facts, 'superseded', today))
      throw refuse('licensing.certificate_over', {
        no: old.no,
        ...bilingual('standing', certificateStandings.words[standing]),
      });
    const from = old.validTo < today ? today : old.validFrom;
    // A renewal counts anew from today: what the law bounds is one term, not how often it is granted.
    const last = lastDayOfTerm(today, await longestYears(tx, row.kind, row.regionCode));
    if (!isDay(input.valid_to) || input.valid_to <= today || input.valid_to > last)
      throw refuse('licensing.reissue_term', { last });
    const scope = input.scope === '' ? row.scope : input.scope;
    const conditions = input.conditions === '' ? row.conditions : input.conditions;
    const issued = await issue(tx, row, { from, to: input.valid_to, scope, conditions, replaces: old.no }, today);
    await insertEvent(tx.db, {
      id: newId(tx, 'certificate_event'),
      certificateId: old.id,
      kind: 'superseded',
      reason: input.reason,
      replacedBy: issued.id,
      personId: tx.viewer?.personId ?? null,
      organizationId: row.agencyId,
      at: tx.clock.now(),
    });
    note({ certificate: issued.no, replaces: old.no, document: issued.documentId, sha256: issued.sha256 });
    return { changes: { scope, conditions }, words: `${old.no} → ${issued.no}\n${input.reason}` };
  });
}

interface Issue {
  readonly from: Day;
  readonly to: Day;
  readonly scope: string;
  readonly conditions: string | null;
  /** Number of the certificate whose place it takes. */
  readonly replaces: string | null;
}

async function issue(tx: Ctx, row: store.ApplicationRow, how: Issue, today: Day) {
  const no = await nextNumber(tx, 'certificate', 'ZS');
  const document = await makeCertificate(tx, row, no, how, today);
  const signature = await signDocument(tx, document.id, { reason: certifyingReason });
  const id = newId(tx, 'certificate');
  await store.insertCertificate(tx.db, {
    id,
    no,
    applicationId: row.id,
    documentId: document.id,
    validFrom: how.from,
    validTo: how.to,
    issuedAt: tx.clock.now(),
  });
  return { id, no, documentId: document.id, sha256: signature.sha256 };
}

async function makeCertificate(tx: Ctx, row: store.ApplicationRow, no: string, how: Issue, today: Day) {
  const { demo } = await getOrganization(tx, row.agencyId);
  const datasets = row.resources.map(({ entry }) => ({ code: entry.code, title: entry.title }));
  const { from, to, scope, conditions, replaces } = how;
  const degree = degrees.labelOrCode(row.degree, 'zh');
  const holder = { name: row.developer.name, uscc: row.developer.uscc };
  const agency = { name: row.agency.name, uscc: row.agency.uscc };
  const award = awardOf(row);
  const [plan] = row.plans;
  const title = certificateTitles[row.kind];
  return createDocument(tx, {
    kind: 'certificate',
    no,
    subject: ['application', row.id],
    title,
    value: {
      kind: 'certificate',
      no,
      application_no: row.no,
      authorization: row.kind,
      holder,
      agency,
      region_code: row.regionCode,
      datasets,
      purpose: row.purpose,
      scenario: row.scenario,
      scope,
      degree: row.degree,
      term: { from, to },
      issued_on: today,
      ...(conditions === null ? {} : { conditions }),
      ...(replaces === null ? {} : { replaces }),
      ...(row.kind === 'cooperative_development' && plan !== undefined ? { plan_sha256: plan.sha256 } : {}),
      ...(award === null ? {} : { government_decision: { government: award.government, no: award.documentNo } }),
    },
    render: (own) => ({
      ...own,
      demo,
      applicationNo: row.no,
      holder,
      agency,
      datasets: datasets.map((one) => ({ code: one.code, name: one.title, provider: agency.name })),
      purpose: row.purpose,
      scenario: row.scenario,
      scope,
      degree,
      from,
      to,
      issuedOn: today,
      title,
      conditions,
      replaces,
      government: award === null ? null : { name: award.government, documentNo: award.documentNo },
    }),
    publicFacts: facts({
      no,
      holder: holder.name,
      agency: agency.name,
      datasets: datasets.map((one) => `${one.title} (${one.code})`).join('; '),
      degree,
      term: `${from} – ${to}`,
    }),
  });
}

function facts(values: Readonly<Record<keyof typeof certificateFacts, string>>): PublicFact[] {
  return (Object.keys(certificateFacts) as (keyof typeof certificateFacts)[]).map((key) => ({
    zh: certificateFacts[key][0],
    en: certificateFacts[key][1],
    value: values[key],
  }));
}
