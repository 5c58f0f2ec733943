import {
  extensionAnswers,
  outcomes,
  type SharingAction,
  sharingActions,
  sharingGrounds,
} from '#api/sharing/rules/codes.ts';
import { longestText } from '#api/sharing/rules/terms.ts';
import type { RequestOut } from '#api/sharing/show.ts';
import { agencySharing } from '#app/i18n/agency-sharing.ts';
import { filterRows, scopeOps } from '#app/present/targeted-scope.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { CheckboxGroup, Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DateInput, NumberInput, TextInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { DescriptionList } from '../description-list.tsx';
import { said } from './facts.tsx';
import { RequestFields } from './request-fields.tsx';

export interface Sources {
  readonly tables: readonly {
    readonly number: number;
    readonly name: string;
    readonly columns: readonly { readonly name: string }[];
  }[];
}
interface ActionsProps {
  readonly shown: RequestOut;
  readonly columns: readonly { readonly name: string; readonly label: string }[];
  readonly sources: Sources | null;
}

/** In the order a case is worked on; what is done rarely is folded away. */
const order: readonly SharingAction[] = [
  'resubmit',
  'save',
  'submit',
  'consent',
  'send_back',
  'confirm',
  'confirm_refusal',
  'return_proposal',
  'propose',
  'decide_extension',
  'open',
  'resume',
  'report_remedy',
  'dispose',
  'answer_objection',
  'supplement',
  'ask_extension',
  'object',
  'suspend',
  'end',
  'withdraw',
];
const first: ReadonlySet<SharingAction> = new Set([
  'submit',
  'resubmit',
  'consent',
  'confirm',
  'confirm_refusal',
  'propose',
  'decide_extension',
  'open',
  'report_remedy',
  'dispose',
  'answer_objection',
]);

export function Actions({ shown, columns, sources }: ActionsProps) {
  const t = useT(agencySharing);
  const side = useSide();
  const offered = order.flatMap((name) => shown.actions.find((one) => one.name === name) ?? []);
  if (offered.length === 0) return <p>{t('do_nothing')}</p>;
  return offered.map(({ name, refusal }) => (
    <CaseAction
      key={name}
      name={name}
      title={name === 'answer_objection' ? t('answer_objection') : side(sharingActions.words[name])}
      refusal={refusal}
      folded={!first.has(name)}
    >
      <Fields name={name} shown={shown} columns={columns} sources={sources} />
    </CaseAction>
  ));
}

function Fields({ name, shown: c, columns, sources }: ActionsProps & { readonly name: SharingAction }) {
  const t = useT(agencySharing);
  const side = useSide();
  const title = side(sharingActions.words[name]);
  const area = (field: string, label: string, optional = false) => (
    <TextArea name={field} label={label} limit={longestText} rows={3} optional={optional} />
  );
  const revision = <input type="hidden" name="revision:number" value={c.revision} />;
  const typed = { ...c, method: c.method };
  switch (name) {
    case 'save':
    case 'resubmit':
      return (
        <>
          {revision}
          <RequestFields columns={columns} method={c.method} typed={typed} />
          <Button look={name === 'save' ? 'plain' : 'primary'}>{title}</Button>
        </>
      );
    case 'submit':
      return (
        <>
          {revision}
          <Button>{title}</Button>
        </>
      );
    case 'consent':
    case 'open':
    case 'resume':
    case 'withdraw':
      return (
        <>
          {area('words', t('words'), true)}
          <Button look={name === 'withdraw' ? 'plain' : 'primary'}>{title}</Button>
        </>
      );
    case 'send_back':
    case 'return_proposal':
    case 'report_remedy':
    case 'dispose':
    case 'object':
      return (
        <>
          {area('words', t('words'))}
          <Button look={first.has(name) ? 'primary' : 'plain'}>{title}</Button>
        </>
      );
    case 'supplement':
      return (
        <>
          {area('notice', t('notice'))}
          <Button look="plain">{title}</Button>
        </>
      );
    case 'ask_extension':
      return (
        <>
          <NumberInput name="days" label={t('days')} defaultValue="10" min={1} max={60} />
          {area('reason', t('reason'))}
          <Button look="plain">{title}</Button>
        </>
      );
    case 'decide_extension':
      return (
        <>
          <Select
            name="decision"
            label={t('decision')}
            options={extensionAnswers.codes.map((value) => ({ value, label: side(extensionAnswers.words[value]) }))}
          />
          {area('words', t('words'), true)}
          <Button>{title}</Button>
        </>
      );
    case 'propose':
      return <ReplyFields shown={c} sources={sources} />;
    case 'confirm':
    case 'confirm_refusal':
      return (
        <>
          {c.proposal !== null && (
            <DescriptionList
              facts={[
                { term: t('proposal'), value: side(outcomes.words[c.proposal.outcome]) },
                { term: t('reason'), value: said(c.proposal.reason) },
                {
                  term: t('ground_named'),
                  value: c.proposal.ground === null ? null : side(sharingGrounds.words[c.proposal.ground ?? 'no_duty']),
                },
              ]}
            />
          )}
          {area('words', t('words'), true)}
          <ConfirmButton
            look={name === 'confirm' ? 'primary' : 'warn'}
            title={`${title} ${c.no}`}
            consequence={t('confirm_consequence')}
          >
            {title}
          </ConfirmButton>
        </>
      );
    case 'suspend':
      return (
        <>
          {area('reason', t('reason'))}
          <DateInput name="remedy_by" label={t('remedy_by')} />
          <ConfirmButton look="warn" title={`${title} ${c.no}`} consequence={t('suspend_consequence')}>
            {title}
          </ConfirmButton>
        </>
      );
    case 'end':
      return (
        <>
          {area('words', t('reason'))}
          <ConfirmButton look="warn" title={`${title} ${c.no}`} consequence={t('end_consequence')}>
            {title}
          </ConfirmButton>
        </>
      );
    case 'answer_objection':
      return (
        <>
          <AnswerFields third={c.objections.at(-1)?.rung === 3} />
          <Button>{t('answer_objection')}</Button>
        </>
      );
    default:
      return null;
  }
}

