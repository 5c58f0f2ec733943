/** What can be done with a file: one form an action. */
import type { ReactNode } from 'react';
import {
  type CaseAction as Action,
  caseActions,
  disciplineBodies,
  extensionAnswers,
  verdicts,
} from '#api/supervision/rules/codes.ts';
import { longestText } from '#api/supervision/rules/terms.ts';
import type { CaseOut } from '#api/supervision/show.ts';
import { supervision } from '#app/i18n/supervision.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '../button.tsx';
import { CaseAction } from '../case-action.tsx';
import { Checkbox, Select } from '../choices.tsx';
import { ConfirmButton } from '../confirm-button.tsx';
import { DescriptionList } from '../description-list.tsx';
import { DateInput, MoneyInput, PasswordInput, TextInput } from '../inputs.tsx';
import { Money } from '../money.tsx';
import { TextArea } from '../text-area.tsx';
import { optionsOf, Zh } from './parts.tsx';

const folded: ReadonlySet<Action> = new Set(['ask_extension', 'return_draft', 'close', 'hand_over']);
const government: ReadonlySet<Action> = new Set(['issue_order', 'issue_criticism']);

export function CaseActions({ shown }: { readonly shown: CaseOut }) {
  const t = useT(supervision);
  const side = useSide();
  if (shown.actions.length === 0) return <p>{t('do_nothing')}</p>;
  return shown.actions
    .filter(({ name }) => name !== 'save_item')
    .map(({ name, refusal, rare }) => (
      <CaseAction
        key={name}
        name={name}
        title={side(caseActions.words[name])}
        refusal={refusal}
        folded={rare || folded.has(name)}
      >
        <Fields name={name} shown={shown} />
      </CaseAction>
    ));
}

