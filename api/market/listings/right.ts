/**
 * What right the owner of a product holds: drawn from the agreements behind it and their filings, stated on a paper that the
 * platform's operator seals, and judged anew from the records whenever somebody looks (decision 0055).
 */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Terms } from '#api/agreements/rules/terms-types.ts';
import { ownershipText } from '#api/agreements/template.ts';
import { type Ctx, newId } from '#api/context.ts';
import { createDocument, nextNumber, openPdf, sealDocument } from '#api/documents/service.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { dayOf } from '#api/kernel/time.ts';
import { getOrganization } from '#api/organizations/service.ts';
import { productKinds } from '#api/products/rules/codes.ts';
import { inForce } from '#api/products/rules/listing.ts';
import { type ProductFacts, productById } from '#api/products/sources.ts';
import { issuerOf } from '../citations/issue.ts';
import type { ListingEnd } from '../rules/voice-codes.ts';
import { refuse } from '../rules/voice-refusals.ts';
import { rightFacts, rightReason, rightTitle } from '../template.ts';
import type { rightShape } from './contract.ts';
import * as store from './store.ts';

export type RightOut = z.input<typeof rightShape>;

interface Right {
  readonly product: ProductFacts;
  readonly agreements: RightOut['agreements'];
  readonly agencies: readonly { readonly name: string; readonly uscc: string }[];
  readonly regionCode: string;
  readonly validTo: string;
  readonly sha256: string;
}

/** The right as the records have it now, or why there is none. */
async function rightOf(ctx: Ctx, productId: string): Promise<Right | ListingEnd> {
  const product = await productById(ctx.db, productId);
  if (product === null || product.state !== 'listed') return 'product_withdrawn';
  const behind = await store.agreementsBehind(ctx.db, productId);
  const today = dayOf(ctx.clock.now());
  const agreements: RightOut['agreements'] = [];
  for (const one of behind) {
    const { filingNo, sha256, terms, effectiveFrom: from, effectiveTo: to } = one;
    if (!inForce(one, today) || filingNo === null || sha256 === null || from === null || to === null)
      return 'agreement_not_in_force';
    agreements.push({
      no: one.no,
      version: one.version,
      sha256,
      agency_name: one.agency.name,
      filing_no: filingNo,
      from,
      to,
      ownership: ownershipText((terms as unknown as Terms).ownership),
    });
  }
  const [first] = behind;
  if (first === undefined) return 'agreement_not_in_force';
  const owner = { name: product.developer.name, uscc: product.developer.uscc };
  const said = { product: product.no, version_hash: product.versionHash, owner, agreements };
  return {
    product,
    agreements,
    agencies: behind.map((one) => one.agency),
    regionCode: first.regionCode,
    validTo: agreements.map((one) => one.to).sort()[0] ?? today,
    sha256: createHash('sha256')
      .update(canonicalJson(said as never), 'utf8')
      .digest('hex'),
  };
}

/** Why a statement does not hold now; null while it does. */
export async function whyNot(
  ctx: Ctx,
  statement: Pick<store.StatementRow, 'productId' | 'factsSha256'>,
): Promise<ListingEnd | null> {
  const right = await rightOf(ctx, statement.productId);
  if (typeof right === 'string') return right;
  return right.sha256 === statement.factsSha256 ? null : 'right_changed';
}

const statementUrl = (ctx: Pick<Ctx, 'env'>, no: string): string => `${ctx.env.PUBLIC_URL}/right-statements/${no}`;

