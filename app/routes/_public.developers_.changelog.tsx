import { changeKinds, noticeMonths } from '#api/releases/rules/releases.ts';
import { appContext } from '#app/context.ts';
import { developers } from '#app/i18n/developers.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/_public.developers_.changelog.ts';

export function loader({ context }: Route.LoaderArgs) {
  return context.get(appContext).services.releases.listReleases();
}

export default function Changelog({ loaderData: { version, items, deprecated } }: Route.ComponentProps) {
  const t = useT(developers);
  const side = useSide();
  const locale = useLocale();
  const feed = `/feeds/releases.atom${locale === 'en' ? '?lang=en' : ''}`;
  return (
    <>
      <PageHeader
        title={t('changelog')}
        lead={t('changelog_lead', { version, months: noticeMonths })}
        actions={<a href={feed}>{t('changelog_feed')}</a>}
      />
      <Section margin title={t('going')}>
        <Going rows={deprecated} />
      </Section>
      {items.map((one) => (
        <Section margin key={one.version} id={one.version} title={`${one.version} · ${dayText(one.day, locale)}`}>
          <ul className="prose list-disc ps-6">
            {one.changes.map((change) => (
              <li key={change.en}>
                <strong>{side(changeKinds[change.kind])}</strong> {change[locale]}
              </li>
            ))}
          </ul>
          {one.operations.length > 0 && (
            <details className="mt-4">
              <summary>{t('new_operations', { count: one.operations.length })}</summary>
              <p className="help">
                {one.operations.map((name) => (
                  <span key={name}>
                    <code>{name}</code>{' '}
                  </span>
                ))}
              </p>
            </details>
          )}
        </Section>
      ))}
    </>
  );
}

type Row = Route.ComponentProps['loaderData']['deprecated'][number];

function Going({ rows }: { readonly rows: readonly Row[] }) {
  const t = useT(developers);
  const locale = useLocale();
  const columns: readonly Column<Row>[] = [
    {
      key: 'operation',
      head: t('going_operation'),
      cell: (one) => (
        <code>
          {one.method.toUpperCase()} {one.path}
        </code>
      ),
    },
    { key: 'since', head: t('going_since'), kind: 'fixed', cell: (one) => dayText(one.since, locale) },
    { key: 'sunset', head: t('going_sunset'), kind: 'fixed', cell: (one) => dayText(one.sunset, locale) },
    { key: 'successor', head: t('going_successor'), cell: (one) => <code>{one.successor ?? '-'}</code> },
  ];
  return (
    <DataTable
      caption={t('going')}
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={(one) => one.operation}
      empty={<Empty title={t('going_none')}>{t('going_none_text')}</Empty>}
    />
  );
}
