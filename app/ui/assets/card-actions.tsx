import {
  type AssetAction,
  assetActions,
  assetCaseKinds,
  cancelGrounds,
  refusalGrounds,
} from '#api/assets/rules/codes.ts';
import { longestAssetText } from '#api/assets/rules/terms.ts';
import type { CardOut } from '#api/assets/show.ts';
import { assets } from '#app/i18n/assets.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { CardFields } from './card-fields.tsx';

const order: readonly AssetAction[] = [
  'resubmit',
  'accept',
  'publish',
  'register',
  'maintain',
  'supplement',
  'decline',
  'withdraw',
  'discard',
];
const first: ReadonlySet<AssetAction> = new Set<AssetAction>(['resubmit', 'accept', 'publish', 'register', 'maintain']);

/** What the viewer can do with the card and its application. */
export function CardActions({ card }: { readonly card: CardOut }) {
  const t = useT(assets);
  const side = useSide();
  const shown = order.flatMap((name) => card.actions.find((one) => one.name === name) ?? []);
  if (shown.length === 0 && card.kinds.length === 0) return <p>{t('do_nothing')}</p>;
  return (
    <>
      {card.kinds.map(({ kind, refusal }) => (
        <CaseAction
          key={kind}
          name={`file-${kind}`}
          title={side(assetCaseKinds.words[kind])}
          refusal={refusal}
          folded={kind !== 'first'}
          {...(kind === 'change' || kind === 'correction' ? { lead: t('file_change_lead') } : {})}
        >
          <input type="hidden" name="revision:number" value={card.revision} />
          <input type="hidden" name="kind" value={kind} />
          {kind !== 'first' && <TextArea name="words" label={t('file_words')} limit={longestAssetText} rows={2} />}
          {kind === 'cancellation' && (
            <Select
              name="ground"
              label={t('cancel_ground')}
              options={cancelGrounds.codes.map((value) => ({ value, label: side(cancelGrounds.words[value]) }))}
            />
          )}
          {(kind === 'change' || kind === 'correction') && <CardFields content={card.content} under="content." />}
          <Button look={kind === 'first' ? 'primary' : 'plain'}>
            {t('file_kind')} · {side(assetCaseKinds.words[kind])}
          </Button>
        </CaseAction>
      ))}
      {shown.map(({ name, refusal }) => (
        <CaseAction
          key={name}
          name={name}
          title={side(assetActions.words[name])}
          refusal={refusal}
          folded={!first.has(name)}
        >
          <Fields name={name} card={card} />
        </CaseAction>
      ))}
    </>
  );
}

function Fields({ name, card }: { readonly name: AssetAction; readonly card: CardOut }) {
  const t = useT(assets);
  const side = useSide();
  const verb = side(assetActions.words[name]);
  const words = <TextArea name="words" label={t('words')} optional rows={2} limit={longestAssetText} />;
  const open = card.cases.find((one) => one.closed_at === null);
  switch (name) {
    case 'supplement':
      return (
        <>
          <TextArea name="notice" label={t('notice_what')} rows={3} limit={longestAssetText} />
          <Button look="plain">{verb}</Button>
        </>
      );
    case 'decline':
      return (
        <>
          <Select
            name="ground"
            label={t('ground')}
            options={refusalGrounds.codes.map((value) => ({ value, label: side(refusalGrounds.words[value]) }))}
          />
          <TextArea name="reason" label={t('reason')} rows={3} limit={longestAssetText} />
          <ConfirmButton look="warn" title={t('confirm_decline')} consequence={t('confirm_decline_text')}>
            {verb}
          </ConfirmButton>
        </>
      );
    case 'register':
      return (
        <>
          {words}
          <ConfirmButton
            title={t('confirm_register')}
            consequence={t(open?.kind === 'cancellation' ? 'confirm_cancel_text' : 'confirm_register_text')}
          >
            {verb}
          </ConfirmButton>
        </>
      );
    case 'discard':
      return (
        <>
          <input type="hidden" name="revision:number" value={card.revision} />
          <ConfirmButton look="warn" title={t('confirm_discard')} consequence={t('confirm_discard_text')}>
            {verb}
          </ConfirmButton>
        </>
      );
    case 'resubmit':
      return (
        <>
          {open?.content != null && <CardFields content={open.content} under="content." />}
          {words}
          <Button>{verb}</Button>
        </>
      );
    default:
      return (
        <>
          {words}
          <Button look={first.has(name) ? 'primary' : 'plain'}>{verb}</Button>
        </>
      );
  }
}
