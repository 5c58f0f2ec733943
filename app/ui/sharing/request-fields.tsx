import { sharingMethods } from '#api/sharing/rules/codes.ts';
import { longestText } from '#api/sharing/rules/terms.ts';
import { agencySharing } from '#app/i18n/agency-sharing.ts';
import { useSide, useT } from '#app/present/words.ts';
import { CheckboxGroup, Select } from '#app/ui/choices.tsx';
import { DateInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

interface RequestFieldsProps {
  readonly columns: readonly { readonly name: string; readonly label: string }[];
  /** The way of sharing the catalogue names; a file can be asked for instead. */
  readonly method: keyof typeof sharingMethods.words | null;
  readonly typed?: {
    readonly need: string;
    readonly use_basis: string;
    readonly scenario: string;
    readonly use_scope: string;
    readonly method: string;
    readonly columns: readonly string[];
    readonly rows_wanted: string;
    readonly term_until: string;
  };
}

/** What Article 13 and Order 809, Article 20, ask a request to say. */
export function RequestFields({ columns, method, typed }: RequestFieldsProps) {
  const t = useT(agencySharing);
  const side = useSide();
  const methods = sharingMethods.codes.filter((one) => one === 'file' || method === null || one === method);
  return (
    <>
      <TextArea
        name="need"
        label={t('need')}
        help={t('need_help')}
        limit={longestText}
        rows={3}
        defaultValue={typed?.need ?? ''}
      />
      <TextArea
        name="use_basis"
        label={t('use_basis')}
        help={t('use_basis_help')}
        limit={longestText}
        rows={2}
        defaultValue={typed?.use_basis ?? ''}
      />
      <TextArea
        name="scenario"
        label={t('scenario')}
        limit={longestText}
        rows={2}
        defaultValue={typed?.scenario ?? ''}
      />
      <TextArea
        name="use_scope"
        label={t('use_scope')}
        help={t('use_scope_help')}
        limit={longestText}
        rows={2}
        defaultValue={typed?.use_scope ?? ''}
      />
      <Select
        name="method"
        label={t('method')}
        blank={null}
        defaultValue={typed?.method ?? method ?? 'file'}
        options={methods.map((value) => ({ value, label: side(sharingMethods.words[value]) }))}
      />
      {columns.length > 0 && (
        <CheckboxGroup
          name="columns"
          label={t('columns')}
          help={t('columns_help')}
          optional
          defaultValues={typed?.columns ?? []}
          options={columns.map(({ name, label }) => ({
            value: name,
            label: <span lang="zh-CN">{label === '' || label === name ? name : `${name}（${label}）`}</span>,
          }))}
        />
      )}
      <TextArea
        name="rows_wanted"
        label={t('rows_wanted')}
        limit={longestText}
        rows={2}
        optional
        defaultValue={typed?.rows_wanted ?? ''}
      />
      <DateInput
        name="term_until"
        label={t('term_until')}
        help={t('term_help')}
        defaultValue={typed?.term_until ?? ''}
      />
    </>
  );
}
