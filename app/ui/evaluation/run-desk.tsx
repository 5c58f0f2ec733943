import type { RunOut } from '#api/evaluation/show.ts';
import { evaluation } from '#app/i18n/evaluation.ts';
import { useT } from '#app/present/words.ts';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { useName } from './name.tsx';
import { useIndicatorName } from './run-parts.tsx';

/** The department’s steps: freeze and score, publish, correct. */
export function RunDesk({ run: r }: { readonly run: RunOut }) {
  const t = useT(evaluation);
  const name = useName();
  const indicator = useIndicatorName(r);
  const revision = <input type="hidden" name="revision" value={r.revision} readOnly />;
  return (
    <Section id="do" title={t('waiting')}>
      {r.state === 'collecting' && (
        <CaseAction name="cut" title={t('cut')} lead={t('cut_lead')} refusal={r.may.cut}>
          {revision}
          <ConfirmButton title={t('cut')} consequence={t('cut_lead')}>
            {t('cut')}
          </ConfirmButton>
        </CaseAction>
      )}
      {r.state === 'cut' && (
        <CaseAction name="publish" title={t('publish_run')} lead={t('publish_run_lead')} refusal={r.may.publish}>
          {revision}
          <TextInput name="document_no" label={t('document_no')} width="medium" />
          <ConfirmButton title={t('publish_run')} consequence={t('publish_run_lead')}>
            {t('publish_run')}
          </ConfirmButton>
        </CaseAction>
      )}
      {r.state === 'published' && (
        <CaseAction name="correct" title={t('correct')} lead={t('correct_lead')} refusal={null} folded>
          {revision}
          <Select
            name="body"
            label={t('body')}
            options={r.bodies.map((body) => ({ value: body.key, label: name(body.name, body.name_en) }))}
          />
          <Select
            name="indicator"
            label={t('indicator')}
            options={r.indicators.map((value) => ({ value: value.code, label: indicator(value.code) }))}
          />
          <TextInput name="num" label={t('corrected_num')} width="short" inputMode="numeric" />
          <TextInput name="den" label={t('corrected_den')} width="short" inputMode="numeric" />
          <TextArea name="reason" label={t('reason')} limit={2000} rows={3} />
          <TextInput name="document_no" label={t('document_no')} width="medium" />
          <ConfirmButton look="warn" title={t('correct')} consequence={t('correct_lead')}>
            {t('correct')}
          </ConfirmButton>
        </CaseAction>
      )}
    </Section>
  );
}
