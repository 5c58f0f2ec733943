import { Link } from 'react-router';
import { fields } from '#api/catalog/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { catalogueClocks } from '#app/i18n/catalogue-clocks.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { CatalogueTabs } from '#app/ui/compilation/catalogue-tabs.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.catalogue.completeness.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(() => services.compilation.showCompleteness(ctx));
}

/** Numerator and denominator, with a bar beside them. */
function Share({ done, total, name }: { readonly done: number; readonly total: number; readonly name: string }) {
  const t = useT(catalogueClocks);
  return (
    <>
      <span className="num">{t('filled_of', { done, total })}</span>
      <div>
        <progress max={Math.max(total, 1)} value={done} aria-label={name} />
      </div>
    </>
  );
}

export default function CatalogueCompleteness({ loaderData: { agencies, elements } }: Route.ComponentProps) {
  const t = useT(catalogueClocks);
  const side = useSide();
  return (
    <>
      <PageHeader title={t('completeness')} lead={t('completeness_lead')} />
      <CatalogueTabs at="completeness" />
      <Section id="agencies" title={t('by_agency')}>
        <DataTable
          caption={t('by_agency')}
          captionHidden
          rows={agencies}
          rowKey={(row) => row.agency.id}
          empty={<Empty title={t('nothing')}>{t('nothing_text')}</Empty>}
          columns={[
            { key: 'agency', head: t('agency'), cell: (row) => <span lang="zh-CN">{row.agency.name}</span> },
            {
              key: 'filled',
              head: t('filled'),
              kind: 'fixed',
              cell: (row) => <Share {...row} name={row.agency.name} />,
            },
            {
              key: 'complete',
              head: t('complete'),
              kind: 'fixed',
              cell: (row) => t('filled_of', { done: row.complete, total: row.entries }),
            },
            { key: 'next', head: t('next'), cell: (row) => (row.next === null ? null : side(fields.words[row.next])) },
            {
              key: 'oldest',
              head: t('oldest'),
              cell: (row) =>
                row.oldest === null ? null : (
                  <Link to={paths.entry(row.oldest.id)} lang="zh-CN">
                    {row.oldest.title}
                  </Link>
                ),
            },
          ]}
        />
      </Section>
      {elements.length > 0 && (
        <Section id="elements" title={t('by_element')}>
          <DataTable
            caption={t('by_element')}
            captionHidden
            rows={elements}
            rowKey={(row) => row.field}
            columns={[
              { key: 'element', head: t('element'), cell: (row) => side(fields.words[row.field]) },
              {
                key: 'filled',
                head: t('filled'),
                kind: 'fixed',
                cell: (row) => <Share {...row} name={side(fields.words[row.field])} />,
              },
            ]}
          />
        </Section>
      )}
    </>
  );
}
