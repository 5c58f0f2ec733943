import { addClassBody, chosenClass, closeClassBody, renameClassBody } from '#api/bases/contract.ts';
import { classificationActions } from '#api/bases/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { bases } from '#app/i18n/bases.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Void } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.classification.ts';

export function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(() => services.bases.listClassificationDesk(ctx));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { bases: room } }) => {
    if (form.name === 'add') {
      const input = form.read(addClassBody);
      await form.once((once) => room.addClassification(once, input));
    } else if (form.name === 'rename') {
      const { code, ...input } = form.read(renameClassBody.extend(chosenClass.shape));
      await form.once((once) => room.renameClassification(once, code, input));
    } else {
      const { code, ...input } = form.read(closeClassBody.extend(chosenClass.shape));
      await form.once((once) => room.closeClassification(once, code, input));
    }
    return { done: true as const };
  });
}

export default function Classification({ loaderData: { items, changes, may_edit }, actionData }: Route.ComponentProps) {
  const t = useT(bases);
  const side = useSide();
  const label = (one: { code: string; name: string; name_en: string }) =>
    `${one.code} ${side({ zh: one.name, en: one.name_en })}`;
  const open = items.filter((one) => one.closed_on === null);
  const parents = open.filter((one) => one.depth < 4).map((one) => ({ value: one.code, label: label(one) }));
  const changeable = open.filter((one) => one.depth > 1).map((one) => ({ value: one.code, label: label(one) }));
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: t('title'), to: paths.baseDesks() }]}
        title={t('class_title')}
        lead={t('class_lead')}
      />
      {actionData !== undefined && 'done' in actionData && (
        <Notice tone="success" live>
          {t('saved')}
        </Notice>
      )}
      <DataTable
        caption={t('class_title')}
        captionHidden
        rows={items}
        rowKey={(row) => row.code}
        columns={[
          { key: 'code', head: t('code'), kind: 'fixed', cell: (row) => row.code },
          { key: 'name', head: t('name'), cell: (row) => side({ zh: row.name, en: row.name_en }) },
          { key: 'entries', head: t('hangs'), kind: 'number', cell: (row) => row.entries },
          {
            key: 'set',
            head: t('used_by'),
            cell: (row) => (row.set === null ? <Void /> : <span lang="zh-CN">{row.set}</span>),
          },
          {
            key: 'state',
            head: t('state'),
            cell: (row) =>
              row.closed_on === null ? (
                <StateDot tone="done">{t('class_open')}</StateDot>
              ) : (
                <StateDot tone="off">{t('class_closed', { day: row.closed_on })}</StateDot>
              ),
          },
        ]}
      />
      {may_edit ? (
        <Section title={t('class_change')}>
          <CaseAction name="add" title={t('class_add')} refusal={null}>
            <Select name="parent_code" label={t('parent')} options={parents} />
            <TextInput name="name" label={t('name')} width="medium" maxLength={80} />
            <TextInput name="name_en" label={t('name_en')} width="medium" maxLength={120} />
            <TextInput name="document_no" label={t('document_no')} width="medium" maxLength={80} />
            <Button>{t('class_add')}</Button>
          </CaseAction>
          <CaseAction name="rename" title={t('class_rename')} refusal={null} folded>
            <Select name="code" label={t('class_which')} options={changeable} />
            <TextInput name="name" label={t('name')} width="medium" maxLength={80} />
            <TextInput name="name_en" label={t('name_en')} width="medium" maxLength={120} />
            <TextInput name="document_no" label={t('document_no')} width="medium" maxLength={80} />
            <Button>{t('class_rename')}</Button>
          </CaseAction>
          <CaseAction name="close" title={t('class_close')} lead={t('close_text')} refusal={null} folded>
            <Select name="code" label={t('class_which')} options={changeable} />
            <TextInput name="document_no" label={t('document_no')} width="medium" maxLength={80} />
            <ConfirmButton look="plain" title={t('class_close')} consequence={t('class_lead')}>
              {t('class_close')}
            </ConfirmButton>
          </CaseAction>
        </Section>
      ) : (
        <p className="help">{t('department_does')}</p>
      )}
      <Section title={t('changes')}>
        <DataTable
          caption={t('changes')}
          captionHidden
          rows={changes}
          rowKey={(row) => `${row.at}${row.code}${row.action}`}
          empty={<Empty title={t('no_changes')} />}
          columns={[
            { key: 'at', head: t('day'), kind: 'fixed', cell: (row) => <DateText instant={row.at} /> },
            { key: 'code', head: t('code'), kind: 'fixed', cell: (row) => row.code },
            { key: 'action', head: t('change'), cell: (row) => side(classificationActions.words[row.action]) },
            { key: 'name', head: t('name'), cell: (row) => <span lang="zh-CN">{row.name}</span> },
            { key: 'doc', head: t('document_no'), cell: (row) => <span lang="zh-CN">{row.document_no}</span> },
          ]}
        />
      </Section>
    </>
  );
}
