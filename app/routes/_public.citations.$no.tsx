import { Link } from 'react-router';
import type { CertificateOut } from '#api/market/citations/service.ts';
import { productKinds } from '#api/products/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { marketCitations } from '#app/i18n/market-citations.ts';
import { citationApi, citationJson, citationPdf, paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { dayText, instantText } from '#app/present/format.ts';
import { qrSvg } from '#app/present/qr.server.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { QrImage } from '#app/ui/qr-image.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/_public.citations.$no.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const certificate = await orRefusal(() => services.market.showCertificate(ctx, params.no.slice(0, 40)));
  return { certificate, qr: await qrSvg(certificate.url) };
}

export default function Citation({ loaderData: { certificate: c, qr } }: Route.ComponentProps) {
  const t = useT(marketCitations);
  const locale = useLocale();
  const title = locale === 'en' ? (c.product.title_en ?? c.product.title) : c.product.title;
  return (
    <>
      <PageHeader
        title={t('title', { no: c.no })}
        breadcrumb={[{ label: t('crumb'), to: paths.products() }]}
        lead={t('lead')}
      />
      <div className="verdict" data-tone={c.ok ? 'done' : 'refused'}>
        <p>{t(c.ok ? 'good' : 'bad')}</p>
        <p>{c.ok ? t('good_text', { n: c.sources.length }) : t('bad_text')}</p>
        {!c.signature_ok && <p>{t('bad_signature')}</p>}
      </div>
      {c.superseded_by !== null && (
        <Notice tone="warn" title={t('superseded')}>
          <p>
            {t('superseded_text', { no: c.superseded_by })}{' '}
            <Link to={paths.citation(c.superseded_by)}>{c.superseded_by}</Link>
          </p>
        </Notice>
      )}
      <Section margin title={t('sources')}>
        <Sources certificate={c} />
      </Section>
      <Section margin title={t('about')}>
        <DescriptionList
          facts={[
            {
              term: t('product'),
              value: (
                <>
                  {c.product.state === 'listed' ? (
                    <Link to={paths.product(c.product.no)}>
                      {title} {c.product.no}
                    </Link>
                  ) : (
                    `${title} ${c.product.no}`
                  )}{' '}
                  {productKinds.labelOrCode(c.product.kind, locale)}
                  {c.product.state === 'withdrawn' && <p className="help">{t('withdrawn_product')}</p>}
                </>
              ),
            },
            { term: t('developer'), value: <span lang="zh-CN">{`${c.developer.name} (${c.developer.uscc})`}</span> },
            { term: t('issuer'), value: <span lang="zh-CN">{`${c.issuer.name} (${c.issuer.uscc})`}</span> },
            { term: t('issued'), value: <DateText instant={c.issued_at} /> },
            { term: t('checked'), value: <DateText instant={c.checked_at} /> },
            {
              term: t('supersedes'),
              value: c.supersedes === null ? null : <Link to={paths.citation(c.supersedes)}>{c.supersedes}</Link>,
            },
            { term: t('product_hash'), value: <span className="hash">{c.product.version_hash}</span> },
            { term: t('signed_hash'), value: <span className="hash">{c.sha256}</span> },
          ]}
        />
      </Section>
      <Section margin title={t('take')} lead={t('offline')}>
        <p className="actions">
          <a className="btn" data-look="plain" href={citationPdf(c.no)}>
            {t('pdf')}
          </a>
          <a className="btn" data-look="plain" href={citationJson(c.no)}>
            {t('json')}
          </a>
          <a href={citationApi(c.no)}>{t('api')}</a>
          <Link to={paths.verify()}>{t('check_yours')}</Link>
        </p>
        <QrImage svg={qr} text={c.url} />
        <p className="hash">{c.url}</p>
      </Section>
    </>
  );
}

type Source = CertificateOut['sources'][number];

function Sources({ certificate }: { readonly certificate: CertificateOut }) {
  const t = useT(marketCitations);
  const columns: readonly Column<Source>[] = [
    {
      key: 'resource',
      head: t('resource'),
      cell: (row) => (
        <>
          <Link to={paths.dataset(row.resource_code)}>
            <span lang="zh-CN">{row.resource_name}</span>
          </Link>{' '}
          <small>{row.resource_code}</small>
        </>
      ),
    },
    { key: 'result', head: t('result'), cell: (row) => <Result source={row} /> },
    { key: 'provider', head: t('provider'), cell: (row) => <span lang="zh-CN">{row.provider_name}</span> },
    { key: 'version', head: t('version'), kind: 'number', cell: (row) => row.dataset_version },
    { key: 'acquired', head: t('acquired'), kind: 'fixed', cell: (row) => <DateText day={row.acquired_on} /> },
    {
      key: 'basis',
      head: t('basis'),
      kind: 'fixed',
      cell: (row) =>
        row.authorization_no === row.agreement_no ? (
          row.agreement_no
        ) : (
          <>
            {row.agreement_no}
            <br />
            {row.authorization_no}
          </>
        ),
    },
    {
      key: 'delivery',
      head: t('delivery'),
      cell: (row) => <span className="hash">{row.delivery_id}</span>,
    },
    {
      key: 'hash',
      head: t('hash'),
      kind: 'fixed',
      cell: (row) => <code title={row.content_hash}>{row.content_hash.slice(0, 12)}…</code>,
    },
  ];
  return (
    <DataTable
      caption={t('sources')}
      captionHidden
      columns={columns}
      rows={certificate.sources}
      rowKey={(row) => row.delivery_id}
    />
  );
}

/** Green only where the log bears the line out; what became of the source since is said beside it. */
function Result({ source: { check } }: { readonly source: Source }) {
  const t = useT(marketCitations);
  const side = useSide();
  const locale = useLocale();
  return (
    <>
      {check.faults.map((fault) => (
        <StateDot key={fault.code} tone="refused">
          {side(fault)}
        </StateDot>
      ))}
      {check.ok && check.delivered_at !== null && (
        <StateDot tone="done">{t('delivered', { at: instantText(new Date(check.delivered_at), locale) })}</StateDot>
      )}
      {check.withdrawn_on !== null && (
        <p>
          <StateDot tone="late">{t('since_withdrawn', { on: dayText(check.withdrawn_on, locale) })}</StateDot>
        </p>
      )}
      {check.corrected_on !== null && (
        <p>
          <StateDot tone="late">
            {t('since_corrected', { on: dayText(check.corrected_on, locale), n: check.corrected_in ?? 0 })}
          </StateDot>
        </p>
      )}
    </>
  );
}
