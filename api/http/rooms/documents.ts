import type { Request, Router } from 'express';
import { getDisposition } from '#api/agreements/disposition.ts';
import { getFiling } from '#api/agreements/filings.ts';
import { getAgreement } from '#api/agreements/service.ts';
import { getTemplate } from '#api/agreements/templates.ts';
import { showAsset } from '#api/assets/cards.ts';
import { showInventory } from '#api/assets/inventories.ts';
import { requireReportReader as requireAssetReportReader } from '#api/assets/reports.ts';
import type { App, Ctx } from '#api/context.ts';
import { requireReportReader } from '#api/deidentification/sign.ts';
import { documentOperations } from '#api/documents/contract.ts';
import { openKit } from '#api/documents/kit.ts';
import type { DocumentKind } from '#api/documents/rules/codes.ts';
import { refuse } from '#api/documents/rules/refusals.ts';
import * as documents from '#api/documents/service.ts';
import { mount } from '#api/http/mount.ts';
import { isRefusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { getApplication } from '#api/licensing/service.ts';
import { getStatement } from '#api/revenue/statements.ts';
import { getIncident } from '#api/security/incidents.ts';
import { getReview } from '#api/security/privileges.ts';
import { getProvider } from '#api/security/providers.ts';
import { requireRecord } from '#api/security/roots.ts';

/** As much as the pages take. */
const mostBytes = 50 * 1024 * 1024;

/** The room that says who may see what a document is about; it refuses everybody else. */
const readers: Partial<Record<DocumentKind, (ctx: Ctx, subjectId: string) => Promise<unknown>>> = {
  agreement: getAgreement,
  agreement_form: getTemplate,
  certificate: getApplication,
  asset_certificate: showAsset,
  asset_inventory: showInventory,
  asset_report: requireAssetReportReader,
  filing_receipt: getFiling,
  disposition_proof: getDisposition,
  statement: getStatement,
  payment_order: getStatement,
  audit_proof: requireRecord,
  incident_report: getIncident,
  privilege_review: getReview,
  provider_evaluation: getProvider,
  release_report: requireReportReader,
};

export function mountDocuments(router: Router, app: App): void {
  mount(router, app, documentOperations, {
    verifyDocument: (ctx, { params }) => documents.verifyDocument(ctx, params.id),
    verifyUpload: async (ctx, _input, { request }) => documents.verifyUpload(ctx, await bodyOf(request)),
    showAuthority: (ctx) => documents.showAuthority(ctx),
    rootCertificate: async (ctx, _input, { response }) => {
      response.type('application/x-pem-file').send((await documents.showAuthority(ctx)).certificate_pem);
      return undefined;
    },
    revocationList: async (ctx, _input, { response }) => {
      response.type('application/pkix-crl').send(Buffer.from(await documents.revocationList(ctx)));
      return undefined;
    },
    openKit: async (ctx, { params }, { response }) => {
      await requireReader(ctx, params.id);
      const kit = await openKit(ctx, params.id);
      response.setHeader('Content-Disposition', `attachment; filename="${kit.no.replace(/[^\w.-]/g, '_')}-kit.zip"`);
      response.setHeader('Cache-Control', 'private, no-store');
      response.type('application/zip').send(kit.bytes);
      return undefined;
    },
    openDocument: async (ctx, { params }, { response }) => {
      await requireReader(ctx, params.id);
      const pdf = await documents.openPdf(ctx, params.id);
      response.setHeader('Content-Type', 'application/pdf');
      response.setHeader('Content-Disposition', `inline; filename="${pdf.no.replace(/[^\w.-]/g, '_')}.pdf"`);
      response.setHeader('Cache-Control', 'private, no-store');
      response.setHeader('X-Content-Type-Options', 'nosniff');
      response.send(Buffer.from(pdf.bytes));
      return undefined;
    },
  });
}

async function requireReader(ctx: Ctx, id: string): Promise<void> {
  const { kind, subjectId, signedBy } = await documents.subjectOf(ctx, id);
  if (ctx.viewer !== null && signedBy.includes(ctx.viewer.organization.id)) return;
  try {
    const read = readers[kind];
    if (read === undefined) throw refuse('document.not_found', { id });
    await read(ctx, subjectId);
  } catch (error) {
    // Who may not know of the subject is not told that its document exists.
    throw isRefusal(error) && error.status === 404 ? refuse('document.not_found', { id }) : error;
  }
}

/** What is too large is read to its end and dropped: an answer in the middle of a request would break the connection. */
export function bodyOf(request: Request): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    let parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= mostBytes) parts.push(part);
      else parts = [];
    });
    request.once('error', reject);
    request.once('end', () => {
      if (size > mostBytes) reject(refuseAnywhere('request.too_large', { limit: '50 MB' }));
      else resolve(Buffer.concat(parts));
    });
  });
}
