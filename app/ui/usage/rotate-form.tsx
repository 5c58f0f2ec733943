import { Link } from 'react-router';
import { keys } from '#app/i18n/keys.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Form } from '#app/ui/form.tsx';
import { Section } from '#app/ui/section.tsx';

export interface RotateFormProps {
  readonly id: string;
  readonly name: string;
  readonly hours: readonly number[];
}

export function RotateForm({ id, name, hours }: RotateFormProps) {
  const t = useT(keys);
  return (
    <Section id="rotate" title={t('rotate_title', { name })} lead={t('rotate_text')}>
      <Form name="rotate">
        <input type="hidden" name="key_id" value={id} />
        <Select
          name="overlap_hours"
          label={t('overlap')}
          blank={null}
          defaultValue="24"
          options={hours.map((one) => ({ value: String(one), label: t(`overlap_${one}` as 'overlap_24') }))}
        />
        <p className="actions">
          <Button name="intent" value="rotate">
            {t('rotate')}
          </Button>{' '}
          <Link to={paths.keys()}>{t('cancel')}</Link>
        </p>
      </Form>
    </Section>
  );
}