function Fields({ name, shown: c }: { readonly name: Action; readonly shown: CaseOut }): ReactNode {
  const t = useT(supervision);
  const side = useSide();
  const title = side(caseActions.words[name]);
  const area = (field: string, label: string, optional = false, value = '') => (
    <TextArea name={field} label={label} limit={longestText} rows={3} optional={optional} defaultValue={value} />
  );
  const send = <Button look={folded.has(name) ? 'plain' : 'primary'}>{title}</Button>;
  if (/^(issue_|pass$|fall_short$)/.test(name))
    return (
      <>
        <DraftText content={c.documents.find((one) => one.state === 'drafted')?.content ?? {}} />
        <p className="help">{t('issue_lead')}</p>
        <TextInput
          name="issuer"
          label={t('issuer')}
          defaultValue={government.has(name) ? c.government : c.department.name}
          lang="zh-CN"
        />
        <TextInput name="document_no" label={t('document_no')} width="medium" />
        <TextInput name="signatory" label={t('signatory')} width="medium" />
        <DateInput name="issued_on" label={t('issued_on')} />
        <PasswordInput name="password" label={t('password')} />
        <ConfirmButton title={`${title} ${c.no}`} consequence={t('issue_consequence')}>
          {title}
        </ConfirmButton>
      </>
    );
  switch (name) {
    case 'state':
      return (
        <>
          {area('words', t('statement'))}
          {send}
        </>
      );
    case 'end_hearing':
    case 'receive':
    case 'report':
      return (
        <>
          {area('words', t('words'), true)}
          {send}
        </>
      );
    case 'set_law':
      return (
        <>
          <TextInput name="law" label={t('law_name')} help={t('provision_help')} defaultValue={c.governing_law ?? ''} />
          <Checkbox name="prevails" label={t('law_prevails')} defaultChecked={c.law_prevails} />
          {send}
        </>
      );
    case 'ask_extension':
      return (
        <>
          <DateInput name="until" label={t('until')} />
          {area('reason', t('reason'))}
          {send}
        </>
      );
    case 'decide_extension':
      return (
        <>
          <p>
            {c.extension?.until} <Zh>{c.extension?.reason}</Zh>
          </p>
          <Select name="decision" label={t('decision')} options={optionsOf(extensionAnswers, side)} />
          {area('words', t('words'), true)}
          {send}
        </>
      );
    case 'draft_order':
      return (
        <>
          {area('content.facts', t('facts'), false, c.facts)}
          <TextInput name="content.provision" label={t('provision')} defaultValue={c.provision} />
          <TextArea name="content.demands" label={t('demands')} help={t('demands_help')} limit={longestText} rows={4} />
          <DateInput name="content.term_on" label={t('term')} help={t('term_help', c.terms)} />
          <TextInput name="content.channel" label={t('channel')} />
          {send}
        </>
      );
    case 'draft_recheck':
      return (
        <>
          {c.demands.map((one, at) => (
            <div key={one.number}>
              <p>
                {t('item_of', { number: one.number })} <Zh>{one.demand}</Zh>
              </p>
              <input type="hidden" name={`content.items.${at}.number:number`} value={one.number} />
              <Select
                name={`content.items.${at}.verdict`}
                label={`${t('item_of', { number: one.number })} · ${t('verdict')}`}
                options={optionsOf(verdicts, side)}
              />
              <TextInput
                name={`content.items.${at}.opinion`}
                label={`${t('item_of', { number: one.number })} · ${t('opinion')}`}
                optional
              />
            </div>
          ))}
          {area('content.opinion', t('recheck_opinion'))}
          {send}
        </>
      );
    case 'draft_criticism':
      return (
        <>
          {area('content.facts', t('facts'), false, c.facts)}
          <TextInput name="content.scope" label={t('scope')} />
          <DateInput name="content.public_until" label={t('public_until')} />
          {send}
        </>
      );
    case 'draft_discipline':
      return (
        <>
          <Select name="content.to_kind" label={t('to_kind')} options={optionsOf(disciplineBodies, side)} />
          <TextInput name="content.to" label={t('to_body')} />
          {area('content.persons', t('persons'))}
          {area('content.facts', t('facts'), false, c.facts)}
          {area('content.suggestion', t('suggestion'))}
          {send}
        </>
      );
    case 'draft_judicial':
      return (
        <>
          <TextInput name="content.to" label={t('to_body')} />
          {area('content.facts', t('facts'), false, c.facts)}
          {area('content.enclosed', t('enclosed'))}
          {send}
        </>
      );
    case 'draft_compensation':
      return (
        <>
          <MoneyInput name="content.amount_fen" label={t('amount')} />
          <TextInput name="content.payer" label={t('payer')} />
          {area('content.facts', t('facts'))}
          {area('content.basis', t('basis'))}
          {send}
        </>
      );
    default:
      return (
        <>
          {area('words', t('reason'))}
          {send}
        </>
      );
  }
}

const labels = {
  facts: 'facts',
  provision: 'provision',
  demands: 'demands',
  term_on: 'term',
  channel: 'channel',
  scope: 'scope',
  public_until: 'public_until',
  to: 'to_body',
  persons: 'persons',
  suggestion: 'suggestion',
  enclosed: 'enclosed',
  amount_fen: 'amount',
  basis: 'basis',
  payer: 'payer',
  opinion: 'words',
} as const satisfies Readonly<Record<string, keyof typeof supervision>>;
const labelOf = (name: string) => (name in labels ? labels[name as keyof typeof labels] : undefined);

/** What the draft says, for whoever issues it. */
function DraftText({ content }: { readonly content: Readonly<Record<string, unknown>> }) {
  const t = useT(supervision);
  const side = useSide();
  const items = Array.isArray(content.items)
    ? (content.items as { number: number; verdict: 'not'; opinion: string }[])
    : [];
  return (
    <DescriptionList
      facts={[
        ...items.map((one) => ({
          key: `item-${one.number}`,
          term: t('item_of', { number: one.number }),
          value: (
            <>
              {side(verdicts.words[one.verdict])} <Zh>{one.opinion}</Zh>
            </>
          ),
        })),
        ...Object.entries(content).flatMap(([name, value]) => {
          const label = labelOf(name);
          if (label === undefined) return [];
          if (name === 'amount_fen') return [{ term: t(label), value: <Money fen={String(value)} /> }];
          const text = Array.isArray(value)
            ? value.map((one, at) => `${at + 1}. ${String(one)}`).join('\n')
            : String(value);
          return [{ term: t(label), value: <Zh>{text}</Zh> }];
        }),
      ]}
    />
  );
}
