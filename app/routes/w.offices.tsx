import { z } from 'zod';
import { dayOf } from '#api/kernel/time.ts';
import { caseBody, caseDecision } from '#api/organizations/offices-contract.ts';
import { powers } from '#api/organizations/rules/codes.ts';
import { officeCaseKinds, officeCaseStates, openMatters } from '#api/organizations/rules/offices.ts';
import { appContext } from '#app/context.ts';
import { offices } from '#app/i18n/offices.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { usePlace } from '#app/present/place.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Void } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { Mixed } from '#app/ui/mixed.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { UnitName } from '#app/ui/sharing/clock-cell.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.offices.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const list = await orRefusal(() => services.organizations.listOfficeCases(ctx));
  const agencies = (await services.organizations.listAgencies(ctx)).items
    .filter((one) => list.regions.some(({ code }) => code === one.region_code))
    .map(({ uscc, name, name_en }) => ({ uscc, name, name_en }));
  return { ...list, agencies, today: dayOf(ctx.clock.now()) };
}

const ofCase = z.object({ id: z.string().max(40) });

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    if (form.name?.startsWith('decide') === true) {
      const { id } = form.read(ofCase);
      const { opinion } = form.read(caseDecision.pick({ opinion: true }));
      const decision = form.intent === 'confirm' ? ('confirm' as const) : ('refuse' as const);
      await form.once((once) => services.compilation.decideOfficeCase(once, id, { decision, opinion }));
    } else {
      const input = form.read(caseBody);
      await form.once((once) => services.organizations.proposeOfficeCase(once, input));
    }
    return { done: form.intent === 'confirm' ? ('confirmed' as const) : ('entered' as const) };
  });
}

