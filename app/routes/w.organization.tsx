import { regionName } from '#api/kernel/regions.ts';
import {
  duties as dutyWords,
  levels,
  organizationKinds,
  powers as powerWords,
} from '#api/organizations/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { account } from '#app/i18n/account.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/w.organization.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const viewer = services.people.showSession(ctx);
  return { viewer, organization: await services.organizations.getByUscc(ctx, viewer.organization.uscc) };
}

export default function Organization({ loaderData: { viewer, organization } }: Route.ComponentProps) {
  const t = useT(account);
  const side = useSide();
  const locale = useLocale();
  return (
    <>
      <PageHeader title={locale === 'en' ? (organization.name_en ?? organization.name) : organization.name} />
      <DescriptionList
        facts={[
          { term: t('uscc'), value: <code>{organization.uscc}</code> },
          { term: t('kind'), value: side(organizationKinds[organization.kind]) },
          { term: t('region'), value: `${regionName(organization.region_code, locale)} ${organization.region_code}` },
          { term: t('level'), value: side(levels[organization.level]) },
          { term: t('contact'), value: organization.contact },
          {
            term: t('powers'),
            value:
              viewer.powers.length === 0
                ? t('no_powers')
                : viewer.powers
                    .map((p) => `${side(powerWords[p.power])} · ${regionName(p.region_code, locale)}`)
                    .join('；'),
          },
          { term: t('your_duties'), value: viewer.duties.map((duty) => side(dutyWords[duty])).join('、') },
        ]}
      />
    </>
  );
}
