import { Link } from 'react-router';
import {
  assetCaseKinds,
  assetCaseStates,
  assetDoers,
  assetFields,
  assetTests,
  cancelGrounds,
  objectionOutcomes,
  refusalGrounds,
} from '#api/assets/rules/codes.ts';
import { longestAssetText } from '#api/assets/rules/terms.ts';
import type { CardOut, CaseOut } from '#api/assets/show.ts';
import { assets } from '#app/i18n/assets.ts';
import { paths } from '#app/paths.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList, Void } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { caseTone } from './parts.tsx';

/** The application under way or closed: clock, whose turn, notice, objections. */
export function CaseFacts({
  of: c,
  card,
  answers,
}: {
  readonly of: CaseOut;
  readonly card: CardOut;
  readonly answers: boolean;
}) {
  const t = useT(assets);
  const side = useSide();
  const locale = useLocale();
  const left = c.days_left ?? 0;
  return (
    <>
      <DescriptionList
        facts={[
          { term: t('kind'), value: side(assetCaseKinds.words[c.kind]) },
          {
            term: t('state'),
            value: <StateDot tone={caseTone(c.state, c.late)}>{side(assetCaseStates.words[c.state])}</StateDot>,
          },
          ...(c.closed_at === null
            ? [
                { term: t('ball'), value: c.ball === null ? <Void /> : side(assetDoers.words[c.ball]) },
                {
                  term: t('due'),
                  value:
                    c.due_on === null
                      ? t('no_clock')
                      : `${dayText(c.due_on, locale)} · ${left < 0 ? t('days_late', { count: -left }) : t('days_left', { count: left })}`,
                },
              ]
            : []),
          { term: t('authority'), value: <span lang="zh-CN">{c.authority.name}</span> },
          ...(c.words === '' ? [] : [{ term: t('reason'), value: <span lang="zh-CN">{c.words}</span> }]),
          ...(c.ground === null ? [] : [{ term: t('cancel_ground'), value: side(cancelGrounds.words[c.ground]) }]),
          ...(c.supplement_notice === null
            ? []
            : [{ term: t('supplement_notice'), value: <span lang="zh-CN">{c.supplement_notice}</span> }]),
          ...(c.opinion === null || c.opinion === ''
            ? []
            : [{ term: t('opinion'), value: <span lang="zh-CN">{c.opinion}</span> }]),
          ...(c.notice_from === null || c.notice_to === null
            ? []
            : [
                {
                  term: t('notice_span'),
                  value: (
                    <>
                      {dayText(c.notice_from, locale)} – {dayText(c.notice_to, locale)}{' '}
                      <Link to={paths.assetNotice(c.id)}>{t('notice_link')}</Link>
                    </>
                  ),
                },
              ]),
          ...(c.refusal === null
            ? []
            : [
                {
                  term: t('ground'),
                  value: (
                    <>
                      {side(refusalGrounds.words[c.refusal.ground])} · <span lang="zh-CN">{c.refusal.reason}</span>
                    </>
                  ),
                },
              ]),
        ]}
      />
      {c.changed.length > 0 && c.closed_at === null && c.content !== null && <Changed of={c} card={card} />}
      {c.objections.length > 0 && <Objections of={c} answers={answers} />}
    </>
  );
}

const valueAt = (content: object, path: string): string => {
  const value = path
    .split('.')
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | null)?.[key], content);
  return Array.isArray(value) ? value.join(', ') : value == null ? '' : String(value);
};

function Changed({ of: c, card }: { readonly of: CaseOut; readonly card: CardOut }) {
  const t = useT(assets);
  const side = useSide();
  const name = (path: string) => {
    const [first = '', code] = path.split('.');
    if (first === 'tests' && assetTests.is(code)) return side(assetTests.words[code]);
    return assetFields.is(first) ? side(assetFields.words[first]) : first;
  };
  const shown = (content: object, path: string) => {
    const text = valueAt(content, path);
    return text === '' ? <Void /> : <span lang="zh-CN">{text}</span>;
  };
  return (
    <DataTable
      caption={t('changed')}
      columns={[
        { key: 'field', head: t('content'), cell: (row) => name(row) },
        { key: 'before', head: t('before'), cell: (row) => shown(card.content, row) },
        { key: 'after', head: t('after'), cell: (row) => shown(c.content ?? {}, row) },
      ]}
      rows={c.changed}
      rowKey={(row) => row}
    />
  );
}

function Objections({ of: c, answers }: { readonly of: CaseOut; readonly answers: boolean }) {
  const t = useT(assets);
  const side = useSide();
  return (
    <>
      <DataTable
        caption={t('objections')}
        columns={[
          { key: 'at', head: t('day'), kind: 'fixed', cell: (row) => <DateText instant={row.filed_at} /> },
          { key: 'by', head: t('objection_by'), cell: (row) => <span lang="zh-CN">{row.by}</span> },
          { key: 'words', head: t('objection_words'), cell: (row) => <span lang="zh-CN">{row.words}</span> },
          {
            key: 'answer',
            head: t('objection_answer'),
            cell: (row) =>
              row.outcome === null ? (
                t('not_answered')
              ) : (
                <>
                  {side(objectionOutcomes.words[row.outcome])} · <span lang="zh-CN">{row.answer}</span>
                </>
              ),
          },
        ]}
        rows={c.objections}
        rowKey={(row) => row.id}
      />
      {answers &&
        c.objections
          .filter((one) => one.outcome === null)
          .map((one) => (
            <Form key={one.id} name={`answer-${one.id}`}>
              <Select
                name="outcome"
                label={t('outcome')}
                options={objectionOutcomes.codes.map((value) => ({
                  value,
                  label: side(objectionOutcomes.words[value]),
                }))}
              />
              <TextArea name="answer" label={t('objection_answer')} limit={longestAssetText} rows={3} />
              <Button>{t('send')}</Button>
            </Form>
          ))}
    </>
  );
}
