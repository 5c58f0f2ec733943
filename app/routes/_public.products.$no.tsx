import { Link, redirect } from 'react-router';
import { z } from 'zod';
import { reviewing, wording } from '#api/market/reviews/contract.ts';
import { productKinds } from '#api/products/rules/codes.ts';
import type { ProductOut } from '#api/products/view.ts';
import { appContext } from '#app/context.ts';
import { marketLineage } from '#app/i18n/market-lineage.ts';
import { plans } from '#app/i18n/plans.ts';
import { products } from '#app/i18n/products.ts';
import { stripeBilling } from '#app/i18n/stripe-billing.ts';
import { paths, productProv } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { bytesText, dayText } from '#app/present/format.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { Copyable } from '#app/ui/copyable.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { CitationBox } from '#app/ui/market/citation-box.tsx';
import { DivisionList } from '#app/ui/market/division.tsx';
import { LineagePicture } from '#app/ui/market/lineage-picture.tsx';
import { PlanName, PlanTable } from '#app/ui/market/plan-list.tsx';
import { CeilingLines, ProductFacts, ProductSample } from '#app/ui/market/product-facts.tsx';
import { ProductListings } from '#app/ui/market/product-listings.tsx';
import { ProductNotices } from '#app/ui/market/product-notices.tsx';
import { ProductReviews } from '#app/ui/market/product-reviews.tsx';
import { AskPrice, ProductComplaints } from '#app/ui/market/product-voice.tsx';
import { StarsMean } from '#app/ui/market/stars.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Prose } from '#app/ui/prose.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/_public.products.$no.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const product = await services.products.getProduct(ctx, params.no);
    return {
      product,
      cards: ctx.ports.checkout !== null,
      sample: product.sample ? await services.products.showSample(ctx, params.no) : null,
      base: `${ctx.env.PUBLIC_URL}/api/v1`,
      notices: (await services.market.listProductNotices(ctx, params.no)).items,
      lineage: await services.market.showLineage(ctx, params.no),
      certificates: (await services.market.listCertificates(ctx, params.no)).items,
      reviews: await services.market.listProductReviews(ctx, params.no),
      complaints: await services.market.countComplaints(ctx, params.no),
      listings: (await services.market.listProductListings(ctx, params.no)).items,
    };
  });
}

const oneReview = z.object({ id: z.string().max(60) });

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { market } }) => {
    const name = form.name ?? '';
    if (name === 'review') {
      const input = form.read(reviewing);
      await form.once((ctx) => market.reviewProduct(ctx, params.no, input));
    } else {
      const { id } = form.read(oneReview);
      const input = form.read(wording);
      await form.once((ctx) =>
        name.startsWith('reply-')
          ? market.replyToProductReview(ctx, id, input)
          : name.startsWith('hide-')
            ? market.hideProductReview(ctx, id, input)
            : market.unhideProductReview(ctx, id, input),
      );
    }
    return redirect(`${paths.product(params.no)}#reviews`);
  });
}

export const shouldRevalidate = () => true;

export default function Product({ loaderData }: Route.ComponentProps) {
  const { product: p, cards, sample, base, certificates, lineage, notices, reviews, complaints, listings } = loaderData;
  const t = useT(products);
  const m = useT(marketLineage);
  const locale = useLocale();
  const english = locale === 'en';
  return (
    <>
      <PageHeader
        title={english ? (p.title_en ?? p.title) : p.title}
        breadcrumb={[{ label: t('title'), to: paths.products() }]}
        lead={
          <p className="max-w-[42em]" lang={english ? 'zh-CN' : undefined}>
            {p.summary}
          </p>
        }
        meta={
          <>
            <span>{productKinds.label(p.kind, locale)}</span>
            <span>{english ? (p.developer_name_en ?? p.developer_name) : p.developer_name}</span>
            <span>{p.no}</span>
            {reviews.summary.mean !== null && (
              <a href="#reviews">
                <StarsMean mean={reviews.summary.mean} count={reviews.summary.count} />
              </a>
            )}
          </>
        }
      />
      <ProductNotices items={notices} />
      <Buy product={p} cards={cards} />
      <ProductFacts product={p} base={base} />
      {sample !== null && <ProductSample sample={sample} />}
      <CeilingLines product={p} />
      <Section id="sources" title={t('origin')} lead={t('origin_lead')} margin>
        <div className="mb-5 grid gap-2">
          {p.sources.map((source) => (
            <Copyable
              key={source.delivery_id}
              text={english ? source.citation.en : source.citation.zh}
              label={t('cite_label')}
              plain
            />
          ))}
        </div>
        <Sources product={p} />
        {p.division !== null && <DivisionList division={p.division} />}
        <CitationBox items={certificates} />
      </Section>
      <Section id="lineage" title={m('title')} lead={m('lead')}>
        <LineagePicture lineage={lineage} />
        <p className="actions">
          <span>{m('export')}</span>
          <a href={productProv(p.no, 'json')}>PROV-JSON</a>
          <a href={productProv(p.no, 'ttl')}>Turtle</a>
          <a href={productProv(p.no, 'jsonld')}>JSON-LD</a>
        </p>
      </Section>
      <Section id="about" title={t('about')} margin>
        <Prose>
          {p.description.split(/\n{2,}/).map((paragraph) => (
            <p key={paragraph} lang={english ? 'zh-CN' : undefined} className="whitespace-pre-line">
              {paragraph}
            </p>
          ))}
        </Prose>
      </Section>
      <Section id="basis" title={t('basis')} margin>
        <Basis product={p} />
      </Section>
      <ProductListings items={listings} />
      <ProductReviews reviews={reviews} />
      <ProductComplaints no={p.no} counts={complaints} />
    </>
  );
}

