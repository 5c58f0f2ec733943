import { type IncidentAction, incidentActions, incidentGrades, notifications } from '#api/security/rules/codes.ts';
import { securityDesk } from '#app/i18n/security-desk.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Checkbox, RadioGroup, Select } from '#app/ui/choices.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

interface Props {
  readonly name: IncidentAction;
  readonly refusal: { readonly zh: string; readonly en: string } | null;
  readonly revision: number;
  readonly grade: number;
  readonly threatens: boolean;
  readonly now: string;
}

/** The form of one step of an incident. */
export function IncidentAct({ name, refusal, revision, grade, threatens, now }: Props) {
  const t = useT(securityDesk);
  const side = useSide();
  const title = side(incidentActions.words[name]);
  return (
    <CaseAction name={name} title={title} refusal={refusal} folded={name !== 'note'}>
      <input type="hidden" name="revision:number" value={revision} readOnly />
      {name === 'note' && (
        <TextInput name="happened_at" label={t('happened')} type="datetime-local" width="medium" defaultValue={now} />
      )}
      {name === 'regrade' && (
        <>
          <Select
            name="grade:number"
            label={t('grade')}
            blank={null}
            defaultValue={String(grade)}
            options={incidentGrades.codes.map((value) => ({ value, label: side(incidentGrades.words[value]) }))}
          />
          <Checkbox name="threatens" label={t('threatens')} defaultChecked={threatens} />
        </>
      )}
      {name === 'report' && <TextInput name="to" label={t('report_to')} width="medium" maxLength={200} />}
      {name === 'notify' && (
        <RadioGroup
          name="decision"
          label={t('notified')}
          options={notifications.codes.map((value) => ({ value, label: side(notifications.words[value]) }))}
        />
      )}
      {name === 'close' ? (
        <>
          <TextArea name="cause" label={t('cause')} limit={4000} rows={3} />
          <TextArea name="lessons" label={t('lessons')} limit={4000} rows={3} />
        </>
      ) : (
        <TextArea name="words" label={t('words')} limit={4000} rows={3} />
      )}
      <Button look="plain">{title}</Button>
    </CaseAction>
  );
}
