/** The second person: checks a release report and signs it, or sends it back (GB/T 37964-2019: 验证批准). */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { findEntry, namesOf } from '#api/catalog/store.ts';
import type { Ctx } from '#api/context.ts';
import { privacyOf } from '#api/datasets/privacy.ts';
import * as versions from '#api/datasets/store.ts';
import { createDocument, nextNumber, signDocument } from '#api/documents/service.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { isSelf, requireDuty, requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { getOrganization } from '#api/organizations/service.ts';
import { mailToDuties } from '#api/participants/service.ts';
import { requirePasswordAgain } from '#api/people/service.ts';
import type { returnBody, signBody } from './contract.ts';
import { letters } from './rules/letters.ts';
import { paperOf, reportTitle } from './rules/paper.ts';
import { refuse } from './rules/refusals.ts';
import { type ReportFacts, type ReportOut, showReport } from './show.ts';
import * as store from './store.ts';

interface Loaded {
  readonly report: store.Report;
  readonly version: versions.Version;
  readonly entry: NonNullable<Awaited<ReturnType<typeof findEntry>>>;
  readonly personId: string;
}

/** Locks it. Whoever is not of the agency learns no more than that there is no such report. */
async function requireOpen(tx: Ctx, id: string): Promise<Loaded> {
  const viewer = requireViewer(tx.viewer);
  const report = await store.lockReport(tx.db, id);
  const version = report === null ? null : await versions.findVersion(tx.db, report.versionId);
  const entry = version === null ? null : await findEntry(tx.db, version.entryId);
  if (report === null || version === null || entry === null || entry.providerId !== viewer.organization.id)
    throw refuse('deidentification.report_not_found');
  requireDuty(tx.viewer, ['signatory', 'steward'], entry.providerId);
  if (isSelf(viewer, report.plannedBy)) throw refuse('deidentification.own_plan');
  const [table] = (await privacyOf(tx, version, entry)).filter((one) => one.number === report.table);
  if (report.outcome !== null || table?.report?.id !== report.id || table.tableSha256 !== report.tableSha256)
    throw refuse('deidentification.report_superseded');
  return { report, version, entry, personId: viewer.personId };
}

export async function signReleaseReport(ctx: Ctx, id: string, input: z.output<typeof signBody>): Promise<ReportOut> {
  return act(ctx, { action: 'deidentification.sign', subject: ['release_report', id] }, async (tx, note) => {
    const loaded = await requireOpen(tx, id);
    const { report, version, entry, personId } = loaded;
    const facts = report.report as unknown as ReportFacts;
    if (!report.passed)
      throw refuse('deidentification.not_passed', { smallest: facts.after.smallest, k: report.demandedK });
    await requirePasswordAgain(tx, input.password);
    const no = await nextNumber(tx, 'release_report', 'QBS');
    const at = tx.clock.now();
    const plans = await store.listPlans(tx.db, entry.id);
    const plan = plans.find((one) => one.id === report.planId) ?? null;
    const issuer = await getOrganization(tx, entry.providerId);
    const table = version.tables.find((one) => one.number === report.table);
    const about = {
      code: entry.code,
      title: entry.title,
      version: version.number,
      table: table?.name ?? '',
      sha256: report.tableSha256,
    };
    const paper = paperOf({
      about,
      facts,
      plan: plan === null ? null : { number: plan.number, sha256: plan.sha256 },
      opinion: input.opinion,
    });
    const document = await createDocument(tx, {
      kind: 'release_report',
      no,
      subject: ['release_report', id],
      title: reportTitle,
      value: {
        kind: 'release_report',
        no,
        signed_at: at.toISOString(),
        issuer: { name: issuer.name, uscc: issuer.uscc },
        dataset: about,
        plan:
          plan === null
            ? null
            : { number: plan.number, sha256: plan.sha256, rules: plan.rules, suppression: plan.suppression },
        report: facts,
        opinion: input.opinion,
      },
      render: (own) => ({
        ...own,
        demo: issuer.demo,
        title: reportTitle,
        issuer: { name: issuer.name, uscc: issuer.uscc },
        issuedOn: dayOf(at),
        ...paper.body,
      }),
      publicFacts: paper.publicFacts,
    });
    await signDocument(tx, document.id, { reason: reportTitle });
    const decision = { outcome: 'signed', opinion: input.opinion || null, checkedBy: personId, checkedAt: at };
    await store.decideReport(tx.db, id, { ...decision, no, documentId: document.id });
    note({ entry: entry.id, number: version.number, no, sha256: report.tableSha256, k: facts.after.smallest });
    return shown(tx, id, entry.providerId, plan?.number ?? null);
  });
}

export async function returnReleaseReport(
  ctx: Ctx,
  id: string,
  input: z.output<typeof returnBody>,
): Promise<ReportOut> {
  return act(ctx, { action: 'deidentification.return', subject: ['release_report', id] }, async (tx, note) => {
    const { version, entry, personId } = await requireOpen(tx, id);
    const decision = { outcome: 'returned', opinion: input.opinion, checkedBy: personId, checkedAt: tx.clock.now() };
    await store.decideReport(tx.db, id, decision);
    await mailToDuties(tx, entry.providerId, ['steward'], {
      about: id,
      params: { title: entry.title, number: version.number, opinion: input.opinion },
      path: `/w/entries/${entry.id}/privacy?version=${version.id}`,
      ...letters.returned,
    });
    note({ entry: entry.id, number: version.number });
    return shown(tx, id, entry.providerId, null);
  });
}

async function shown(tx: Ctx, id: string, providerId: string, plan: number | null): Promise<ReportOut> {
  const report = await store.findReport(tx.db, id);
  if (report === null) throw refuse('deidentification.report_not_found');
  const names = await namesOf(tx.db, [report.checkedBy]);
  return showReport(tx, report, { providerId, names, plan, newest: true });
}

/** Who may read the paper: whoever may see the entry's desk in the agency. Refuses `auth.forbidden`. */
export async function requireReportReader(ctx: Ctx, id: string): Promise<void> {
  const viewer = requireViewer(ctx.viewer);
  const report = await store.findReport(ctx.db, id);
  const version = report === null ? null : await versions.findVersion(ctx.db, report.versionId);
  const entry = version === null ? null : await findEntry(ctx.db, version.entryId);
  if (entry === null) throw refuse('deidentification.report_not_found');
  const reviews = viewer.duties.includes('reviewer') && viewer.organization.regionCode === entry.regionCode;
  if (entry.providerId !== viewer.organization.id && !reviews) throw refuseAnywhere('auth.forbidden');
}
