import { fields } from '#api/catalog/rules/codes.ts';
import {
  codedElements,
  fieldStatuses,
  type RequirementField,
  type RequirementRule,
} from '#api/catalog/rules/requirement.ts';
import type { RequirementOut, RequirementSummary } from '#api/compilation/requirements.ts';
import { requirementStates, standings } from '#api/compilation/rules/codes.ts';
import { requirements } from '#app/i18n/requirements.ts';
import { useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Mixed } from '#app/ui/mixed.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';

export function RequirementState({ of }: { readonly of: Pick<RequirementSummary, 'state' | 'standing'> }) {
  const side = useSide();
  const tone =
    of.standing === 'in_force'
      ? 'done'
      : of.standing === 'coming'
        ? 'wait'
        : of.state === 'dropped' || of.standing === 'superseded'
          ? 'off'
          : 'open';
  return (
    <StateDot tone={tone}>
      {side(
        of.standing === null || of.standing === undefined
          ? requirementStates.words[of.state]
          : standings.words[of.standing],
      )}
    </StateDot>
  );
}

export function useVersionName() {
  const t = useT(requirements);
  return (number: number) => (number === 0 ? t('version_0') : t('version_n', { n: number }));
}

/** Every element with what the version asks of it; `edit` makes a link of the name where the draft is open. */
export function RequirementFields({
  of,
  edit,
}: {
  readonly of: Pick<RequirementOut, 'content'>;
  readonly edit?: (field: RequirementField) => React.ReactNode;
}) {
  const t = useT(requirements);
  const side = useSide();
  const limits = (field: RequirementField) =>
    [
      field.min_length === null || field.min_length === undefined ? '' : t('at_least_n', { n: field.min_length }),
      field.max_length === null || field.max_length === undefined ? '' : t('at_most_n', { n: field.max_length }),
      field.pattern === null || field.pattern === undefined ? '' : t('form_of', { pattern: field.pattern }),
      field.list === null || field.list === undefined ? '' : t('of_list', { list: field.list }),
    ].filter((one) => one !== '');
  const columns: readonly Column<RequirementField>[] = [
    {
      key: 'element',
      head: t('element'),
      cell: (field) => <Mixed>{side(field.name) || side(fields.words[field.element])}</Mixed>,
    },
    {
      key: 'status',
      head: t('status'),
      cell: (field) => (
        <>
          {side(fieldStatuses.words[field.status])}
          {field.status === 'conditional' && field.when !== null && field.when !== undefined && (
            <div>
              <small>
                {t('when', {
                  element: side(fields.words[field.when.element]),
                  values: conditionText(field.when, side),
                })}
              </small>
            </div>
          )}
        </>
      ),
    },
    { key: 'limits', head: t('limits'), cell: (field) => <Mixed>{limits(field).join(' · ')}</Mixed> },
    { key: 'hint', head: t('hint'), cell: (field) => <Mixed>{side(field.hint)}</Mixed> },
    {
      key: 'source',
      head: t('source'),
      cell: ({ clause }) => <span lang="zh-CN">{`${clause.instrument} ${clause.article}`.trim()}</span>,
    },
    ...(edit === undefined ? [] : [{ key: 'edit', head: t('edit'), kind: 'fixed' as const, cell: edit }]),
  ];
  return (
    <DataTable
      caption={t('elements')}
      captionHidden
      columns={columns}
      rows={of.content.fields as RequirementField[]}
      rowKey={(field) => field.element}
    />
  );
}

function conditionText(
  { element, is }: NonNullable<RequirementField['when']>,
  side: (both: readonly [string, string]) => string,
): string {
  const words: Readonly<Record<string, readonly [string, string]>> = codedElements[element].words;
  return is.map((code) => side(words[code] ?? [code, code])).join(side(['、', ', ']));
}

