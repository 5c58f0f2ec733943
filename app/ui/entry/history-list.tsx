import type { HistoryOut } from '#api/catalog/read.ts';
import { type Decision, decisions, fields, revisionActions } from '#api/catalog/rules/codes.ts';
import { catalog } from '#app/i18n/catalog.ts';
import { useSide, useT } from '#app/present/words.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { Differences } from './differences.tsx';

type Event =
  | { readonly kind: 'revision'; readonly at: string; readonly of: HistoryOut['revisions'][number] }
  | { readonly kind: 'review'; readonly at: string; readonly of: HistoryOut['reviews'][number] };

/** Revisions and reviews, newest first; each revision opens to what it changed. */
export function HistoryList({ history }: { readonly history: HistoryOut }) {
  const events: Event[] = [
    ...history.reviews.map((of) => ({ kind: 'review' as const, at: of.at, of })),
    ...history.revisions.map((of) => ({ kind: 'revision' as const, at: of.at, of })),
  ].sort((one, other) => other.at.localeCompare(one.at));
  return (
    <ol className="timeline">
      {events.map((event) =>
        event.kind === 'review' ? (
          <Review key={event.of.id} review={event.of} />
        ) : (
          <Revision key={event.of.number} revision={event.of} />
        ),
      )}
    </ol>
  );
}

function Revision({ revision }: { readonly revision: HistoryOut['revisions'][number] }) {
  const t = useT(catalog);
  const side = useSide();
  return (
    <li data-tone={revision.published ? 'done' : undefined}>
      <p className="when">
        <DateText instant={revision.at} />
      </p>
      <p>
        <span className="what">
          {t('revision_n', { n: revision.number, action: side(revisionActions.words[revision.action]) })}
          {revision.published && ` ${t('revision_published')}`}
        </span>{' '}
        · {revision.by ?? t('by_system')}
      </p>
      {revision.differences.length > 0 && (
        <details className="more">
          <summary>{t('changes', { count: revision.differences.length })}</summary>
          <Differences differences={revision.differences} />
        </details>
      )}
    </li>
  );
}

const tones: Readonly<Record<Decision, 'done' | 'refused'>> = { publish: 'done', return: 'refused' };

function Review({ review }: { readonly review: HistoryOut['reviews'][number] }) {
  const t = useT(catalog);
  const side = useSide();
  return (
    <li data-tone={tones[review.decision]}>
      <p className="when">
        <DateText instant={review.at} />
      </p>
      <p>
        <span className="what">
          {t('review_of', { n: review.revision, decision: side(decisions.words[review.decision]) })}
        </span>{' '}
        · {t('returned_by', { who: review.reviewer, body: review.organization })}
      </p>
      {review.opinion !== '' && <p className="say">{review.opinion}</p>}
      {review.field_opinions.map((one) => (
        <p className="say" key={`${one.field}-${one.opinion}`}>
          {side(fields.words[one.field])}: {one.opinion}
        </p>
      ))}
    </li>
  );
}
