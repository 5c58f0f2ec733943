import { Link } from 'react-router';
import type { DatasetFeedback } from '#api/feedback/dataset.ts';
import { feedback as words } from '#app/i18n/feedback.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';
import { LinkButton } from '../button.tsx';
import { DateText } from '../date-text.tsx';
import { Section } from '../section.tsx';
import { CorrectionPlace, CorrectionState } from './correction-view.tsx';
import { RequestList } from './request-list.tsx';
import { SaidText } from './said.tsx';

/** On a dataset's page: what people asked for it, and what they say is wrong in it. */
export function FeedbackSection({
  code,
  uscc,
  version,
  feedback,
}: {
  readonly code: string;
  readonly uscc: string;
  readonly version: number | null;
  readonly feedback: DatasetFeedback;
}) {
  const t = useT(words);
  return (
    <Section id="feedback" title={t('on_dataset')} margin>
      <p className="actions no-print">
        <LinkButton look="plain" to={paths.newCorrection({ dataset: code, version })}>
          {t('report')}
        </LinkButton>
        <Link to={paths.newRequest({ agency: uscc })}>{t('want_more')}</Link>
      </p>
      {feedback.requests.length > 0 && (
        <>
          <h3>{t('answers_requests')}</h3>
          <RequestList items={feedback.requests} heading="h3" />
        </>
      )}
      <h3>{t('dataset_corrections')}</h3>
      {feedback.corrections.length === 0 ? (
        <p className="help">{t('no_corrections')}</p>
      ) : (
        <ol className="results" data-compact>
          {feedback.corrections.map((one) => (
            <li key={one.id}>
              <p>
                <Link to={paths.correction(one.id)}>{t('correction', { no: one.no })}</Link>{' '}
                <CorrectionPlace correction={one} />
              </p>
              <p>
                <SaidText>{one.wrong}</SaidText>
              </p>
              <p className="line">
                <CorrectionState correction={one} />
                <span>
                  {t('filed_on')} <DateText instant={one.filed_at} />
                </span>
              </p>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
