import { Link, Outlet, useLocation } from 'react-router';
import { fields } from '#api/catalog/rules/codes.ts';
import type { EntryOut } from '#api/catalog/show.ts';
import { appContext } from '#app/context.ts';
import { catalog } from '#app/i18n/catalog.ts';
import { marketLineage } from '#app/i18n/market-lineage.ts';
import { privacy } from '#app/i18n/privacy.ts';
import { quality } from '#app/i18n/quality.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Clock } from '#app/ui/clock.tsx';
import { fieldLink } from '#app/ui/entry/completeness.tsx';
import { EntryStateDot } from '#app/ui/entry/entry-state.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.entries.$id.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return { entry: await orRefusal(() => services.catalog.showEntry(ctx, params.id)) };
}

/** Also after a refusal: what was refused may rest on a newer revision, and the form has to know it. */
export function shouldRevalidate(): boolean {
  return true;
}

export default function EntryLayout({ loaderData: { entry } }: Route.ComponentProps) {
  const t = useT(catalog);
  const q = useT(quality);
  const m = useT(marketLineage);
  const p = useT(privacy);
  const { pathname } = useLocation();
  const base = paths.entry(entry.id);
  const tab = (to: string, label: string) => ({ to, label, current: pathname === to });
  return (
    <>
      <PageHeader
        title={entry.title}
        breadcrumb={[{ label: t('entries'), to: paths.entries() }]}
        meta={
          <>
            <span className="num">{entry.code}</span>
            <EntryStateDot state={entry.state} />
            {entry.due_on !== null && <Clock due={entry.due_on} left={entry.days_left} />}
            {entry.published_revision !== null && entry.state !== 'withdrawn' && (
              <Link to={paths.dataset(entry.code)}>{t('public_page')}</Link>
            )}
          </>
        }
        lead={<NextStep entry={entry} />}
      />
      <Opinion entry={entry} />
      <Tabs
        label={t('parts_of_entry')}
        tabs={[
          tab(base, t('tab_entry')),
          tab(`${base}/data`, t('tab_data')),
          tab(paths.entryPrivacy(entry.id), p('tab')),
          tab(paths.entryDictionary(entry.id), q('tab_dictionary')),
          tab(paths.entryQuality(entry.id), q('tab_quality')),
          tab(`${base}/downstream`, m('tab')),
          tab(`${base}/history`, t('tab_history')),
        ]}
      />
      <Outlet context={entry} />
    </>
  );
}

/** What happens next and who does it. */
function NextStep({ entry }: { readonly entry: EntryOut }) {
  const t = useT(catalog);
  const body = entry.reviewed_by ?? t('nobody_reviews');
  switch (entry.state) {
    case 'draft':
      return (
        <>
          {entry.faults.length === 0 ? t('next_draft_ready') : t('next_draft')}
          {entry.published_revision !== null && ` ${t('draft_of_published', { n: entry.published_revision })}`}
        </>
      );
    case 'returned':
      return t('next_returned');
    case 'submitted':
      return t('next_submitted', { body });
    case 'published':
      return t('next_published');
    case 'withdrawn':
      return `${t('next_withdrawn')} ${t('withdrawn_because', { reason: entry.withdrawn_reason ?? '' })}`;
  }
}

/** The words of the last return, at the top until the entry is submitted again. */
function Opinion({ entry }: { readonly entry: EntryOut }) {
  const t = useT(catalog);
  const side = useSide();
  const review = entry.last_review;
  if (entry.state !== 'returned' || review === null) return null;
  return (
    <Notice tone="refusal" title={t('returned_title')}>
      {review.opinion !== '' && <p className="whitespace-pre-line">{review.opinion}</p>}
      <ul>
        {review.field_opinions.map((one) => (
          <li key={`${one.field}-${one.opinion}`}>
            {entry.may.save ? (
              <a href={fieldLink(one.field)}>{side(fields.words[one.field])}</a>
            ) : (
              side(fields.words[one.field])
            )}
            : {one.opinion}
          </li>
        ))}
      </ul>
      <p className="help">{t('returned_by', { who: review.reviewer, body: review.organization })}</p>
    </Notice>
  );
}
