import { status } from '#app/i18n/status.ts';
import { useT } from '#app/present/words.ts';
import { CheckboxGroup, type Choice, RadioGroup } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

export function AnnounceForm({
  kinds,
  parts,
}: {
  readonly kinds: readonly Choice[];
  readonly parts: readonly Choice[];
}) {
  const t = useT(status);
  return (
    <Form name="announce">
      <RadioGroup name="kind" label={t('notice_kind')} options={kinds} defaultValue="maintenance" />
      <CheckboxGroup name="parts" label={t('parts')} options={parts} />
      <TextInput name="starts_at" type="datetime-local" label={t('starts')} width="medium" />
      <TextInput name="ends_at" type="datetime-local" label={t('ends')} width="medium" optional />
      <TextInput name="title" label={t('notice_title')} maxLength={120} />
      <TextArea name="text" label={t('text')} limit={2000} />
      <TextInput name="title_en" label={t('notice_title_en')} maxLength={120} />
      <TextArea name="text_en" label={t('text_en')} limit={2000} />
      <ConfirmButton name="intent" value="announce" title={t('send_title')} consequence={t('send_consequence')}>
        {t('send')}
      </ConfirmButton>
    </Form>
  );
}
