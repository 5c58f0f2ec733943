import { useNavigation } from 'react-router';
import { dataset as words } from '#app/i18n/dataset.ts';
import { dataPath, fileLinks } from '#app/present/dataset-links.ts';
import { isNarrowed, selectionQuery, withoutFilters } from '#app/present/dataset-view.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Copyable } from '../copyable.tsx';
import { Empty } from '../empty.tsx';
import { Notice } from '../notice.tsx';
import { Section } from '../section.tsx';
import { ColumnChooser } from './column-chooser.tsx';
import { useDataset } from './dataset-context.ts';
import { FileLinks } from './file-links.tsx';
import { FilterChips } from './filter-chips.tsx';
import { FilterForm } from './filter-form.tsx';
import { PageSize, PreviewPager } from './preview-pager.tsx';
import { PreviewTable } from './preview-table.tsx';
import { SaveView } from './save-view.tsx';
import { TableChooser, WordSearch } from './table-ask.tsx';
import { ViewLink } from './view-link.tsx';

export function PreviewSection() {
  const t = useT(words);
  const side = useSide();
  const busy = useNavigation().state === 'loading';
  const { preview, version, view, table } = useDataset();
  if (preview === null || version === null || table === null) return null;
  const { rows, refusal, firstColumns, asked } = preview;
  // The page asks for the count.
  const total = rows?.total ?? 0;
  return (
    <Section id="preview" title={t('s_preview')}>
      <div className="preview" aria-busy={busy || undefined}>
        {asked !== null && (
          <Notice tone="refusal" title={t('fault_title')} live>
            {t(`fault_${asked.fault}`)}
          </Notice>
        )}
        <TableChooser />
        <WordSearch key={`q ${view.q ?? ''}`} />
        {/* A new form once the condition is in force, so that its fields are empty again. */}
        <FilterForm key={view.filters.join('\n')} />
        <FilterChips />
        {refusal !== null && (
          <Notice tone="refusal" title={t('refused_title')} live>
            {side(refusal)}
          </Notice>
        )}
        {rows !== null && (
          <>
            <PreviewBar total={total} shown={rows.rows.length} />
            {firstColumns !== null && (
              <p className="help">{t('columns_first', { shown: firstColumns, total: table.columns.length })}</p>
            )}
            {rows.rows.length > 0 ? <PreviewTable rows={rows} /> : <NoRows total={total} />}
            <PreviewPager total={total} next={rows.next_cursor} />
            <PageSize />
            <Take total={total} />
            <SaveView
              title=""
              view={{
                kind: 'table',
                filters: [...view.filters],
                q: view.q,
                sort: [...view.sort],
                columns: view.columns.slice(0, 200),
              }}
            />
          </>
        )}
      </div>
    </Section>
  );
}

function PreviewBar({ total, shown }: { readonly total: number; readonly shown: number }) {
  const t = useT(words);
  const locale = useLocale();
  const { table, view, label } = useDataset();
  const all = table?.row_count ?? 0;
  const from = (view.page - 1) * view.size + 1;
  const n = (value: number) => numberText(value, locale);
  const sort = view.sort[0];
  return (
    <div className="preview-bar">
      <p role="status">
        {view.filters.length > 0 || view.q !== null
          ? t('rows_found', { found: n(total), n: n(all), count: all })
          : t('rows_all', { n: n(all), count: all })}
        {shown > 0 && <span>{t('position', { from: n(from), to: n(from + shown - 1), total: n(total) })}</span>}
        {sort !== undefined && (
          <span>
            {sort.startsWith('-')
              ? t('sorted_desc', { column: label(sort.slice(1)) })
              : t('sorted_asc', { column: label(sort) })}
          </span>
        )}
      </p>
      <ColumnChooser />
    </div>
  );
}

function NoRows({ total }: { readonly total: number }) {
  const t = useT(words);
  const locale = useLocale();
  const { view, to } = useDataset();
  if (total > 0) {
    const last = Math.ceil(total / view.size);
    return (
      <Empty title={t('past_end', { page: numberText(view.page, locale) })}>
        <p>
          {t('past_end_text', {
            total: numberText(total, locale),
            size: view.size,
            last: numberText(last, locale),
          })}{' '}
          <ViewLink to={to({ ...view, page: last, after: null })} part="preview">
            {t('past_end_link')}
          </ViewLink>
        </p>
      </Empty>
    );
  }
  if (view.filters.length === 0 && view.q === null) return <Empty title={t('no_rows')} />;
  return (
    <Empty title={t('no_match')}>
      <p>
        {t('no_match_text')}{' '}
        <ViewLink to={to(withoutFilters(view))} part="preview">
          {t('clear_all')}
        </ViewLink>
      </p>
    </Empty>
  );
}

/** The same rows as files, and the address that gives them to a program. */
function Take({ total }: { readonly total: number }) {
  const t = useT(words);
  const locale = useLocale();
  const { version, table, view, code, publicUrl } = useDataset();
  if (version === null || total === 0) return null;
  const n = numberText(total, locale);
  const all = { places: table?.geo != null, source: !isNarrowed(view) && version.treatments.length === 0 };
  const links = fileLinks(code, version.number, total, view, all);
  const api = `${publicUrl}${dataPath(code, version.number, 'rows', selectionQuery(view))}`;
  return (
    <div className="take no-print">
      <p>
        <b>{isNarrowed(view) ? t('take_view', { n }) : t('take_all', { n })}</b> <FileLinks links={links} />
      </p>
      <details className="more">
        <summary>{t('take_api')}</summary>
        <Copyable text={api} label={t('take_api')} />
      </details>
    </div>
  );
}
