import { offices } from '#app/i18n/offices.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Section } from '#app/ui/section.tsx';

interface Someone {
  readonly id: string;
  readonly display_name: string;
}
export interface Room {
  readonly departments: readonly {
    readonly id: string;
    readonly name: string;
    readonly posts: readonly {
      readonly id: string;
      readonly title: string;
      readonly head: boolean;
      readonly holder: Someone | null;
    }[];
  }[];
  readonly people: readonly Someone[];
  readonly may_edit: boolean;
}

/** Departments and who holds which position; the administrator changes them in place. */
export function DepartmentsSection({ room }: { readonly room: Room }) {
  const t = useT(offices);
  const people = room.people.map((one) => ({ value: one.id, label: one.display_name }));
  return (
    <Section title={t('departments')} lead={t('departments_lead')}>
      {room.departments.length === 0 && (
        <Empty title={t('no_departments')}>
          <p>{t('no_departments_text')}</p>
        </Empty>
      )}
      {room.departments.map((one) => (
        <section key={one.id} aria-labelledby={`d-${one.id}`}>
          <h3 id={`d-${one.id}`} lang="zh-CN">
            {one.name}
          </h3>
          <ul>
            {one.posts.map((post) => (
              <li key={post.id}>
                <span lang="zh-CN">{post.title}</span>
                {post.head && ` · ${t('head')}`}: {post.holder?.display_name ?? t('vacant')}
                {room.may_edit && (
                  <Form name={`hold-${post.id}`} inline>
                    <input type="hidden" name="id" value={post.id} />
                    <Select
                      name="person_id"
                      label={t('person')}
                      blank={t('vacant')}
                      optional
                      options={people}
                      defaultValue={post.holder?.id ?? ''}
                    />
                    <Button look="plain" size="small">
                      {t('assign')}
                    </Button>
                  </Form>
                )}
              </li>
            ))}
          </ul>
          {room.may_edit && (
            <>
              <CaseAction name={`post-${one.id}`} title={`${t('add_post')} · ${one.name}`} refusal={null} folded>
                <input type="hidden" name="id" value={one.id} />
                <TextInput name="title" label={t('post')} width="medium" maxLength={60} />
                <div className="actions">
                  <Button name="intent" value="post">
                    {t('add_post')}
                  </Button>
                  <Button name="intent" value="head" look="plain">
                    {`${t('add_post')} (${t('head')})`}
                  </Button>
                </div>
              </CaseAction>
              <Form name={`close-${one.id}`} inline>
                <input type="hidden" name="id" value={one.id} />
                <Button look="plain" size="small">
                  {t('close_department')}
                </Button>
              </Form>
            </>
          )}
        </section>
      ))}
      {room.may_edit && (
        <Form name="department">
          <TextInput name="name" label={t('department')} width="medium" maxLength={60} />
          <Button>{t('add_department')}</Button>
        </Form>
      )}
    </Section>
  );
}
