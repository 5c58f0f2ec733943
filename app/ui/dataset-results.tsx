import { Link } from 'react-router';
import { themes, updateCycles } from '#api/catalog/rules/codes.ts';
import type { Sketch as SketchData } from '#api/datasets/sketch.ts';
import { regionName } from '#api/kernel/regions.ts';
import { dayOf } from '#api/kernel/time.ts';
import type { SearchHit } from '#api/search/service.ts';
import { portal } from '#app/i18n/portal.ts';
import { paths } from '#app/paths.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Sketch } from './dataset/sketch.tsx';
import { DateText } from './date-text.tsx';
import { StateDot } from './state-dot.tsx';

/** Published entries as a list one reads: title, what it is, who gives it, how much, since when. */
export function DatasetResults({
  hits,
  sketches = [],
  words = [],
  heading = 'h2',
  compact = false,
}: {
  readonly hits: readonly SearchHit[];
  readonly words?: readonly string[];
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
            words={words}
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
  readonly words: readonly string[];
  readonly heading: 'h2' | 'h3';
  readonly compact: boolean;
  readonly sketch: SketchData | null;
}

function Hit({ hit, words, heading: Heading, compact, sketch }: HitProps) {
  const t = useT(portal);
  const locale = useLocale();
  const english = locale === 'en';
  const title = english ? (hit.title_en ?? hit.title) : hit.title;
  const open = hit.open_type === 'unconditional';
  return (
    <article>
      <Heading>
        <Link to={paths.dataset(hit.code)}>
          <Marked text={title} words={words} />
        </Link>
      </Heading>
      {sketch !== null && <Sketch sketch={sketch} />}
      {!compact && (
        <p className="abstract" lang={english ? 'zh-CN' : undefined}>
          <Marked text={hit.abstract} words={words} />
        </p>
      )}
      <p className="line">
        <StateDot tone={open ? 'done' : 'wait'}>{open ? t('open') : t('licensed')}</StateDot>
        <Link to={paths.agency(hit.provider.uscc)}>
          {english ? (hit.provider.name_en ?? hit.provider.name) : hit.provider.name}
        </Link>
        {!compact && (
          <>
            <span>{regionName(hit.region_code, locale)}</span>
            <span>{themes.labelOrCode(hit.theme, locale)}</span>
            <span>{updateCycles.labelOrCode(hit.update_cycle, locale)}</span>
          </>
        )}
        <span>
          {hit.row_count === null ? t('no_file') : t('rows', { n: numberText(BigInt(hit.row_count), locale) })}
        </span>
        {!compact && hit.formats.length > 0 && (
          <span className="formats">{hit.formats.map((f) => f.toUpperCase()).join(' ')}</span>
        )}
        <span>
          {t('updated')} <DateText day={dayOf(new Date(hit.updated_at))} />
        </span>
        {hit.downloads > 0 && <span>{t('downloads', { n: numberText(hit.downloads, locale) })}</span>}
      </p>
    </article>
  );
}

/** The words asked for, marked where they stand. */
function Marked({ text, words }: { readonly text: string; readonly words: readonly string[] }) {
  const usable = words.filter((word) => word.length > 0).sort((a, b) => b.length - a.length);
  if (usable.length === 0) return text;
  const pattern = new RegExp(`(${usable.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'giu');
  let at = 0;
  return text.split(pattern).map((piece, turn) => {
    at += piece.length;
    return turn % 2 === 1 ? <mark key={at}>{piece}</mark> : piece;
  });
}
