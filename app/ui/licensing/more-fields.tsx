import {
  decisionOutcomes,
  extensionDecisions,
  extraMaterials,
  objectionOutcomes,
  pauseGrounds,
} from '#api/licensing/rules/kind-codes.ts';
import type { ApplicationOut } from '#api/licensing/view.ts';
import { licensing } from '#app/i18n/licensing.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { DateInput, NumberInput, PasswordInput, TextInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

type Name = ApplicationOut['actions'][number]['name'];

/** Actions of this file, in the order they are offered. */
export const moreActions = [
  'resume',
  'confirm_plan',
  'record_award',
  'decide_extension',
  'answer_objection',
  'propose_plan',
  'publish_notice',
  'pause',
  'ask_extension',
  'object',
  'reissue',
  'mark_certificate',
] as const satisfies readonly Name[];
export const moreFolded: readonly Name[] = ['pause', 'ask_extension', 'object', 'reissue', 'mark_certificate'];
export const moreLeads: Partial<Record<Name, keyof typeof licensingKinds>> = {
  pause: 'do_pause_lead',
  ask_extension: 'do_ask_extension_lead',
  propose_plan: 'do_propose_plan_lead',
  object: 'do_object_lead',
  reissue: 'do_reissue_lead',
};

/** The fields of an action that only some kinds or states know. */
export function MoreFields({ name, application: a }: { readonly name: Name; readonly application: ApplicationOut }) {
  const t = useT(licensingKinds);
  const w = useT(licensing);
  const side = useSide();
  const options = <K extends string>(list: {
    codes: readonly K[];
    words: Readonly<Record<K, readonly [string, string]>>;
  }) => list.codes.map((value) => ({ value, label: side(list.words[value]) }));
  const send = <Button>{t('send')}</Button>;
  const [plan] = a.plans;
  switch (name) {
    case 'pause':
      return (
        <>
          <RadioGroup name="ground" label={t('ground')} options={options(pauseGrounds)} />
          <DateInput name="until" label={t('until')} />
          <TextArea name="words" label={w('words')} limit={2000} rows={2} />
          {send}
        </>
      );
    case 'resume':
      return (
        <>
          <TextArea name="words" label={w('words')} limit={2000} rows={2} />
          {send}
        </>
      );
    case 'ask_extension':
      return (
        <>
          <NumberInput name="days" label={t('days')} unit={t('days_unit')} />
          <TextArea name="reason" label={w('reason')} limit={2000} rows={3} />
          {send}
        </>
      );
    case 'decide_extension':
      return (
        <>
          <RadioGroup name="decision" label={t('decision')} options={options(extensionDecisions)} />
          <TextArea name="words" label={w('words')} limit={2000} rows={2} />
          {send}
        </>
      );
    case 'propose_plan':
      return (
        <>
          {(['goals', 'agency_part', 'developer_part', 'schedule', 'results'] as const).map((key) => (
            <TextArea
              key={key}
              name={key}
              label={t(key)}
              limit={2000}
              rows={2}
              defaultValue={plan?.[key] ?? (key === 'developer_part' ? a.extra.developer_part : undefined)}
            />
          ))}
          {send}
        </>
      );
    case 'confirm_plan':
      return (
        <>
          <input type="hidden" name="version:number" value={plan?.version ?? 0} readOnly />
          <Button>{t('do_confirm_plan', { n: plan?.version ?? 0 })}</Button>
        </>
      );
    case 'publish_notice':
      return (
        <>
          <TextArea name="words" label={t('notice')} limit={2000} rows={4} />
          {send}
        </>
      );
    case 'record_award':
      return <GovernmentFields />;
    case 'object':
      return (
        <>
          <TextArea name="words" label={w('reason')} limit={2000} rows={4} />
          {send}
        </>
      );
    case 'answer_objection':
      return (
        <>
          <RadioGroup name="outcome" label={t('outcome')} options={options(objectionOutcomes)} />
          <TextArea name="answer" label={w('answer')} limit={2000} rows={3} />
          {send}
        </>
      );
    case 'reissue':
      return (
        <>
          <DateInput name="valid_to" label={t('new_valid_to')} />
          <TextArea name="reason" label={w('reason')} limit={2000} rows={2} />
          <TextArea name="scope" label={w('scope')} help={t('keep_scope')} optional limit={2000} rows={2} />
          <TextArea
            name="conditions"
            label={t('conditions')}
            help={t('keep_conditions')}
            optional
            limit={2000}
            rows={2}
          />
          <PasswordInput name="password" label={w('password')} help={w('password_help')} />
          {send}
        </>
      );
    case 'mark_certificate':
      return (
        <>
          <RadioGroup
            name="kind"
            label={t('standing')}
            options={[
              { value: 'suspended', label: t('suspend') },
              { value: 'restored', label: t('restore') },
              { value: 'revoked', label: t('revoke') },
            ]}
          />
          <TextArea name="reason" label={w('reason')} limit={2000} rows={2} />
          <TextArea name="legal_basis" label={t('legal_basis')} limit={2000} rows={2} />
          <PasswordInput name="password" label={w('password')} help={w('password_help')} />
          {send}
        </>
      );
    default:
      return null;
  }
}

/** What a government decided on paper. */
export function GovernmentFields() {
  const t = useT(licensingKinds);
  const w = useT(licensing);
  const side = useSide();
  return (
    <>
      <RadioGroup
        name="outcome"
        label={t('outcome')}
        options={decisionOutcomes.codes.map((value) => ({ value, label: side(decisionOutcomes.words[value]) }))}
      />
      <TextInput name="government" label={t('government')} />
      <TextInput name="document_no" label={t('document_no')} width="medium" />
      <DateInput name="decided_on" label={t('decided_on')} />
      <TextArea name="words" label={w('words')} limit={2000} rows={2} />
      <Button>{t('send')}</Button>
    </>
  );
}

/** Further material that a kind asks for. */
export function ExtraFields({
  wanted,
  values,
}: {
  readonly wanted: ApplicationOut['extra_wanted'];
  readonly values: ApplicationOut['extra'];
}) {
  const side = useSide();
  return wanted.map((key) => (
    <TextArea
      key={key}
      name={`extra.${key}`}
      label={side(extraMaterials.words[key])}
      limit={2000}
      rows={4}
      defaultValue={values[key]}
    />
  ));
}
