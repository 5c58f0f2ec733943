import { Link } from 'react-router';
import { disclosureRoles, disclosureTableNames, disclosureTables } from '#api/market/rules/disclosure.ts';
import { appContext } from '#app/context.ts';
import { marketDisclosures } from '#app/i18n/market-disclosures.ts';
import { disclosureCsv, disclosuresJson, paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { instantText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/_public.disclosures.$year.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  if (!/^20\d\d$/.test(params.year)) throw new Response(null, { status: 404 });
  return orRefusal(() => services.market.listDisclosures(ctx, Number(params.year)));
}

type Row = Route.ComponentProps['loaderData']['items'][number];

export default function Disclosures({ loaderData: { year, years, items, due_on } }: Route.ComponentProps) {
  const t = useT(marketDisclosures);
  const side = useSide();
  const locale = useLocale();
  const columns: readonly Column<Row>[] = [
    {
      key: 'body',
      head: t('body'),
      cell: (row) => {
        const name = locale === 'en' ? (row.organization_name_en ?? row.organization_name) : row.organization_name;
        return row.no === null ? name : <Link to={paths.disclosure(year, row.uscc)}>{name}</Link>;
      },
    },
    { key: 'role', head: t('role'), kind: 'fixed', cell: (row) => disclosureRoles.label(row.role, locale) },
    {
      key: 'state',
      head: t('state'),
      cell: (row) =>
        row.published_at === null ? (
          <StateDot tone={row.late ? 'late' : 'wait'}>{t(row.late ? 'late' : 'owed')}</StateDot>
        ) : (
          <>
            <StateDot tone="done">{t('published', { on: instantText(new Date(row.published_at), locale) })}</StateDot>{' '}
            {row.late && <small>{t('late_published')}</small>}
            {(row.version ?? 1) > 1 && <small>{t('corrected', { n: row.version ?? 1 })}</small>}
          </>
        ),
    },
  ];
  return (
    <>
      <PageHeader
        title={t('title', { year })}
        lead={t('lead')}
        meta={
          <span>
            {t('due')} <DateText day={due_on} />
          </span>
        }
      />
      <Tabs
        label={t('years')}
        tabs={years.map((one) => ({ to: paths.disclosures(one), label: String(one), current: one === year }))}
      />
      <Section title={t('list')}>
        <DataTable
          caption={t('list')}
          captionHidden
          columns={columns}
          rows={items}
          rowKey={(row) => row.uscc}
          empty={<Empty title={t('none', { year })}>{t('none_text')}</Empty>}
        />
      </Section>
      <Section title={t('export')}>
        <p className="actions">
          {disclosureTableNames.map((table) => (
            <a key={table} href={disclosureCsv(year, table)}>
              {side(disclosureTables[table].title)}
            </a>
          ))}
          <a href={disclosuresJson(year)}>{t('export_json')}</a>
        </p>
      </Section>
    </>
  );
}
