import type { ReactNode } from 'react';
import { ui } from '#app/i18n/ui.ts';
import { useT } from '#app/present/words.ts';
import { DateText } from './date-text.tsx';

export interface TimelineEvent {
  readonly id: string;
  readonly at: string | Date;
  readonly who: ReactNode;
  readonly what: ReactNode;
  /** The words given with it: an opinion, a reason. */
  readonly say?: string | null;
  readonly tone?: 'refused' | 'done';
}

export interface TimelineProps {
  /** In the order they happened. */
  readonly events: readonly TimelineEvent[];
  /** Who has to do what now, and by when. */
  readonly next?: ReactNode;
}

export function Timeline({ events, next }: TimelineProps) {
  const t = useT(ui);
  return (
    <ol className="timeline">
      {events.map((event) => (
        <li key={event.id} data-tone={event.tone}>
          <p className="when">
            <DateText instant={event.at} />
          </p>
          <p>
            <span className="what">{event.what}</span> · {event.who}
          </p>
          {event.say !== undefined && event.say !== null && event.say !== '' && <p className="say">{event.say}</p>}
        </li>
      ))}
      {next !== undefined && (
        <li data-next="">
          <p className="when">{t('what_next')}</p>
          <div>{next}</div>
        </li>
      )}
    </ol>
  );
}
