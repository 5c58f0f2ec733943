import type { z } from 'zod';
import { duties as dutyWords } from '#api/organizations/rules/codes.ts';
import type { policyOut } from '#api/people/contract.ts';
import { security } from '#app/i18n/security.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Checkbox, CheckboxGroup } from '#app/ui/choices.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, NumberInput, TextInput } from '#app/ui/inputs.tsx';
import { Section } from '#app/ui/section.tsx';

interface Props {
  readonly policy: z.output<typeof policyOut>['policy'];
  /** The information department sets it; others read it. */
  readonly may: boolean;
  readonly today: string;
}

export function PolicySection({ policy, may, today }: Props) {
  const t = useT(security);
  const side = useSide();
  const names = policy === null ? [] : policy.duties.map((duty) => side(dutyWords[duty]));
  if (policy?.department === true) names.push(t('policy_department'));
  return (
    <Section title={t('policy')} lead={t('policy_lead')}>
      <p>
        {policy === null || names.length === 0
          ? t('policy_none')
          : t('policy_now', { duties: names.join('、'), from: policy.from, minutes: policy.minutes })}
      </p>
      {may && (
        <Form name="policy">
          <CheckboxGroup
            name="duties"
            label={t('policy_duties')}
            defaultValues={policy?.duties ?? ['signatory', 'finance_review', 'finance_issue']}
            options={Object.entries(dutyWords).map(([value, words]) => ({ value, label: side(words) }))}
          />
          <Checkbox name="department" label={t('policy_department')} defaultChecked={policy?.department ?? false} />
          <DateInput name="from" label={t('policy_from')} min={today} />
          <NumberInput name="minutes" label={t('policy_minutes')} defaultValue={String(policy?.minutes ?? 15)} />
          <TextInput name="document_no" label={t('policy_document')} width="medium" maxLength={100} />
          <Button>{t('policy_save')}</Button>
        </Form>
      )}
    </Section>
  );
}
