import type { AmendmentOut } from '#api/agreements/amendment-view.ts';
import { agreementLife } from '#app/i18n/agreement-life.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DateInput, PasswordInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

const shown = ['offer', 'sign', 'file', 'comment', 'day', 'return', 'revise', 'withdraw', 'decline'] as const;
type Name = (typeof shown)[number];
/** Names of the forms of the page; the terms have a form of their own. */
export type AmendmentForm = Name | 'save';
const folded: readonly Name[] = ['day', 'return', 'revise', 'withdraw', 'decline'];
const led: readonly Name[] = ['offer', 'revise', 'file'];

/** Everything the viewer's side can do with the amendment now. */
export function AmendmentDo({ amendment: m }: { readonly amendment: AmendmentOut }) {
  const t = useT(agreementLife);
  const offered = shown.flatMap((name) => {
    const found = m.actions.find((one) => one.name === (name === 'day' ? 'save' : name));
    return found === undefined ? [] : [{ name, refusal: found.refusal }];
  });
  if (offered.length === 0) return <p>{t('do_nothing')}</p>;
  return offered.map(({ name, refusal }) => (
    <CaseAction
      key={name}
      name={name}
      title={t(`do_${name}`)}
      refusal={refusal}
      folded={folded.includes(name)}
      {...(led.includes(name) ? { lead: t(`do_${name as 'offer' | 'revise' | 'file'}_lead`) } : {})}
      {...(name === 'sign' ? { lead: t('do_sign_lead', { hash: m.document?.sha256.slice(0, 16) ?? '' }) } : {})}
    >
      <Fields name={name} amendment={m} />
    </CaseAction>
  ));
}

function Fields({ name, amendment: { no, governs_from } }: { readonly name: Name; readonly amendment: AmendmentOut }) {
  const t = useT(agreementLife);
  const words = (label: string, optional = false) => (
    <TextArea name="words" label={label} limit={2000} rows={2} {...(optional ? { optional } : {})} />
  );
  switch (name) {
    case 'offer':
      return (
        <ConfirmButton title={t('confirm_offer', { no })} consequence={t('consequence_offer')}>
          {t('do_offer')}
        </ConfirmButton>
      );
    case 'sign':
      return (
        <>
          <PasswordInput name="password" label={t('password')} help={t('password_help')} />
          <ConfirmButton title={t('confirm_sign', { no })} consequence={t('consequence_sign')}>
            {t('do_sign')}
          </ConfirmButton>
        </>
      );
    case 'file':
      return (
        <>
          {words(t('words'), true)}
          <Button>{t('do_file')}</Button>
        </>
      );
    case 'comment':
      return (
        <>
          {words(t('comment_words'))}
          <Button look="plain">{t('do_comment')}</Button>
        </>
      );
    case 'day':
      return (
        <>
          <DateInput
            name="governs_from"
            label={t('governs_from')}
            help={t('governs_from_help')}
            optional
            defaultValue={governs_from ?? ''}
          />
          <Button look="plain">{t('do_day')}</Button>
        </>
      );
    case 'return':
      return (
        <>
          {words(t('change_wanted'))}
          <Button look="plain">{t('do_return')}</Button>
        </>
      );
    case 'revise':
      return (
        <>
          {words(t('words'), true)}
          <Button look="plain">{t('do_revise')}</Button>
        </>
      );
    case 'withdraw':
    case 'decline':
      return (
        <>
          {name === 'withdraw' ? words(t('words'), true) : words(t('decline_words'))}
          <ConfirmButton look="warn" title={t('confirm_close', { no })} consequence={t('consequence_close')}>
            {t(`do_${name}`)}
          </ConfirmButton>
        </>
      );
  }
}
