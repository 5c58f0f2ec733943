import { Link } from 'react-router';
import { themes, updateCycles } from '#api/catalog/rules/codes.ts';
import type { Sketch as SketchData } from '#api/datasets/sketch.ts';
import { dayOf } from '#api/kernel/time.ts';
import { unstated } from '#api/search/rules/codes.ts';
import type { SearchHit } from '#api/search/service.ts';
import { portal } from '#app/i18n/portal.ts';
import { paths } from '#app/paths.ts';
import { numberText } from '#app/present/format.ts';
import { usePlace } from '#app/present/place.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Sketch } from './dataset/sketch.tsx';
import { DateText } from './date-text.tsx';
import { Marked } from './marked.tsx';
import { StateDot } from './state-dot.tsx';

/** Published entries as a list one reads: title, what it is, who gives it, how much, since when. */
export function DatasetResults({
  hits,
  sketches = [],
  heading = 'h2',
  compact = false,
}: {
  readonly hits: readonly SearchHit[];
  readonly sketches?: readonly SketchData[];
  readonly heading?: 'h2' | 'h3';
  /** Without the abstract: for short lists beside others. */
  readonly compact?: boolean;
}) {
  return (
    <ol className="results" data-compact={compact || undefined}>
      {hits.map((hit) => (
        <li key={hit.id}>
          <Hit
            hit={hit}
            heading={heading}
            compact={compact}
            sketch={sketches.find((one) => one.entry_id === hit.id) ?? null}
          />
        </li>
      ))}
    </ol>
  );
}

interface HitProps {
  readonly hit: SearchHit;
  readonly heading: 'h2' | 'h3';
  readonly compact: boolean;
  readonly sketch: SketchData | null;
}

function Hit({ hit, heading: Heading, compact, sketch }: HitProps) {
  const t = useT(portal);
  const locale = useLocale();
  const place = usePlace();
  const english = locale === 'en';
  const title = english ? (hit.title_en ?? hit.title) : hit.title;
  const provider = english ? (hit.provider.name_en ?? hit.provider.name) : hit.provider.name;
  const open = hit.open_type === 'unconditional';
  return (
    <article>
      <Heading>
        <Link to={hit.page}>
          <Marked text={title} marks={english && hit.title_en !== null ? hit.marks.title_en : hit.marks.title} />
        </Link>
      </Heading>
      {sketch !== null && <Sketch sketch={sketch} />}
      {!compact && (
        <p className="abstract" lang={english ? 'zh-CN' : undefined}>
          <Marked text={hit.abstract} marks={hit.marks.abstract} />
        </p>
      )}
      {!compact && hit.matched_column !== null && <Matched column={hit.matched_column} />}
      <p className="line">
        <StateDot tone={open ? 'done' : 'wait'}>{open ? t('open') : t('licensed')}</StateDot>
        {hit.provider.uscc === null ? (
          <span>{provider}</span>
        ) : (
          <Link to={paths.agency(hit.provider.uscc)}>{provider}</Link>
        )}
        {hit.source !== null && (
          <span>{t('from_portal', { portal: (locale === 'en' ? hit.source.name_en : null) ?? hit.source.name })}</span>
        )}
        {!compact && (
          <>
            <span>{place(hit.region_code)}</span>
            <span>{themes.labelOrCode(hit.theme, locale)}</span>
            <span>
              {(unstated.is(hit.update_cycle) ? unstated : updateCycles).labelOrCode(hit.update_cycle, locale)}
            </span>
          </>
        )}
        {(hit.row_count !== null || hit.kind === 'entry') && (
          <span>
            {hit.row_count === null ? t('no_file') : t('rows', { n: numberText(BigInt(hit.row_count), locale) })}
          </span>
        )}
        {!compact && hit.formats.length > 0 && (
          <span className="formats">{hit.formats.map((f) => f.toUpperCase()).join(' ')}</span>
        )}
        <span>
          {t('updated')} <DateText day={dayOf(new Date(hit.updated_at))} />
        </span>
        {hit.ratings.mean !== null && (
          <span>{t('rated', { mean: hit.ratings.mean, n: numberText(hit.ratings.total, locale) })}</span>
        )}
        {hit.downloads > 0 && <span>{t('downloads', { n: numberText(hit.downloads, locale) })}</span>}
      </p>
    </article>
  );
}

/** Where title and abstract do not tell why it was found: the column, and its value. */
function Matched({ column }: { readonly column: NonNullable<SearchHit['matched_column']> }) {
  const t = useT(portal);
  return (
    <p className="line">
      <span>
        {t('column')} <Marked text={column.label} marks={column.label_marks} />
        {column.value !== null && (
          <>
            {t('column_value')}
            <Marked text={column.value} marks={column.value_marks} />
          </>
        )}
      </span>
    </p>
  );
}
