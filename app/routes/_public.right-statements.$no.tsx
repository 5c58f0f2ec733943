import { Link } from 'react-router';
import { listingEnds } from '#api/market/rules/voice-codes.ts';
import { appContext } from '#app/context.ts';
import { marketListings } from '#app/i18n/market-listings.ts';
import { paths, rightStatementPdf } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/_public.right-statements.$no.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => ({ right: await services.market.showRightStatement(ctx, params.no) }));
}

export default function RightStatement({ loaderData: { right: r } }: Route.ComponentProps) {
  const t = useT(marketListings);
  const side = useSide();
  const locale = useLocale();
  return (
    <>
      <PageHeader title={t('right_title', { no: r.no })} lead={t('right_lead')} />
      <Notice tone={r.valid ? 'success' : 'warn'} title={t(r.valid ? 'valid' : 'not_valid')}>
        {r.why_not !== null && <p>{side(listingEnds.words[r.why_not])}</p>}
      </Notice>
      <Section title={t('statement')} margin>
        <DescriptionList
          facts={[
            {
              term: t('product'),
              value: (
                <>
                  <span lang="zh-CN">{r.product_title}</span>{' '}
                  <Link to={paths.product(r.product_no)}>{r.product_no}</Link>
                </>
              ),
            },
            {
              term: t('owner'),
              value: (
                <>
                  <span lang="zh-CN">{r.owner_name}</span> ({r.owner_uscc})
                </>
              ),
            },
            { term: t('issued'), value: <DateText instant={r.issued_at} /> },
            { term: t('valid_to'), value: <DateText day={r.valid_to} /> },
          ]}
        />
        <p className="actions">
          <a href={rightStatementPdf(r.no)}>{t('pdf')}</a>
          <Link to={paths.verify(r.document_id)}>{t('verify')}</Link>
        </p>
      </Section>
      <Section title={t('agreements')} margin>
        {r.agreements.map((one) => (
          <DescriptionList
            key={one.no}
            facts={[
              { term: t('agreement'), value: `${one.no} (${t('version', { n: one.version })})` },
              { term: t('agency'), value: <span lang="zh-CN">{one.agency_name}</span> },
              { term: t('filing'), value: one.filing_no },
              { term: t('term'), value: `${dayText(one.from, locale)} – ${dayText(one.to, locale)}` },
              { term: t('ownership'), value: <span lang="zh-CN">{one.ownership}</span> },
              { term: t('hash'), value: <span className="hash">{one.sha256}</span> },
            ]}
          />
        ))}
      </Section>
    </>
  );
}
