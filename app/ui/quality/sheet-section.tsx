import { quality as words } from '#app/i18n/quality.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '../button.tsx';
import { FileInput } from '../file-input.tsx';
import { Form } from '../form.tsx';
import { Section } from '../section.tsx';

/** The dictionary as a file: out to a spreadsheet program, and back to be looked at. */
export function SheetSection({
  entryId,
  edit,
  action,
}: {
  readonly entryId: string;
  readonly edit: boolean;
  readonly action: string;
}) {
  const t = useT(words);
  return (
    <Section id="sheet" title={t('sheet')} lead={t('sheet_lead')}>
      <p className="actions mb-4">
        <a className="btn" data-look="plain" href={paths.dictionarySheet(entryId, true)} download>
          {t('sheet_download')}
        </a>
        <a href={paths.dictionarySheet(entryId, false)} download>
          {t('sheet_plain')}
        </a>
      </p>
      {edit && (
        <Form name="sheet" encType="multipart/form-data" action={action}>
          <FileInput name="file" label={t('sheet_file')} help={t('sheet_file_help')} accept=".csv,.tsv,.txt,text/csv" />
          <Button look="plain" name="intent" value="sheet">
            {t('sheet_read')}
          </Button>
        </Form>
      )}
    </Section>
  );
}