/** The statement that holds now: the one there is, or a new one. Call inside `act`. Refuses `market.no_right`. */
export async function stateRight(tx: Ctx, productId: string): Promise<store.StatementRow> {
  const right = await rightOf(tx, productId);
  if (typeof right === 'string') throw refuse('market.no_right');
  const present = await store.statementWith(tx.db, productId, right.sha256);
  if (present !== null) return present;
  const issuer = await issuerOf(tx, right.regionCode);
  if (issuer === null) throw refuse('market.no_right');
  const { product, agreements, validTo } = right;
  const { demo } = await getOrganization(tx, product.developerId);
  const at = tx.clock.now();
  const no = await nextNumber(tx, 'right_statement', 'QS');
  const url = statementUrl(tx, no);
  const owner = { name: product.developer.name, uscc: product.developer.uscc };
  const shown = { no: product.no, title: product.title, kind: product.kind, version_hash: product.versionHash };
  const sources = [...new Map(product.sources.map((one) => [one.resourceCode, one])).values()].map((one) => ({
    code: one.resourceCode,
    name: one.resourceName,
    provider: one.providerName,
  }));
  const document = await createDocument(tx, {
    kind: 'right_statement',
    no,
    subject: ['product', product.id],
    title: rightTitle,
    value: {
      kind: 'right_statement',
      no,
      url,
      issued_at: at.toISOString(),
      valid_to: validTo,
      issuer: { name: issuer.name, uscc: issuer.uscc },
      owner,
      product: shown,
      agreements,
      sources,
    },
    render: (own) => ({
      ...own,
      demo,
      address: url,
      product: {
        no: product.no,
        title: product.title,
        kind: productKinds.label(product.kind, 'zh'),
        hash: product.versionHash,
      },
      owner,
      issuer: { name: issuer.name, uscc: issuer.uscc },
      issuedOn: dayOf(at),
      validTo,
      agreements: agreements.map((one, index) => ({
        no: one.no,
        version: one.version,
        sha256: one.sha256,
        agency: right.agencies[index] ?? { name: one.agency_name, uscc: '' },
        filingNo: one.filing_no,
        from: one.from,
        to: one.to,
        ownership: one.ownership,
      })),
      sources,
    }),
    publicFacts: [
      { zh: rightFacts.product[0], en: rightFacts.product[1], value: `${product.title} ${product.no}` },
      { zh: rightFacts.owner[0], en: rightFacts.owner[1], value: owner.name },
      {
        zh: rightFacts.agreements[0],
        en: rightFacts.agreements[1],
        value: agreements.map((one) => `${one.no} (${one.filing_no})`).join('; '),
      },
      { zh: rightFacts.valid[0], en: rightFacts.valid[1], value: validTo },
    ],
  });
  await sealDocument(tx, document.id, issuer, { reason: rightReason });
  return store.insertStatement(tx.db, {
    id: newId(tx, 'rightStatement'),
    no,
    productId: product.id,
    ownerId: product.developerId,
    agreementId: product.agreementId,
    documentId: document.id,
    factsSha256: right.sha256,
    validTo,
    issuedAt: at,
  });
}

/** A statement as it was made, and whether it still holds. */
export async function showRightStatement(ctx: Ctx, no: string): Promise<RightOut> {
  const row = await store.findStatement(ctx.db, no.toUpperCase());
  const text = row === null ? null : await store.documentText(ctx.db, row.documentId);
  if (row === null || text === null) throw refuse('market.right_statement_not_found', { no });
  // Written by this file under the document's own hash.
  const said = JSON.parse(text) as {
    readonly owner: { readonly name: string; readonly uscc: string };
    readonly product: { readonly no: string; readonly title: string };
    readonly agreements: RightOut['agreements'];
  };
  const why = await whyNot(ctx, row);
  return {
    no: row.no,
    document_id: row.documentId,
    issued_at: row.issuedAt.toISOString(),
    valid_to: row.validTo,
    valid: why === null,
    why_not: why,
    product_no: said.product.no,
    product_title: said.product.title,
    owner_name: said.owner.name,
    owner_uscc: said.owner.uscc,
    agreements: said.agreements,
  };
}

export async function openRightStatementPdf(ctx: Ctx, no: string): Promise<{ no: string; bytes: Uint8Array }> {
  const found = await showRightStatement(ctx, no);
  return { no: found.no, bytes: (await openPdf(ctx, found.document_id)).bytes };
}
