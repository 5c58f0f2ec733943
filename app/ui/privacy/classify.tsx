import { identityClasses, reasons } from '#api/datasets/rules/privacy-codes.ts';
import type { PrivacyOut } from '#api/deidentification/show.ts';
import { personalKinds } from '#api/kernel/personal-kinds.ts';
import { privacy } from '#app/i18n/privacy.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';

export type PrivacyTable = PrivacyOut['tables'][number];

/** One line a column: what was found, what is proposed, what is confirmed. */
export function Classify({ table, action }: { readonly table: PrivacyTable; readonly action: string }) {
  const t = useT(privacy);
  const side = useSide();
  return (
    <Form name="classify" action={action}>
      <ul className="privacy-columns">
        {table.columns.map((column, at) => (
          <li key={column.name}>
            <input type="hidden" name={`classes.${at}.column`} value={column.name} />
            <div>
              <strong lang="zh-CN">{column.name}</strong>
              <Found column={column} />
              <p className="help">
                {t('proposed')}: {side(identityClasses.words[column.proposed])} ({side(reasons.words[column.why])})
              </p>
            </div>
            <Select
              name={`classes.${at}.class`}
              label={t('class_of', { column: column.name })}
              blank={null}
              defaultValue={column.confirmed ?? column.proposed}
              options={identityClasses.codes.map((value) => ({ value, label: side(identityClasses.words[value]) }))}
            />
          </li>
        ))}
      </ul>
      <Button name="intent" value="classify">
        {t('confirm_classes')}
      </Button>
    </Form>
  );
}

/** What the scan found in a column, masked, and where inside documents. */
export function Found({ column }: { readonly column: PrivacyTable['columns'][number] }) {
  const t = useT(privacy);
  const locale = useLocale();
  if (column.findings.length === 0) return null;
  return (
    <ul className="help">
      {column.findings.map((one) => (
        <li key={one.kind}>
          {personalKinds.labelOrCode(one.kind, locale)} · {t('hits', { n: one.hits })} ·{' '}
          <span lang="zh-CN">{one.examples.join('  ')}</span>
          {one.paths.length > 0 && (
            <>
              {' '}
              <span lang="zh-CN">{t('paths', { paths: one.paths.join('  ') })}</span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** A table about things: one press, the reason is there already. */
export function NoPersons({ table, action }: { readonly table: PrivacyTable; readonly action: string }) {
  const t = useT(privacy);
  return (
    <Form name="things" action={action}>
      <TextInput
        name="reason"
        label={t('things_reason')}
        defaultValue={table.reason ?? t('things_default')}
        maxLength={500}
      />
      <Button look="plain" name="intent" value="things">
        {t('things_button')}
      </Button>
    </Form>
  );
}
