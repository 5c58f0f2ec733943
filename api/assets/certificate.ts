/** The certificate of registration: drawn from what is registered, sealed by the authority, looked up by the code on it. */
import type { Ctx } from '#api/context.ts';
import { createDocument, nextNumber, openPdf, sealDocument } from '#api/documents/service.ts';
import type { Day } from '#api/kernel/time.ts';
import { getOrganization } from '#api/organizations/service.ts';
import type { AssetContent } from './contract.ts';
import {
  type AssetCaseKind,
  acquisitionWays,
  assetCaseKinds,
  assetRights,
  certificateFacts,
  certificateReason,
  certificateTitle,
  grades,
  scaleText,
} from './rules/codes.ts';
import { type EntryFacts, scaleOf } from './rules/facts.ts';
import { refuse } from './rules/refusals.ts';
import { needsNotice } from './rules/rights.ts';
import * as store from './store.ts';

export interface Issue {
  readonly card: store.CardRow;
  readonly content: AssetContent;
  readonly facts: readonly EntryFacts[];
  readonly evidence: string | null;
  readonly code: string;
  readonly number: number;
  readonly kind: Exclude<AssetCaseKind, 'cancellation'>;
  readonly caseNo: string;
  readonly authorityId: string;
  readonly registeredOn: Day;
  readonly validTo: Day;
  readonly today: Day;
}

/** Call inside `act`. The decision is a person's and stands in the file; the paper states it under the authority's seal. */
export async function issueCertificate(tx: Ctx, how: Issue): Promise<{ id: string; sha256: string }> {
  const { card, content, code, number, kind, validTo } = how;
  const [holder, authority] = [await getOrganization(tx, card.holderId), await getOrganization(tx, how.authorityId)];
  const no = await nextNumber(tx, 'asset_certificate', 'DZ');
  const url = `${tx.env.PUBLIC_URL}/data-assets/${code}`;
  const scale = scaleOf(how.facts);
  const datasets = how.facts.map((one) => ({ code: one.code, title: one.title, version: one.version }));
  const parties = {
    holder: { name: holder.name, uscc: holder.uscc },
    authority: { name: authority.name, uscc: authority.uscc },
  };
  const document = await createDocument(tx, {
    kind: 'asset_certificate',
    no,
    subject: ['asset', card.id],
    title: certificateTitle,
    value: {
      kind: 'asset_certificate',
      no,
      url,
      code,
      number,
      registration: kind,
      case_no: how.caseNo,
      name: content.name,
      ...parties,
      region_code: card.regionCode,
      rights: content.rights,
      acquisition: content.acquisition,
      grade: content.grade,
      scale,
      datasets,
      scenario: content.scenario,
      evidence_sha256: how.evidence,
      registered_on: how.registeredOn,
      valid_to: validTo,
      issued_on: how.today,
    },
    render: (own) => ({
      ...own,
      demo: holder.demo,
      address: url,
      code,
      name: content.name,
      ...parties,
      kind: assetCaseKinds.label(kind, 'zh'),
      number,
      caseNo: how.caseNo,
      noticed: needsNotice(kind),
      rights: content.rights.map((one) => assetRights.label(one, 'zh')).join('、'),
      acquisition: content.acquisition === null ? '—' : acquisitionWays.label(content.acquisition, 'zh'),
      grade: content.grade === null ? '—' : grades.label(content.grade, 'zh'),
      scale: scaleText(scale),
      scenario: content.scenario,
      evidence: how.evidence,
      registeredOn: how.registeredOn,
      validTo,
      issuedOn: how.today,
      datasets: datasets.map((one) => ({ code: one.code, name: one.title, provider: holder.name })),
    }),
    publicFacts: [
      { zh: certificateFacts.code[0], en: certificateFacts.code[1], value: code },
      { zh: certificateFacts.name[0], en: certificateFacts.name[1], value: content.name },
      { zh: certificateFacts.holder[0], en: certificateFacts.holder[1], value: holder.name },
      { zh: certificateFacts.valid[0], en: certificateFacts.valid[1], value: validTo },
    ],
  });
  await sealDocument(tx, document.id, authority, { reason: certificateReason });
  return document;
}

/** The newest certificate, for everybody. */
export async function openAssetCertificate(ctx: Ctx, code: string): Promise<{ no: string; bytes: Uint8Array }> {
  const row = await store.findByCode(ctx.db, code.toUpperCase());
  if (row === null) throw refuse('assets.not_found');
  if (row.documentId === null) throw refuse('assets.certificate_none');
  const { no, bytes } = await openPdf(ctx, row.documentId);
  return { no, bytes };
}
