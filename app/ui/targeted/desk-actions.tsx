import { caseActions, refusalGrounds } from '#api/targeted/rules/codes.ts';
import { longestText } from '#api/targeted/rules/limits.ts';
import type { CaseOut } from '#api/targeted/show.ts';
import { targeted } from '#app/i18n/targeted.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

type Name = CaseOut['actions'][number]['name'];
const shown: readonly Name[] = ['verify', 'opinion', 'supplement', 'consult', 'extend', 'refuse', 'reject', 'revoke'];
const first: ReadonlySet<Name> = new Set(['verify', 'opinion']);

/** Everything but the grant, which has a form of its own. */
export function DeskActions({ shown: c }: { readonly shown: CaseOut }) {
  const t = useT(targeted);
  const side = useSide();
  const offered = shown.flatMap((name) => c.actions.find((one) => one.name === name) ?? []);
  if (offered.length === 0 && c.actions.length === 0) return <p>{t('do_nothing')}</p>;
  return offered.map(({ name, refusal }) => (
    <CaseAction
      key={name}
      name={name}
      title={side(caseActions.words[name])}
      refusal={refusal}
      folded={!first.has(name)}
    >
      <Fields name={name} no={c.no} />
    </CaseAction>
  ));
}

function Fields({ name, no }: { readonly name: Name; readonly no: string }) {
  const t = useT(targeted);
  const side = useSide();
  const title = side(caseActions.words[name]);
  const area = (field: string, label: string, optional = false) => (
    <TextArea name={field} label={label} limit={longestText} rows={3} optional={optional} />
  );
  switch (name) {
    case 'verify':
      return (
        <>
          {area('words', t('words'), true)}
          <Button>{title}</Button>
        </>
      );
    case 'supplement':
      return (
        <>
          {area('notice', t('notice'))}
          <Button look="plain">{title}</Button>
        </>
      );
    case 'consult':
      return (
        <>
          {area('words', t('consult_words'))}
          <Button look="plain">{title}</Button>
        </>
      );
    case 'opinion':
      return (
        <>
          {area('words', t('opinion'))}
          <Button>{title}</Button>
        </>
      );
    case 'extend':
      return (
        <>
          {area('reason', t('reason'))}
          <Button look="plain">{title}</Button>
        </>
      );
    case 'refuse':
      return (
        <>
          <Select
            name="ground"
            label={t('ground')}
            options={refusalGrounds.codes.map((value) => ({ value, label: side(refusalGrounds.words[value]) }))}
          />
          {area('reason', t('reason'))}
          {area('legal_basis', t('legal_basis'))}
          <ConfirmButton look="warn" title={`${title} ${no}`} consequence={t('reject_consequence')}>
            {title}
          </ConfirmButton>
        </>
      );
    case 'reject':
      return (
        <>
          {area('reason', t('reason'))}
          {area('legal_basis', t('legal_basis'))}
          <ConfirmButton look="warn" title={`${title} ${no}`} consequence={t('reject_consequence')}>
            {title}
          </ConfirmButton>
        </>
      );
    default:
      return (
        <>
          {area('reason', t('reason'))}
          <ConfirmButton look="warn" title={`${title} ${no}`} consequence={t('revoke_consequence')}>
            {title}
          </ConfirmButton>
        </>
      );
  }
}