function AnswerFields({ third }: { readonly third: boolean }) {
  const t = useT(agencySharing);
  const side = useSide();
  return (
    <>
      <Select
        name="outcome"
        label={t('outcome')}
        options={[
          { value: 'upheld', label: side(sharingActions.words.answer_objection) },
          { value: 'returned', label: side(sharingActions.words.reopen) },
        ]}
      />
      <TextArea name="answer" label={t('answer')} limit={longestText} rows={3} />
      {third && <TextInput name="document_no" label={t('document_no')} width="medium" />}
    </>
  );
}

/** The whole of it, a part, or a refusal on what the catalogue states. */
function ReplyFields({ shown: c, sources }: { readonly shown: RequestOut; readonly sources: Sources | null }) {
  const t = useT(agencySharing);
  const side = useSide();
  const tables = sources?.tables ?? [];
  const present = [...new Set(tables.flatMap((table) => table.columns.map((one) => one.name)))];
  const askable = c.columns.length === 0 ? present : present.filter((name) => c.columns.includes(name));
  return (
    <>
      <Select
        name="outcome"
        label={t('outcome')}
        options={outcomes.codes.map((value) => ({ value, label: side(outcomes.words[value]) }))}
      />
      <TextArea name="reason" label={t('reason')} limit={longestText} rows={3} />
      {tables.length > 1 && (
        <Select
          name="table:number"
          label={t('table')}
          blank={null}
          options={tables.map((one) => ({ value: String(one.number), label: one.name }))}
        />
      )}
      {askable.length > 0 && (
        <CheckboxGroup
          name="columns"
          label={t('grant_columns')}
          optional
          options={askable.map((name) => ({ value: name, label: <span lang="zh-CN">{name}</span> }))}
        />
      )}
      {present.length > 0 && (
        <fieldset className="fieldset">
          <legend>{t('grant_filters')}</legend>
          {filterRows.map((n) => (
            <div key={n} className="flex flex-wrap gap-4 items-end mb-2">
              <Select
                name={`column${n}`}
                label={t('filter_column', { n })}
                optional
                options={present.map((name) => ({ value: name, label: name }))}
              />
              <Select
                name={`op${n}`}
                label={t('filter_op', { n })}
                blank={null}
                optional
                options={scopeOps.map((op) => ({ value: op, label: t(`op_${op}`) }))}
              />
              <TextInput name={`value${n}`} label={t('filter_value', { n })} optional width="medium" />
            </div>
          ))}
        </fieldset>
      )}
      <Select
        name="ground"
        label={t('ground')}
        help={<span lang="zh-CN">{t('refusal_basis', { basis: c.share_basis === '' ? '—' : c.share_basis })}</span>}
        blank={t('ground_none')}
        optional
        options={sharingGrounds.codes.map((value) => ({ value, label: side(sharingGrounds.words[value]) }))}
      />
      <Button>{t('propose')}</Button>
    </>
  );
}
