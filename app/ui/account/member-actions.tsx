import { type Duty, duties as dutyWords } from '#api/organizations/rules/codes.ts';
import { security } from '#app/i18n/security.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import type { Member } from './members-table.tsx';

interface Props {
  readonly member: Member;
  readonly offered: readonly Duty[];
  readonly self: boolean;
}

export function MemberActions({ member, offered, self }: Props) {
  const t = useT(security);
  const side = useSide();
  const title = t('change_duties', { name: member.display_name });
  return (
    <details className="mt-4">
      <summary>{title}</summary>
      {self ? (
        <p>{t('yourself')}</p>
      ) : (
        <>
          <Form name={`duties-${member.id}`} key={member.duties.join()}>
            <input type="hidden" name="person_id" value={member.id} />
            {member.duties.map((duty) => (
              <input key={duty} type="hidden" name="seen[]" value={duty} />
            ))}
            <CheckboxGroup
              name="duties"
              label={t('duties')}
              defaultValues={member.duties}
              options={offered.map((value) => ({ value, label: side(dutyWords[value]) }))}
            />
            <Button>{t('save_duties')}</Button>
          </Form>
          <Form inline name={`switch-${member.id}`}>
            <input type="hidden" name="person_id" value={member.id} />
            {member.disabled ? (
              <Button name="intent" value="enable" look="plain">
                {t('enable')}
              </Button>
            ) : (
              <ConfirmButton
                look="warn"
                name="intent"
                value="disable"
                title={t('disable_title', { name: member.display_name })}
                consequence={t('disable_text')}
              >
                {t('disable')}
              </ConfirmButton>
            )}
          </Form>
          {member.second_factor && (
            <Form name={`ask-${member.id}`}>
              <input type="hidden" name="person_id" value={member.id} />
              <TextInput name="reason" label={t('reset_reason')} help={t('reset_reason_help')} maxLength={300} />
              <Button look="plain">{t('ask_reset')}</Button>
            </Form>
          )}
        </>
      )}
    </details>
  );
}
