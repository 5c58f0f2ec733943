import { Link } from 'react-router';
import { answerKinds } from '#api/feedback/rules/codes.ts';
import { requestLifecycle } from '#api/feedback/rules/lifecycle.ts';
import type { FeedbackTerms } from '#api/feedback/terms.ts';
import type { RequestOut, RequestSummary } from '#api/feedback/view.ts';
import { can } from '#api/kernel/lifecycle.ts';
import { regions } from '#api/kernel/regions.ts';
import { feedback } from '#app/i18n/feedback.ts';
import { paths } from '#app/paths.ts';
import { usePlace } from '#app/present/place.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button } from '../button.tsx';
import { CaseAction } from '../case-action.tsx';
import { Checkbox, RadioGroup, Select } from '../choices.tsx';
import { DateInput, TextInput } from '../inputs.tsx';
import { TextArea } from '../text-area.tsx';
import { agencyName } from './request-list.tsx';
import { Said } from './said.tsx';

interface Agency {
  readonly uscc: string;
  readonly name: string;
  readonly name_en: string | null;
}

const Seen = ({ request }: { readonly request: RequestOut }) => (
  <input type="hidden" name="revision" value={request.revision} />
);

/** What the information department can do with it. */
export function SortActions({
  request,
  agencies,
  alike,
  terms,
}: {
  readonly request: RequestOut;
  readonly terms: FeedbackTerms;
  readonly agencies: readonly Agency[];
  readonly alike: readonly RequestSummary[];
}) {
  const t = useT(feedback);
  const locale = useLocale();
  const place = usePlace();
  const may = (action: RequestOut['actions'][number]) => request.actions.includes(action);
  return (
    <>
      {may('assign') && (
        <CaseAction
          name="assign"
          title={t('do_assign')}
          lead={t('do_assign_lead', { n: terms.answer })}
          refusal={null}
          folded={request.state === 'assigned'}
        >
          <Seen request={request} />
          <Select
            name="agency"
            label={t('to_agency')}
            defaultValue={request.wished_agency?.uscc}
            options={agencies.map((one) => ({ value: one.uscc, label: agencyName(one, locale) }))}
          />
          <TextArea name="text" label={t('note')} rows={2} limit={500} optional />
          <Button>{t('do_assign')}</Button>
        </CaseAction>
      )}
      {may('merge') && (
        <CaseAction name="merge" title={t('do_merge')} refusal={null} folded>
          <Seen request={request} />
          {alike.length > 0 && (
            <>
              <p>{t('merge_help')}</p>
              <ul>
                {alike.map((one) => (
                  <li key={one.id}>
                    {one.no}{' '}
                    <Link to={paths.request(one.id)}>
                      <Said>{one.title}</Said>
                    </Link>
                  </li>
                ))}
              </ul>
            </>
          )}
          <TextInput name="into" label={t('merge_into')} width="medium" defaultValue={alike[0]?.no ?? ''} />
          <TextArea name="text" label={t('note')} rows={2} limit={2000} />
          <Button>{t('do_merge')}</Button>
        </CaseAction>
      )}
      {may('forward') && (
        <CaseAction name="forward" title={t('do_forward')} refusal={null} folded>
          <Seen request={request} />
          <Select
            name="region_code"
            label={t('forward_region')}
            options={regions.codes
              .filter((one) => one !== request.region_code)
              .map((one) => ({ value: one, label: place(one) }))}
          />
          <TextArea name="text" label={t('note')} rows={2} limit={2000} />
          <Button>{t('do_forward')}</Button>
        </CaseAction>
      )}
      {may('return') && (
        <CaseAction name="return" title={t('do_return')} refusal={null} folded>
          <Seen request={request} />
          <TextArea name="text" label={t('return_reason')} help={t('return_reason_help')} rows={3} limit={2000} />
          <Checkbox name="hide" label={t('hide')} help={t('hide_help')} />
          <Button look="warn">{t('do_return')}</Button>
        </CaseAction>
      )}
    </>
  );
}

/** What the agency can do with it: answer, and once ask for time. */
export function AnswerActions({ request, terms }: { readonly request: RequestOut; readonly terms: FeedbackTerms }) {
  const t = useT(feedback);
  const locale = useLocale();
  const kinds = answerKinds.codes.filter((kind) => request.actions.includes(kind));
  const first = can(requestLifecycle, request.state, 'extend');
  return (
    <>
      {kinds.length > 0 && (
        <CaseAction name="answer" title={t('do_answer')} lead={t('do_answer_lead')} refusal={null} folded={!first}>
          <Seen request={request} />
          <RadioGroup
            name="kind"
            label={t('a_kind')}
            options={kinds.map((kind) => ({ value: kind, label: answerKinds.label(kind, locale) }))}
          />
          <TextArea name="text" label={t('a_text')} limit={2000} />
          {kinds.includes('promise') && (
            <DateInput name="promised_on" label={t('a_promised')} help={t('a_promised_help')} optional />
          )}
          <TextInput
            name="dataset"
            label={t('a_dataset')}
            help={t('a_dataset_help')}
            width="medium"
            defaultValue={request.dataset?.code ?? ''}
            optional
          />
          {kinds.includes('refuse') && (
            <>
              <TextArea name="legal_basis" label={t('a_basis')} rows={2} limit={500} optional />
              <TextArea
                name="remedy"
                label={t('a_remedy')}
                help={t('a_remedy_help')}
                rows={3}
                limit={500}
                defaultValue={t('a_remedy_default')}
                optional
              />
            </>
          )}
          {kinds.includes('not_held') && (
            <TextInput name="holder" label={t('a_holder')} help={t('a_holder_help')} width="medium" optional />
          )}
          <Button>{t('do_answer')}</Button>
        </CaseAction>
      )}
      {request.actions.includes('extend') && (
        <CaseAction
          name="extend"
          title={t('do_extend')}
          lead={t('do_extend_lead', { n: terms.extension })}
          refusal={null}
          folded
        >
          <Seen request={request} />
          <TextArea name="text" label={t('extend_reason')} rows={2} limit={2000} />
          <Button look="plain">{t('do_extend')}</Button>
        </CaseAction>
      )}
    </>
  );
}
