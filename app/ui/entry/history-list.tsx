import type { HistoryOut } from '#api/catalog/read.ts';
import { type Decision, decisions, entryStepKinds, fields, revisionActions } from '#api/catalog/rules/codes.ts';
import { catalog } from '#app/i18n/catalog.ts';
import { useSide, useT } from '#app/present/words.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { Mixed } from '#app/ui/mixed.tsx';
import { Differences } from './differences.tsx';

type Event =
  | { readonly kind: 'revision'; readonly at: string; readonly of: HistoryOut['revisions'][number] }
  | { readonly kind: 'review'; readonly at: string; readonly of: HistoryOut['reviews'][number] }
  | { readonly kind: 'step'; readonly at: string; readonly of: HistoryOut['steps'][number] }
  | { readonly kind: 'transfer'; readonly at: string; readonly of: HistoryOut['transfers'][number] };

/** Revisions and reviews, newest first; each revision opens to what it changed. */
export function HistoryList({ history }: { readonly history: HistoryOut }) {
  const events: Event[] = [
    ...history.reviews.map((of) => ({ kind: 'review' as const, at: of.at, of })),
    ...history.transfers.map((of) => ({ kind: 'transfer' as const, at: of.at, of })),
    ...history.steps.map((of) => ({ kind: 'step' as const, at: of.at, of })),
    ...history.revisions.map((of) => ({ kind: 'revision' as const, at: of.at, of })),
  ].sort((one, other) => other.at.localeCompare(one.at));
  return (
    <ol className="timeline">
      {events.map((event) =>
        event.kind === 'review' ? (
          <Review key={event.of.id} review={event.of} />
        ) : event.kind === 'step' ? (
          <Step key={event.of.id} step={event.of} />
        ) : event.kind === 'transfer' ? (
          <Transfer key={`transfer-${event.of.number}`} transfer={event.of} />
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

function Step({ step }: { readonly step: HistoryOut['steps'][number] }) {
  const t = useT(catalog);
  const side = useSide();
  return (
    <li>
      <p className="when">
        <DateText instant={step.at} />
      </p>
      <p>
        <span className="what">{t('step_of', { n: step.revision, kind: side(entryStepKinds.words[step.kind]) })}</span>{' '}
        · {step.by ?? t('by_system')}
        {step.checked_against !== null && step.checked_against > 0 && (
          <> · {t('step_checked', { n: step.checked_against })}</>
        )}
      </p>
      {step.reason !== '' && <p className="say">{step.reason}</p>}
    </li>
  );
}

function Transfer({ transfer }: { readonly transfer: HistoryOut['transfers'][number] }) {
  const t = useT(catalog);
  const { from, to, document_no, effective_on } = transfer;
  return (
    <li data-tone="done">
      <p className="when">
        <DateText instant={transfer.at} />
      </p>
      <p>
        <span className="what">
          <Mixed>{t('transferred', { from, to })}</Mixed>
        </span>{' '}
        · <span lang="zh-CN">{document_no}</span> · {t('transferred_on', { day: effective_on })}
      </p>
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
