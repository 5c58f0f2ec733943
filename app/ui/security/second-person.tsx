import { secondDecisions } from '#api/security/rules/codes.ts';
import { securityDesk } from '#app/i18n/security-desk.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '../button.tsx';
import { CaseAction } from '../case-action.tsx';
import { RadioGroup } from '../choices.tsx';
import { TextArea } from '../text-area.tsx';

interface Props {
  readonly id: string;
  readonly title: string;
  readonly refusal: { readonly zh: string; readonly en: string } | null;
}

/** What the second of two people says. */
export function SecondPerson({ id, title, refusal }: Props) {
  const t = useT(securityDesk);
  const side = useSide();
  return (
    <CaseAction name={`decide:${id}`} title={title} refusal={refusal}>
      <RadioGroup
        name="decision"
        label={t('verdict')}
        options={secondDecisions.codes.map((value) => ({ value, label: side(secondDecisions.words[value]) }))}
      />
      <TextArea name="opinion" label={t('verdict_words')} limit={2000} rows={2} optional />
      <Button>{t('send_decision')}</Button>
    </CaseAction>
  );
}
