/** The seventh step of Article 7: the licence as an electronic document, signed by the agency's signatory. */
import type { z } from 'zod';
import { type Ctx, newId } from '#api/context.ts';
import { createDocument, nextNumber, type PublicFact, signDocument } from '#api/documents/service.ts';
import type { Day } from '#api/kernel/time.ts';
import { getOrganization } from '#api/organizations/service.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import type { passwordShape } from './contract.ts';
import { stopped } from './rules/clock.ts';
import { degrees } from './rules/codes.ts';
import * as store from './store.ts';
import { certificateFacts, certificateTitle, certifyingReason } from './template.ts';
import type { ApplicationOut } from './view.ts';
import { walk } from './walk.ts';

export async function certifyApplication(
  ctx: Ctx,
  id: string,
  input: z.output<typeof passwordShape>,
): Promise<ApplicationOut> {
  return walk(ctx, id, 'certify', async ({ tx, row, today, note }) => {
    await requirePasswordAgain(tx, input.password);
    const no = await nextNumber(tx, 'certificate', 'ZS');
    const document = await makeCertificate(tx, row, no, today);
    const signature = await signDocument(tx, document.id, { reason: certifyingReason });
    await store.insertCertificate(tx.db, {
      id: newId(tx, 'certificate'),
      no,
      applicationId: id,
      documentId: document.id,
      // The term that was applied for; a certificate issued later than its first day holds from the day of issue.
      validFrom: row.termFrom > today ? row.termFrom : today,
      validTo: row.termTo,
      issuedAt: tx.clock.now(),
    });
    note({ certificate: no, document: document.id, sha256: signature.sha256 });
    return { changes: stopped, words: no };
  });
}

async function makeCertificate(tx: Ctx, row: store.ApplicationRow, no: string, today: Day) {
  const { demo } = await getOrganization(tx, row.agencyId);
  const datasets = row.resources.map(({ entry }) => ({ code: entry.code, title: entry.title }));
  const from = row.termFrom > today ? row.termFrom : today;
  const degree = degrees.labelOrCode(row.degree, 'zh');
  const holder = { name: row.developer.name, uscc: row.developer.uscc };
  const agency = { name: row.agency.name, uscc: row.agency.uscc };
  return createDocument(tx, {
    kind: 'certificate',
    no,
    subject: ['application', row.id],
    title: certificateTitle,
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
      scope: row.scope,
      degree: row.degree,
      term: { from, to: row.termTo },
      issued_on: today,
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
      scope: row.scope,
      degree,
      from,
      to: row.termTo,
      issuedOn: today,
    }),
    publicFacts: facts({
      no,
      holder: holder.name,
      agency: agency.name,
      datasets: datasets.map((one) => `${one.title} (${one.code})`).join('; '),
      degree,
      term: `${from} – ${row.termTo}`,
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