export default function Offices({ loaderData, actionData }: Route.ComponentProps) {
  const { items, mandates, regions, agencies, today } = loaderData;
  const t = useT(offices);
  const side = useSide();
  const known = usePlace();
  const place = (code: string) => {
    const found = regions.find((one) => one.code === code);
    return found === undefined ? known(code) : side({ zh: found.name, en: found.name_en });
  };
  const waiting = items.filter((one) => one.state === 'proposed');
  const units = agencies.map((one) => ({
    value: one.uscc,
    label: side({ zh: one.name, en: one.name_en ?? one.name }),
  }));
  const places = regions.map(({ code: value }) => ({ value, label: `${value} ${place(value)}` }));
  const powerChoices = Object.entries(powers).map(([value, words]) => ({ value, label: side(words) }));
  const what = (facts: Readonly<Record<string, string>>) => {
    const power = facts.power as keyof typeof powers | undefined;
    if (power !== undefined) return side(powers[power]);
    return [facts.name ?? facts.to_name ?? facts.successors ?? '', facts.entries ?? ''].join(' ').trim();
  };
  const common = (
    <>
      <DateInput name="effective_on" label={t('effective')} defaultValue={today} />
      <TextInput name="document_no" label={t('document_no')} width="medium" maxLength={80} />
      <Button>{t('enter')}</Button>
    </>
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <LinkButton look="plain" to={paths.regions()}>
            {t('regions_title')}
          </LinkButton>
        }
      />
      {actionData !== undefined && 'done' in actionData && (
        <Notice tone="success" live>
          {t(actionData.done === 'confirmed' ? 'confirmed' : 'saved')}
        </Notice>
      )}
      <Section title={t('waiting')}>
        {waiting.length === 0 && (
          <Empty title={t('no_waiting')}>
            <p>{t('no_waiting_text')}</p>
          </Empty>
        )}
        {waiting.map((one) => (
          <CaseAction
            key={one.id}
            name={`decide-${one.id}`}
            title={`${side(officeCaseKinds.words[one.kind])} · ${place(one.region_code)}`}
            refusal={null}
          >
            <input type="hidden" name="id" value={one.id} />
            <p>
              {one.agency !== null && <UnitName of={one.agency} />} <span lang="zh-CN">{what(one.facts)}</span>
              {' · '}
              {one.effective_on} · <span lang="zh-CN">{one.document_no}</span> · {t('entered_by')}{' '}
              <span lang="zh-CN">{one.proposed_by}</span>
            </p>
            {one.moving !== null && <p>{t('moving', { count: one.moving })}</p>}
            {one.open_matters.length > 0 && (
              <Notice tone="refusal">
                <p>{t('open_matters')}</p>
                <ul>
                  {one.open_matters.map(({ matter, count }) => (
                    <li key={matter}>
                      {side(openMatters.words[matter])}: {count}
                    </li>
                  ))}
                </ul>
              </Notice>
            )}
            <TextInput name="opinion" label={t('opinion')} maxLength={300} />
            <div className="actions">
              {one.may_decide ? (
                <>
                  <ConfirmButton
                    name="intent"
                    value="confirm"
                    title={t('confirm_title', { what: side(officeCaseKinds.words[one.kind]) })}
                    consequence={t('confirm_text')}
                  >
                    {t('confirm')}
                  </ConfirmButton>
                  <Button name="intent" value="refuse" look="plain">
                    {t('refuse')}
                  </Button>
                </>
              ) : (
                <Button name="intent" value="refuse" look="plain">
                  {t('withdraw')}
                </Button>
              )}
            </div>
          </CaseAction>
        ))}
      </Section>
      <Section title={t('mandates')}>
        <DataTable
          caption={t('mandates')}
          captionHidden
          rows={mandates}
          rowKey={(row) => `${row.region_code}${row.power}${row.valid_from}`}
          empty={<Empty title={t('no_mandates')} />}
          columns={[
            { key: 'region', head: t('region'), cell: (row) => place(row.region_code) },
            { key: 'power', head: t('power'), cell: (row) => side(powers[row.power]) },
            { key: 'agency', head: t('agency'), cell: (row) => <UnitName of={row.agency} /> },
            { key: 'from', head: t('from'), kind: 'fixed', cell: (row) => row.valid_from },
            { key: 'to', head: t('to'), kind: 'fixed', cell: (row) => row.valid_to ?? <Void /> },
            {
              key: 'state',
              head: t('state'),
              cell: (row) => (
                <StateDot tone={row.current ? 'done' : row.valid_from > today ? 'wait' : 'off'}>
                  {t(row.current ? 'now' : row.valid_from > today ? 'not_yet' : 'before')}
                </StateDot>
              ),
            },
            { key: 'doc', head: t('document_no'), cell: (row) => <span lang="zh-CN">{row.document_no}</span> },
          ]}
        />
      </Section>
      <Section title={t('enter')}>
        <CaseAction name="appoint" title={side(officeCaseKinds.words.appoint)} refusal={null} folded>
          <input type="hidden" name="kind" value="appoint" />
          <Select name="region_code" label={t('region')} options={places} />
          <Select name="power" label={t('power')} options={powerChoices} />
          <Select name="uscc" label={t('agency')} options={units} />
          {common}
        </CaseAction>
        <CaseAction name="end_power" title={side(officeCaseKinds.words.end_power)} refusal={null} folded>
          <input type="hidden" name="kind" value="end_power" />
          <Select name="region_code" label={t('region')} options={places} />
          <Select name="power" label={t('power')} options={powerChoices} />
          {common}
        </CaseAction>
        <CaseAction name="found" title={side(officeCaseKinds.words.found)} refusal={null} folded>
          <input type="hidden" name="kind" value="found" />
          <Select name="region_code" label={t('region')} options={places} />
          <TextInput name="uscc" label={t('uscc')} width="medium" maxLength={18} />
          <TextInput name="name" label={t('name')} width="medium" maxLength={120} />
          <TextInput name="name_en" label={t('name_en')} width="medium" maxLength={160} />
          {common}
        </CaseAction>
        <CaseAction name="rename" title={side(officeCaseKinds.words.rename)} refusal={null} folded>
          <input type="hidden" name="kind" value="rename" />
          <Select name="uscc" label={t('agency')} options={units} />
          <TextInput name="name" label={t('name')} width="medium" maxLength={120} />
          <TextInput name="name_en" label={t('name_en')} width="medium" maxLength={160} />
          {common}
        </CaseAction>
        <CaseAction name="hand_over" title={side(officeCaseKinds.words.hand_over)} refusal={null} folded>
          <input type="hidden" name="kind" value="hand_over" />
          <p className="help">{t('hand_over_text')}</p>
          <Select name="uscc" label={t('hand_over_from')} options={units} />
          <Select name="to" label={t('hand_over_to')} options={units} />
          <TextArea
            name="entries"
            label={t('hand_over_entries')}
            help={t('hand_over_entries_help')}
            rows={3}
            optional
            limit={8000}
          />
          {common}
        </CaseAction>
        {(['merge', 'split', 'dissolve'] as const).map((kind) => (
          <CaseAction key={kind} name={kind} title={side(officeCaseKinds.words[kind])} refusal={null} folded>
            <input type="hidden" name="kind" value={kind} />
            <Select name="uscc" label={t('agency')} options={units} />
            <TextInput name="successors" label={t('successors')} help={t('successors_help')} optional maxLength={200} />
            {common}
          </CaseAction>
        ))}
      </Section>
      <Section title={t('history')}>
        <DataTable
          caption={t('history')}
          captionHidden
          rows={items.filter((one) => one.state !== 'proposed')}
          rowKey={(row) => row.id}
          empty={<Empty title={t('no_history')} />}
          columns={[
            { key: 'kind', head: t('case'), cell: (row) => side(officeCaseKinds.words[row.kind]) },
            { key: 'region', head: t('region'), cell: (row) => place(row.region_code) },
            {
              key: 'agency',
              head: t('agency'),
              cell: (row) => (row.agency === null ? <Void /> : <UnitName of={row.agency} />),
            },
            { key: 'what', head: t('name'), cell: (row) => <span lang="zh-CN">{what(row.facts)}</span> },
            { key: 'on', head: t('effective'), kind: 'fixed', cell: (row) => row.effective_on },
            { key: 'state', head: t('state'), cell: (row) => side(officeCaseStates.words[row.state]) },
            { key: 'doc', head: t('document_no'), cell: (row) => <span lang="zh-CN">{row.document_no}</span> },
            {
              key: 'opinion',
              head: t('opinion'),
              cell: (row) => (row.opinion === '' ? <Void /> : <Mixed>{row.opinion}</Mixed>),
            },
          ]}
        />
      </Section>
    </>
  );
}
