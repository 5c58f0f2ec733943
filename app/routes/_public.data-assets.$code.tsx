import { Link } from 'react-router';
import { acquisitionWays, assetCaseKinds, assetRights, grades, updateCycles } from '#api/assets/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { assets } from '#app/i18n/assets.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList, Void } from '#app/ui/description-list.tsx';
import { NumberText } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/_public.data-assets.$code.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => ({ asset: await services.assets.showRegisteredAsset(ctx, params.code) }));
}

export default function Asset({ loaderData: { asset: a } }: Route.ComponentProps) {
  const t = useT(assets);
  const side = useSide();
  const locale = useLocale();
  const valid = a.standing !== 'expired' && a.standing !== 'cancelled';
  const zh = (text: string) => (text === '' ? <Void /> : <span lang="zh-CN">{text}</span>);
  const text =
    a.cancelled_on !== null
      ? t('cancelled_text', { day: dayText(a.cancelled_on, locale) })
      : t(valid ? 'valid_text' : 'expired_text', { day: dayText(a.valid_to, locale) });
  return (
    <>
      <PageHeader
        title={a.name}
        breadcrumb={[{ label: t('register_title'), to: paths.registeredAssets() }]}
        lead={t('asset_lead', { code: a.code })}
      />
      <Notice tone={valid ? 'success' : 'warn'} title={t(valid ? 'valid_yes' : 'valid_no')}>
        <p>{text}</p>
      </Notice>
      <Section title={t('identity')} margin>
        <DescriptionList
          facts={[
            {
              term: t('holder'),
              value: (
                <>
                  <Link to={paths.agency(a.holder.uscc)}>
                    {side([a.holder.name, a.holder.name_en ?? a.holder.name])}
                  </Link>{' '}
                  ({a.holder.uscc})
                </>
              ),
            },
            { term: t('registered_on'), value: <DateText day={a.registered_on} /> },
            { term: t('rights'), value: a.rights.map((one) => side(assetRights.words[one])).join(' · ') },
            {
              term: t('acquisition'),
              value: a.acquisition === null ? <Void /> : side(acquisitionWays.words[a.acquisition]),
            },
            { term: t('grade'), value: a.grade === null ? <Void /> : side(grades.words[a.grade]) },
            { term: t('rows'), value: <NumberText value={BigInt(a.scale.rows)} /> },
            { term: t('fields'), value: a.scale.fields },
            { term: t('span'), value: a.scale.from === null ? <Void /> : `${a.scale.from} – ${a.scale.to}` },
            {
              term: t('update_cycle'),
              value: a.update_cycle === null ? <Void /> : side(updateCycles.words[a.update_cycle]),
            },
            { term: t('coverage'), value: zh(a.coverage) },
            { term: t('scenario'), value: zh(a.scenario) },
            {
              term: t('evidence'),
              value: a.evidence_sha256 === null ? <Void /> : <span className="hash">{a.evidence_sha256}</span>,
            },
          ]}
        />
        {a.document_id !== null && (
          <p className="actions">
            <a href={paths.assetCertificate(a.code)}>{t('certificate')}</a>
            <Link to={paths.verify(a.document_id)}>{t('verify')}</Link>
          </p>
        )}
      </Section>
      <Section title={t('datasets')} margin>
        <ul>
          {a.datasets.map((one) => (
            <li key={one.code}>
              {one.listed ? (
                <Link to={paths.dataset(one.code)}>
                  <span lang="zh-CN">{one.title}</span>
                </Link>
              ) : (
                zh(one.title)
              )}{' '}
              {one.code}
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('versions')} margin>
        <DataTable
          caption={t('versions')}
          captionHidden
          columns={[
            { key: 'number', head: t('version'), kind: 'number', cell: (row) => row.number },
            {
              key: 'kind',
              head: t('version_kind'),
              cell: (row) => (assetCaseKinds.is(row.kind) ? side(assetCaseKinds.words[row.kind]) : t('transferred')),
            },
            { key: 'on', head: t('day'), kind: 'fixed', cell: (row) => <DateText day={row.on} /> },
            {
              key: 'paper',
              head: t('paper'),
              cell: (row) =>
                row.document_id === null ? <Void /> : <Link to={paths.verify(row.document_id)}>{t('verify')}</Link>,
            },
          ]}
          rows={a.versions}
          rowKey={(row) => String(row.number)}
        />
      </Section>
    </>
  );
}
