import type { AgreementOut } from '#api/agreements/view.ts';
import { agreements } from '#app/i18n/agreements.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { PasswordInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

const shown = ['offer', 'sign', 'file', 'return', 'revise', 'terminate'] as const;
type Name = (typeof shown)[number];
const folded: readonly Name[] = ['return', 'revise', 'terminate'];

/** Everything the viewer's side can do with the agreement now. */
export function AgreementActions({ agreement: a }: { readonly agreement: AgreementOut }) {
  const t = useT(agreements);
  const offered = shown.flatMap((name) => {
    const found = a.actions.find((one) => one.name === name);
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
      {...(name === 'offer' || name === 'revise' || name === 'file' ? { lead: t(`do_${name}_lead`) } : {})}
      {...(name === 'sign' ? { lead: t('do_sign_lead', { hash: a.document?.sha256.slice(0, 16) ?? '' }) } : {})}
    >
      <Fields name={name} agreement={a} />
    </CaseAction>
  ));
}

function Fields({ name, agreement: { no, version } }: { readonly name: Name; readonly agreement: AgreementOut }) {
  const t = useT(agreements);
  switch (name) {
    case 'offer':
      return (
        <ConfirmButton title={t('confirm_offer', { no })} consequence={t('consequence_offer', { n: version + 1 })}>
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
          <TextArea name="words" label={t('words')} optional limit={2000} rows={2} />
          <Button>{t('do_file')}</Button>
        </>
      );
    case 'return':
      return (
        <>
          <TextArea name="words" label={t('change_wanted')} limit={2000} rows={3} />
          <Button look="plain">{t('do_return')}</Button>
        </>
      );
    case 'revise':
      return (
        <>
          <TextArea name="words" label={t('words')} optional limit={2000} rows={2} />
          <ConfirmButton look="plain" title={t('do_revise')} consequence={t('do_revise_lead')}>
            {t('do_revise')}
          </ConfirmButton>
        </>
      );
    case 'terminate':
      return (
        <>
          <TextArea name="reason" label={t('reason')} limit={2000} rows={2} />
          <ConfirmButton look="warn" title={t('confirm_terminate', { no })} consequence={t('consequence_terminate')}>
            {t('do_terminate')}
          </ConfirmButton>
        </>
      );
  }
}
