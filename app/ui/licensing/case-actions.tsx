import { materialItems, refusalGrounds } from '#api/licensing/rules/kind-codes.ts';
import type { ApplicationOut } from '#api/licensing/view.ts';
import { licensing } from '#app/i18n/licensing.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { RadioGroup, Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DateInput, MoneyInput, PasswordInput, TextInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

import { MoreFields, moreActions, moreFolded, moreLeads } from './more-fields.tsx';

type Name = ApplicationOut['actions'][number]['name'];

/** Saving has its own form above; starting is past. What moves the case comes first, talk and withdrawal last. */
const shown: readonly Name[] = [
  'apply',
  'resubmit',
  'resume',
  'confirm_plan',
  'record_award',
  'decide_extension',
  'answer_objection',
  'propose_plan',
  'publish_notice',
  'accept',
  'review',
  'approve',
  'charge',
  'confirm_fee',
  'certify',
  'supplement',
  'refuse',
  'pause',
  'ask_extension',
  'object',
  'answer',
  'ask',
  'reissue',
  'mark_certificate',
  'withdraw',
];
const folded: readonly Name[] = ['supplement', 'refuse', 'ask', 'withdraw', ...moreFolded];
const more: readonly Name[] = moreActions;
const leads: Partial<Record<Name, keyof typeof licensing>> = {
  resubmit: 'do_resubmit_lead',
  accept: 'do_accept_lead',
  supplement: 'do_supplement_lead',
  refuse: 'do_refuse_lead',
  charge: 'do_charge_lead',
  certify: 'do_certify_lead',
};

/** Everything the viewer's side can do with the case now. */
export function CaseActions({ application }: { readonly application: ApplicationOut }) {
  const t = useT(licensing);
  const k = useT(licensingKinds);
  const offered = shown.flatMap((name) => application.actions.find((one) => one.name === name) ?? []);
  if (offered.length === 0) return <p>{t('do_nothing')}</p>;
  return offered.map(({ name, refusal }) => {
    const lead = leads[name];
    const moreLead = moreLeads[name];
    return (
      <CaseAction
        key={name}
        name={name}
        title={
          more.includes(name)
            ? k(`do_${name}` as 'do_confirm_plan', { n: application.plans[0]?.version ?? 0 })
            : t(`do_${name}` as 'do_ask')
        }
        refusal={refusal}
        folded={
          folded.includes(name) ||
          (name === 'propose_plan' && application.plans.length > 0) ||
          (name === 'answer' && application.ball === 'agency' && application.state !== 'consulting')
        }
        {...(lead === undefined ? {} : { lead: t(lead as 'do_accept_lead') })}
        {...(moreLead === undefined ? {} : { lead: k(moreLead as 'do_pause_lead') })}
      >
        <Fields name={name} application={application} />
      </CaseAction>
    );
  });
}

function Fields({ name, application }: { readonly name: Name; readonly application: ApplicationOut }) {
  const { no } = application;
  const t = useT(licensing);
  const k = useT(licensingKinds);
  const side = useSide();
  switch (name) {
    case 'apply':
      return (
        <ConfirmButton title={t('apply_confirm')} consequence={t('apply_consequence')}>
          {t('do_apply')}
        </ConfirmButton>
      );
    case 'ask':
      return (
        <>
          <TextArea name="words" label={t('question')} limit={2000} rows={3} />
          <Button look="plain">{t('send_question')}</Button>
        </>
      );
    case 'answer':
      return (
        <>
          <TextArea name="words" label={t('answer')} limit={2000} rows={3} />
          <Button look="plain">{t('do_answer')}</Button>
        </>
      );
    case 'resubmit':
      return (
        <>
          <TextArea name="reason" label={t('words')} optional limit={2000} rows={3} />
          <Button>{t('do_resubmit')}</Button>
        </>
      );
    case 'withdraw':
      return (
        <>
          <TextArea name="reason" label={t('words')} optional limit={2000} rows={2} />
          <ConfirmButton look="warn" title={t('confirm_withdraw', { no })} consequence={t('consequence_withdraw')}>
            {t('do_withdraw')}
          </ConfirmButton>
        </>
      );
    case 'accept':
      return (
        <>
          <TextArea name="words" label={t('words')} optional limit={2000} rows={2} />
          <Button>{t('do_accept')}</Button>
        </>
      );
    case 'review':
      return <Button>{t('do_review')}</Button>;
    case 'supplement':
      return (
        <>
          <TextArea name="notice" label={t('notice')} limit={2000} rows={4} />
          <SupplementRows />
          <ConfirmButton look="plain" title={t('confirm_supplement')} consequence={t('consequence_supplement')}>
            {t('do_supplement')}
          </ConfirmButton>
        </>
      );
    case 'approve':
      return (
        <>
          <TextArea name="opinion" label={t('opinion')} limit={2000} rows={3} />
          <TextArea name="conditions" label={k('conditions')} optional limit={2000} rows={2} />
          <ConfirmButton title={t('confirm_approve', { no })} consequence={t('consequence_approve')}>
            {t('do_approve')}
          </ConfirmButton>
        </>
      );
    case 'refuse':
      return (
        <>
          <RadioGroup
            name="ground"
            label={k('ground')}
            options={refusalGrounds.codes.map((value) => ({ value, label: side(refusalGrounds.words[value]) }))}
          />
          <TextArea name="reason" label={t('reason')} limit={2000} rows={3} />
          <TextArea name="legal_basis" label={k('legal_basis')} help={k('legal_basis_help')} limit={2000} rows={2} />
          <ConfirmButton look="warn" title={t('confirm_refuse', { no })} consequence={t('consequence_refuse')}>
            {t('do_refuse')}
          </ConfirmButton>
        </>
      );
    case 'charge':
      return (
        <>
          <MoneyInput name="fee_fen" label={t('fee')} />
          <TextArea name="basis" label={t('fee_basis')} limit={2000} rows={2} />
          <Button>{t('do_charge')}</Button>
        </>
      );
    case 'confirm_fee':
      return (
        <>
          <TextInput name="receipt_no" label={t('receipt_no')} width="medium" />
          <DateInput name="paid_on" label={t('paid_on')} />
          <Button>{t('do_confirm_fee')}</Button>
        </>
      );
    case 'certify':
      return (
        <>
          <PasswordInput name="password" label={t('password')} help={t('password_help')} />
          <ConfirmButton title={t('confirm_certify')} consequence={t('consequence_certify')}>
            {t('do_certify')}
          </ConfirmButton>
        </>
      );
    default:
      return <MoreFields name={name} application={application} />;
  }
}

/** Up to four materials, each with what is missing of it; the notice itself stands above. */
export function SupplementRows() {
  const k = useT(licensingKinds);
  const side = useSide();
  return [0, 1, 2, 3].map((row) => (
    <div key={row}>
      <Select
        name={`items.${row}.material`}
        label={`${k('item')} ${row + 1}`}
        optional
        options={materialItems.codes.map((value) => ({ value, label: side(materialItems.words[value]) }))}
      />
      <TextInput name={`items.${row}.words`} label={`${k('missing_items')} ${row + 1}`} optional />
    </div>
  ));
}