export function RequirementLists({
  of,
  actions,
}: {
  readonly of: Pick<RequirementOut, 'content'>;
  readonly actions?: (code: string) => React.ReactNode;
}) {
  const t = useT(requirements);
  const side = useSide();
  return (
    <DataTable
      caption={t('lists')}
      captionHidden
      rows={of.content.lists ?? []}
      rowKey={(list) => list.code}
      empty={t('lists_none')}
      columns={[
        { key: 'code', head: t('list_code'), kind: 'fixed', cell: (list) => list.code },
        {
          key: 'name',
          head: t('name'),
          cell: (list) => <Mixed>{side({ zh: list.name.zh ?? '', en: list.name.en ?? '' })}</Mixed>,
        },
        {
          key: 'values',
          head: t('values'),
          cell: (list) => (
            <Mixed>
              {list.values
                .map((one) => side({ zh: one.zh || one.value, en: one.en || one.value }))
                .join(side(['、', ', ']))}
            </Mixed>
          ),
        },
        ...(actions === undefined
          ? []
          : [{ key: 'edit', head: t('edit'), cell: (list: { code: string }) => actions(list.code) }]),
      ]}
    />
  );
}

export function RequirementRules({
  of,
  actions,
}: {
  readonly of: Pick<RequirementOut, 'content'>;
  readonly actions?: (no: string) => React.ReactNode;
}) {
  const t = useT(requirements);
  const side = useSide();
  return (
    <DataTable
      caption={t('rules')}
      captionHidden
      rows={(of.content.rules ?? []) as RequirementRule[]}
      rowKey={(rule) => rule.no}
      empty={t('rules_none')}
      columns={[
        { key: 'no', head: t('rule_no'), kind: 'fixed', cell: (rule) => rule.no },
        { key: 'rule', head: t('rule'), cell: (rule) => <Mixed>{side(rule.says)}</Mixed> },
        {
          key: 'source',
          head: t('source'),
          cell: ({ clause }) => <span lang="zh-CN">{`${clause.instrument} ${clause.article}`.trim()}</span>,
        },
        ...(actions === undefined
          ? []
          : [{ key: 'edit', head: t('edit'), cell: (rule: RequirementRule) => actions(rule.no) }]),
      ]}
    />
  );
}

export function RequirementChanges({ of }: { readonly of: Pick<RequirementOut, 'differences'> }) {
  const t = useT(requirements);
  const side = useSide();
  const what = { field: t('of_field'), list: t('of_list_word'), rule: t('of_rule') };
  const kinds = { added: t('kind_added'), removed: t('kind_removed'), changed: t('kind_changed') };
  const parts: Readonly<Record<string, string>> = {
    name: t('name'),
    status: t('status'),
    when: t('when_element'),
    min_length: t('min_length'),
    max_length: t('max_length'),
    pattern: t('pattern'),
    list: t('list'),
    hint: t('hint'),
    clause: t('source'),
    values: t('values'),
    says: t('rule'),
  };
  const text = (words: string | null) =>
    words === null
      ? null
      : words
          .split(' · ')
          .map((one) => (fieldStatuses.is(one) ? side(fieldStatuses.words[one]) : one))
          .join(' · ');
  return (
    <DataTable
      caption={t('compare')}
      captionHidden
      rows={of.differences}
      rowKey={(one) => `${one.of}.${one.key}`}
      empty={t('no_changes')}
      columns={[
        {
          key: 'key',
          head: t('of'),
          cell: (one) =>
            `${what[one.of]}: ${one.of === 'field' && fields.is(one.key) ? side(fields.words[one.key]) : one.key}`,
        },
        {
          key: 'kind',
          head: t('kind'),
          cell: (one) => (
            <>
              {kinds[one.kind]}
              {one.parts.length > 0 && (
                <div>
                  <small>{one.parts.map((part) => parts[part] ?? part).join(side(['、', ', ']))}</small>
                </div>
              )}
            </>
          ),
        },
        {
          key: 'before',
          head: t('before'),
          cell: (one) =>
            one.before === null ? null : (
              <del className="diff-before">
                <Mixed>{text(one.before) ?? ''}</Mixed>
              </del>
            ),
        },
        {
          key: 'after',
          head: t('after'),
          cell: (one) =>
            one.after === null ? null : (
              <ins className="diff-after">
                <Mixed>{text(one.after) ?? ''}</Mixed>
              </ins>
            ),
        },
      ]}
    />
  );
}
