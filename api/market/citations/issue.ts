/**
 * Issuing: what a product cites, held against the access log line by line, sealed by the platform's operator. A line that does
 * not hold stops it: nothing false is ever sealed.
 */
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, newId, systemContext } from '#api/context.ts';
import { createDocument, nextNumber, sealDocument } from '#api/documents/service.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { provinceCode } from '#api/kernel/regions.ts';
import { dayOf } from '#api/kernel/time.ts';
import { ensureKey, findHolder, getOrganization } from '#api/organizations/service.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import { productKinds } from '#api/products/rules/codes.ts';
import { type ProductFacts, productById } from '#api/products/sources.ts';
import { type CitationFacts, type CitedSource, citationFaultsOf, lasting } from '../rules/citation.ts';
import { jwsHeader } from '../rules/jws.ts';
import { citationPublicFacts, citationReason, citationTitle } from '../template.ts';
import * as store from './store.ts';

const base64url = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');
const derOf = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, '');

export const citationUrl = (ctx: Pick<Ctx, 'env'>, no: string): string => `${ctx.env.PUBLIC_URL}/citations/${no}`;
const productUrl = (ctx: Pick<Ctx, 'env'>, no: string): string => `${ctx.env.PUBLIC_URL}/products/${no}`;

/** Whoever runs the platform attests its log: the operator by document, else the information department. */
export async function issuerOf(ctx: Ctx, regionCode: string) {
  for (const power of ['platform_operator', 'information_department'] as const)
    for (const region of new Set([regionCode, provinceCode])) {
      const held = await findHolder(ctx, power, region);
      if (held !== null) return held;
    }
  return null;
}

function linesOf(product: ProductFacts, logged: ReadonlyMap<string, store.Delivered>): CitedSource[] {
  return product.sources.map((one) => {
    const delivery = logged.get(one.deliveryId);
    return {
      resource_code: one.resourceCode,
      resource_name: one.resourceName,
      provider_name: one.providerName,
      provider_uscc: one.providerUscc,
      dataset_version: one.datasetVersion,
      delivery_id: one.deliveryId,
      acquired_on: one.acquiredOn,
      content_hash: one.contentHash,
      handed_hash: delivery?.handedHash ?? null,
      agreement_no: delivery?.agreementNo ?? '',
      authorization_no: one.authorizationNo,
    };
  });
}

/** Job `market.certify`: makes the certificate of a listed product, or a new one where its sources have changed. */
export async function certifyProduct(app: App, productId: string): Promise<void> {
  const ctx = systemContext(app);
  const seen = await productById(ctx.db, productId);
  if (seen === null || seen.state !== 'listed') return;
  await act(ctx, { action: 'market.certify', subject: ['product', productId] }, async (tx, note) => {
    const before = await store.lockCurrent(tx.db, productId);
    const product = await productById(tx.db, productId);
    if (product === null || product.state !== 'listed') return note({ made: false });
    const logged = await store.deliveriesBy(
      tx.db,
      product.sources.map((one) => one.deliveryId),
    );
    const sources = linesOf(product, logged);
    const facts = sha256(canonicalJson(lasting(product.no, sources) as never));
    if (before?.factsSha256 === facts) return note({ made: false });
    const wrong = sources.filter(
      (one) => citationFaultsOf(one, product.developer.uscc, logged.get(one.delivery_id) ?? null).length > 0,
    );
    const region = [...logged.values()][0]?.regionCode ?? provinceCode;
    const issuer = await issuerOf(tx, region);
    if (wrong.length > 0 || issuer === null) {
      tx.log.error({ product: product.no, lines: wrong.length }, 'no certificate: the log does not bear it out');
      return note({ made: false });
    }
    const made = await seal(tx, { product, sources, issuer, before, facts });
    note({ no: made, product: product.no, supersedes: before?.no ?? null });
  });
}

