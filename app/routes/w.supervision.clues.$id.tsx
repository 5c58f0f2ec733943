import { Link, redirect } from 'react-router';
import { decideBody, referBody, saidBody } from '#api/supervision/contract.ts';
import { referralBodies } from '#api/supervision/rules/codes.ts';
import { longestText } from '#api/supervision/rules/terms.ts';
import { appContext } from '#app/context.ts';
import { supervision } from '#app/i18n/supervision.ts';
import { paths } from '#app/paths.ts';
import { documentPdf } from '#app/present/document-path.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList, orVoid } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { PasswordInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { CircumstanceName, UnitName, Zh } from '#app/ui/supervision/parts.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.supervision.clues.$id.ts';

export async function loader({ context, params: { id }, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  return { clue: await orRefusal(() => services.supervision.showClue(ctx, id)), done: url.searchParams.has('done') };
}

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { supervision: room } }) => {
    if (form.name === 'dismiss') {
      const body = form.read(saidBody);
      await form.once((ctx) => room.dismissClue(ctx, id, body));
      return redirect(paths.supervisionClue(id, { done: '1' }));
    }
    if (form.name === 'refer') {
      const body = form.read(referBody);
      await form.once((ctx) => room.referClue(ctx, id, body));
      return redirect(paths.supervisionClue(id, { done: '1' }));
    }
    const body = form.read(decideBody);
    const made = await form.once((ctx) => room.confirmClue(ctx, id, body));
    return redirect(
      made.case === null
        ? paths.supervisionClue(id, { done: '1' })
        : paths.supervisionCase(made.case.id, { done: 'open' }),
    );
  });
}

export default function Clue({ loaderData: { clue: c, done } }: Route.ComponentProps) {
  const t = useT(supervision);
  const side = useSide();
  const area = <TextArea name="words" label={t('decide_words')} limit={longestText} rows={3} />;
  return (
    <>
      <PageHeader
        title={t('clue_title', { no: c.no })}
        breadcrumb={[
          { label: t('title'), to: paths.supervision() },
          { label: t('to_clues'), to: paths.supervisionClues() },
        ]}
        meta={
          <StateDot tone={c.waiting ? 'open' : c.state === 'confirmed' ? 'refused' : 'done'}>
            {side(c.state_words)}
          </StateDot>
        }
      />
      {done && (
        <Notice tone="success" live>
          {t('saved')}
        </Notice>
      )}
      {c.gone && <Notice tone="warn">{t('gone')}</Notice>}
      <DescriptionList
        facts={[
          { term: t('kind'), value: side(c.kind) },
          { term: t('circumstance'), value: <CircumstanceName code={c.circumstance} /> },
          { term: t('agency'), value: <UnitName of={c.about} /> },
          { term: t('subject'), value: <Zh>{c.title}</Zh> },
          { term: t('signal'), value: side(c.signal) },
          { term: t('provision'), value: <Zh>{c.provision}</Zh> },
          { term: t('since'), value: <DateText day={c.since} /> },
          {
            term: t('now'),
            value: (
              <StateDot tone={c.now === 'same' ? 'open' : c.now === 'by_hand' ? 'wait' : 'off'}>
                {t(`now_${c.now}`)}
              </StateDot>
            ),
          },
          {
            term: t('case'),
            value: c.case === null ? null : <Link to={paths.supervisionCase(c.case.id)}>{c.case.no}</Link>,
          },
          { term: t('words'), value: c.words === null ? null : <Zh>{c.words}</Zh> },
          ...(c.document_id === null
            ? []
            : [
                {
                  term: t('referral'),
                  value: (
                    <>
                      <a href={documentPdf(c.document_id)}>{t('read_paper')}</a>{' '}
                      <Link to={paths.verify(c.document_id)}>{t('verify')}</Link>
                    </>
                  ),
                },
              ]),
        ]}
      />
      <Section title={t('evidence')} lead={t('evidence_lead')}>
        <DataTable
          caption={t('evidence')}
          captionHidden
          columns={[
            { key: 'name', head: t('name'), kind: 'fixed', cell: ([name]) => <code>{name}</code> },
            {
              key: 'value',
              head: t('fact'),
              cell: ([, value]) => orVoid(value === null ? null : <Zh>{String(value)}</Zh>),
            },
          ]}
          rows={Object.entries(c.evidence)}
          rowKey={([name]) => name}
        />
        <p>
          {t('digest')} <code className="break-all">{c.evidence_sha256}</code>
        </p>
      </Section>
      {c.waiting && c.about_self && !c.may.refer && <Notice tone="warn">{t('refer_waits')}</Notice>}
      {c.waiting && c.may.refer && (
        <Section id="do" title={t('refer')} lead={t('refer_lead')}>
          <Form name="refer">
            <Select
              name="to"
              label={t('refer_to')}
              options={referralBodies.codes.map((value) => ({
                value,
                label: side(referralBodies.words[value]),
              }))}
            />
            <TextInput name="document_no" label={t('document_no')} width="medium" />
            <TextArea name="words" label={t('refer_words')} limit={longestText} rows={3} />
            <PasswordInput name="password" label={t('password')} />
            <ConfirmButton title={`${t('refer')} ${c.no}`} consequence={t('refer_consequence')}>
              {t('refer')}
            </ConfirmButton>
          </Form>
        </Section>
      )}
      {c.waiting && !c.about_self && (
        <Section id="do" title={t('decide')}>
          <CaseAction name="confirm" title={t('confirm')} refusal={c.refusal}>
            {area}
            {c.open_cases.length > 0 && (
              <Select
                name="into"
                label={t('into')}
                blank={t('into_none')}
                optional
                lang="zh-CN"
                options={c.open_cases.map((one) => ({ value: one.id, label: `${one.no} ${one.title}` }))}
              />
            )}
            <Button>{t('confirm')}</Button>
          </CaseAction>
          {c.may.decide && (
            <CaseAction name="dismiss" title={t('dismiss')} refusal={null} folded>
              {area}
              <Button look="plain">{t('dismiss')}</Button>
            </CaseAction>
          )}
        </Section>
      )}
    </>
  );
}
