/** Circumstances 1, 2, 4, 6 and 7 as the rooms that keep those facts tell them; each names its own kind in the evidence. */
import { assetSignalKinds } from '#api/assets/rules/codes.ts';
import { assetSignals } from '#api/assets/signals.ts';
import { readCloudFacts } from '#api/bases/cloud.ts';
import { signalKinds as collectionKinds } from '#api/collection/rules/codes.ts';
import { collectionSignals } from '#api/collection/signals.ts';
import type { Ctx } from '#api/context.ts';
import { signalKinds as securityKinds } from '#api/security/rules/codes.ts';
import { securitySignals } from '#api/security/signals.ts';
import type { Detector, Fact } from './fact.ts';

async function collected(ctx: Ctx, region: string, circumstance: 1 | 2): Promise<Fact[]> {
  const signals = await collectionSignals(ctx, { regions: [region] });
  return signals
    .filter((one) => one.circumstance === circumstance)
    .map((one) => ({
      key: one.key,
      accusedId: one.agency.id,
      subject: ['collection', one.evidence.item_id ?? one.key, one.item ?? ''],
      title: `${collectionKinds.label(one.kind, 'zh')} · ${one.item ?? ''}`,
      since: one.on,
      evidence: { kind: one.kind, item: one.item, ...one.evidence },
    }));
}

export const otherDetectors: readonly Detector[] = [
  { code: 'collected_beyond', read: (ctx, { code }) => collected(ctx, code, 1) },
  { code: 'refused_not_served', read: (ctx, { code }) => collected(ctx, code, 2) },
  {
    code: 'asset_duties',
    read: async (ctx, { code }) =>
      (await assetSignals(ctx, code)).map(
        (one): Fact => ({
          key: `${one.kind}|${one.subjectId}|${one.since}`,
          accusedId: one.agencyId,
          subject: ['asset', one.subjectId, one.subject],
          title: `${assetSignalKinds.label(one.kind, 'zh')} · ${one.subject}`,
          since: one.since,
          evidence: { kind: one.kind, subject: one.subject, since: one.since, ...one.evidence },
        }),
      ),
  },
  {
    code: 'security_duties',
    read: async (ctx, { code }) =>
      (await securitySignals(ctx, { regions: [code] })).map(
        (one): Fact => ({
          key: `${one.kind}|${one.subject_id}|${one.since}`,
          accusedId: one.organization_id,
          subject: [one.subject_type, one.subject_id, one.subject_no],
          title: `${securityKinds.label(one.kind, 'zh')} · ${one.subject_no}`,
          since: one.since,
          evidence: { kind: one.kind, subject_type: one.subject_type, subject: one.subject_no, since: one.since },
        }),
      ),
  },
  {
    code: 'off_cloud',
    read: async (ctx, { code, today }) =>
      (await readCloudFacts(ctx)).storage
        .filter((one) => one.regionCode === code)
        .map(
          (one): Fact => ({
            key: `${one.entryId}|${one.fault}`,
            accusedId: one.providerId,
            subject: ['entry', one.entryId, one.code],
            title: one.title,
            // The record does not say since when; the day it was first seen stands for it.
            since: today,
            evidence: { entry: one.code, fault: one.fault },
          }),
        ),
  },
];