interface Sealing {
  readonly product: ProductFacts;
  readonly sources: readonly CitedSource[];
  readonly issuer: NonNullable<Awaited<ReturnType<typeof issuerOf>>>;
  readonly before: store.CertificateRow | null;
  readonly facts: string;
}

async function seal(tx: Ctx, { product, sources, issuer, before, facts }: Sealing): Promise<string> {
  const at = tx.clock.now();
  const no = await nextNumber(tx, 'citation', 'LY');
  const { demo } = await getOrganization(tx, product.developerId);
  const developer = { name: product.developer.name, uscc: product.developer.uscc };
  const value: CitationFacts = {
    kind: 'citation',
    no,
    url: citationUrl(tx, no),
    issued_at: at.toISOString(),
    supersedes: before?.no ?? null,
    issuer: { name: issuer.name, uscc: issuer.uscc },
    developer,
    product: {
      no: product.no,
      title: product.title,
      kind: product.kind,
      version_hash: product.versionHash,
      url: productUrl(tx, product.no),
    },
    sources,
  };
  const document = await createDocument(tx, {
    kind: 'citation',
    no,
    subject: ['product', product.id],
    title: citationTitle,
    value: value as unknown as Readonly<Record<string, unknown>>,
    render: (own) => ({
      ...own,
      demo,
      address: citationUrl(tx, no),
      product: {
        no: product.no,
        title: product.title,
        kind: productKinds.label(product.kind, 'zh'),
        hash: product.versionHash,
      },
      developer,
      issuer: { name: issuer.name, uscc: issuer.uscc },
      issuedOn: dayOf(at),
      ...(before === null ? {} : { supersedes: before.no }),
      sources: sources.map((one) => ({
        provider: one.provider_name,
        resource: one.resource_name,
        code: one.resource_code,
        version: one.dataset_version,
        acquiredOn: one.acquired_on,
        deliveryId: one.delivery_id,
        contentHash: one.content_hash,
        agreementNo: one.agreement_no,
        authorizationNo: one.authorization_no,
      })),
    }),
    publicFacts: [
      {
        zh: citationPublicFacts.product[0],
        en: citationPublicFacts.product[1],
        value: `${product.title} ${product.no}`,
      },
      { zh: citationPublicFacts.developer[0], en: citationPublicFacts.developer[1], value: developer.name },
      { zh: citationPublicFacts.issuer[0], en: citationPublicFacts.issuer[1], value: issuer.name },
      {
        zh: citationPublicFacts.sources[0],
        en: citationPublicFacts.sources[1],
        value: sources.map((one) => `${one.resource_name} (${one.resource_code})`).join('; '),
      },
    ],
  });
  await sealDocument(tx, document.id, issuer, { reason: citationReason });
  if (before !== null) await store.supersede(tx.db, before.id, no, at);
  await store.insertCertificate(tx.db, {
    id: newId(tx, 'citationCertificate'),
    no,
    productId: product.id,
    issuerId: issuer.id,
    documentId: document.id,
    factsSha256: facts,
    jws: await signed(tx, issuer.id, canonicalJson(value as never)),
    issuedAt: at,
  });
  return no;
}

/** RS256 by the issuer's key; the certificate chain travels along, so that a stranger can check it offline. */
async function signed(tx: Ctx, organizationId: string, payload: string): Promise<string> {
  const key = await ensureKey(tx, organizationId);
  const chain = [derOf(key.certificatePem), derOf(await tx.ports.seal.caCertificatePem())];
  const input = `${base64url(JSON.stringify(jwsHeader(chain)))}.${base64url(payload)}`;
  const signature = await tx.ports.seal.signDetached(key.privateKeyEncrypted, Buffer.from(input, 'ascii'));
  return `${input}.${Buffer.from(signature, 'base64').toString('base64url')}`;
}

/** Whatever is on sale without a certificate (listed before there were any, or while nobody held the power) gets one. */
export async function certifyListed(app: App): Promise<void> {
  for (const id of await store.listedWithout(app.db)) await certifyProduct(app, id);
}
