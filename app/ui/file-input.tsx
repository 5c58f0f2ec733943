import { type ComponentProps, useState } from 'react';
import { ui } from '#app/i18n/ui.ts';
import { bytesText } from '#app/present/format.ts';
import { useT } from '#app/present/words.ts';
import { describedBy, Field, type FieldTexts } from './field.tsx';
import { useField } from './form-context.ts';

export interface FileInputProps
  extends FieldTexts,
    Omit<ComponentProps<'input'>, 'name' | 'className' | 'id' | 'type' | 'width'> {
  readonly name: string;
}

/** The form around it needs `encType="multipart/form-data"`; for a big file use `<UploadForm>`, which shows the progress. */
export function FileInput({ name, label, help, optional, ...native }: FileInputProps) {
  const t = useT(ui);
  const state = useField(name);
  const [chosen, setChosen] = useState<File | null>(null);
  return (
    <Field state={state} label={label} help={help} {...(optional === undefined ? {} : { optional })}>
      <input
        {...native}
        type="file"
        id={state.id}
        name={name}
        className="input"
        onChange={(event) => setChosen(event.currentTarget.files?.[0] ?? null)}
        aria-invalid={state.error !== null || undefined}
        aria-describedby={describedBy(state, help)}
      />
      <p className="help" aria-live="polite">
        {chosen !== null && t('file_chosen', { name: chosen.name, size: bytesText(chosen.size) })}
      </p>
    </Field>
  );
}