function Buy({ product: p, cards }: { readonly product: ProductOut; readonly cards: boolean }) {
  const t = useT(products);
  const bill = useT(stripeBilling);
  const words = useT(plans);
  const { viewer } = useRootData();
  if (!p.agreement.in_force)
    return <Notice tone="warn" title={t(p.agreement.suspended ? 'suspended' : 'not_in_force')} />;
  const trial = p.plans.some((plan) => plan.terms.trial !== null);
  const way = (address: string) => (viewer === null ? paths.login(address) : address);
  return (
    <Section id="plans" title={words('title')} lead={words('lead')} margin>
      <PlanTable
        items={p.plans}
        note={(plan) => (cards && plan.kind === 'period' ? bill('plan_note') : null)}
        action={(plan) => (
          <LinkButton look="plain" to={way(paths.newOrder(p.no, plan.number))}>
            {viewer === null ? words('sign_in') : words('choose')}
            <span className="sr-only">
              {' '}
              <PlanName plan={plan} />
            </span>
          </LinkButton>
        )}
      />
      <p className="help">{t('order_lead')}</p>
      <AskPrice no={p.no} />
      {trial && (
        <Notice title={words('do_trial')}>
          <p>{words('trial_lead')}</p>
          <p>
            <LinkButton look="plain" to={way(paths.newOrder(p.no, null, true))}>
              {words('do_trial')}
            </LinkButton>
          </p>
        </Notice>
      )}
    </Section>
  );
}

type Source = ProductOut['sources'][number];

function Sources({ product: p }: { readonly product: ProductOut }) {
  const t = useT(products);
  const columns: readonly Column<Source>[] = [
    {
      key: 'resource',
      head: t('resource'),
      cell: (row) => <Link to={paths.dataset(row.resource_code)}>{row.resource_name}</Link>,
    },
    { key: 'provider', head: t('provider'), cell: (row) => row.provider_name },
    { key: 'version', head: t('version'), kind: 'number', cell: (row) => row.dataset_version },
    { key: 'acquired', head: t('acquired_on'), kind: 'fixed', cell: (row) => <DateText day={row.acquired_on} /> },
    {
      key: 'hash',
      head: t('content_hash'),
      kind: 'fixed',
      cell: (row) => <code title={row.content_hash}>{row.content_hash.slice(0, 16)}…</code>,
    },
  ];
  return (
    <DataTable
      caption={t('origin')}
      captionHidden
      columns={columns}
      rows={p.sources}
      rowKey={(row) => row.delivery_id}
    />
  );
}

function Basis({ product: p }: { readonly product: ProductOut }) {
  const t = useT(products);
  const locale = useLocale();
  const { agreement: a } = p;
  const term =
    a.effective_from === null || a.effective_to === null
      ? null
      : `${dayText(a.effective_from, locale)} – ${dayText(a.effective_to, locale)}`;
  return (
    <DescriptionList
      facts={[
        { term: t('developer'), value: `${p.developer_name} (${p.developer_uscc})` },
        { term: t('agency'), value: locale === 'en' ? (a.agency_name_en ?? a.agency_name) : a.agency_name },
        { term: t('agreement'), value: a.no },
        { term: t('filing'), value: a.filing_no },
        { term: t('term'), value: term },
        {
          term: t('file'),
          value: p.file === null ? t('no_file') : t('file_size', { size: bytesText(BigInt(p.file.bytes)) }),
        },
        { term: t('listed_at'), value: p.listed_at === null ? null : <DateText instant={p.listed_at} /> },
        { term: t('version_hash'), value: <span className="hash">{p.version_hash}</span> },
      ]}
    />
  );
}
