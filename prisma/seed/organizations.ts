/**
 * The demonstration province: governments' bodies by region with their powers, treasuries and accounts.
 * Names are the real kinds of bodies; codes, people and passwords are made up and labelled demonstration.
 */
import type { App } from '#api/context.ts';
import { newId } from '#api/context.ts';
import { makeUscc } from '#api/kernel/identifiers.ts';
import { levelOf, regionName } from '#api/kernel/regions.ts';
import type { Duty, Power } from '#api/organizations/rules/codes.ts';
import { hashPassword } from '#api/people/passwords.ts';

export const demoPassword = 'jinshu-demo-2026';

export interface PersonSpec {
  readonly login: string;
  readonly name: string;
  readonly duties: readonly Duty[];
}

export interface OrganizationSpec {
  /** Short handle for code, e.g. `province.transport`. */
  readonly key: string;
  readonly name: string;
  readonly nameEn: string;
  readonly kind: 'agency' | 'enterprise';
  readonly regionCode: string;
  readonly powers?: readonly Power[];
  readonly contact?: string;
  readonly people: readonly PersonSpec[];
}

const cities: readonly (readonly [code: string, handle: string])[] = [
  ['140100', 'taiyuan'],
  ['140200', 'datong'],
  ['140300', 'yangquan'],
  ['140400', 'changzhi'],
  ['140500', 'jincheng'],
  ['140600', 'shuozhou'],
  ['140700', 'jinzhong'],
  ['140800', 'yuncheng'],
  ['140900', 'xinzhou'],
  ['141000', 'linfen'],
  ['141100', 'lvliang'],
];

const agency = (
  regionCode: string,
  handle: string,
  key: string,
  name: string,
  nameEn: string,
  person: string,
): OrganizationSpec => ({
  key: `${handle}.${key}`,
  name,
  nameEn,
  kind: 'agency',
  regionCode,
  contact: `${key}@${handle}.example`,
  people: [
    { login: `${handle}.${key}`, name: person, duties: ['steward', 'licensing'] },
    { login: `${handle}.${key}.head`, name: `${person.slice(0, 1)}处长`, duties: ['signatory', 'licensing'] },
  ],
});

function government(regionCode: string, handle: string): OrganizationSpec[] {
  const place = regionName(regionCode, 'zh');
  const placeEn = regionName(regionCode, 'en');
  const province = handle === 'province';
  return [
    {
      key: `${handle}.information`,
      name: province ? `${place}行政审批服务管理局` : `${place}行政审批服务管理局`,
      nameEn: `${placeEn} Administrative Approval Service Bureau`,
      kind: 'agency',
      regionCode,
      powers: ['information_department'],
      contact: `information@${handle}.example`,
      people: [
        {
          login: `${handle}.information`,
          name: province ? '郝静' : '审核员',
          duties: ['reviewer', ...(province ? (['auditor', 'admin'] as const) : [])],
        },
        // What one drafts or scores, another publishes.
        ...(province ? [{ login: `${handle}.information.head`, name: '秦岚', duties: ['signatory'] as const }] : []),
      ],
    },
    {
      key: `${handle}.finance`,
      name: province ? `${place}财政厅` : `${place}财政局`,
      nameEn: `${placeEn} Finance Bureau`,
      kind: 'agency',
      regionCode,
      powers: ['finance_bureau'],
      contact: `finance@${handle}.example`,
      people: [
        { login: `${handle}.finance`, name: province ? '康敏' : '复核员', duties: ['finance_review'] },
        { login: `${handle}.finance.cashier`, name: province ? '乔磊' : '经办员', duties: ['finance_issue'] },
      ],
    },
  ];
}

/** Every organisation of the demonstration, developers and buyer included. */
export const organizations: readonly OrganizationSpec[] = [
  ...government('140000', 'province'),
  ...cities.flatMap(([code, handle]) => government(code, handle)),
  agency('140000', 'province', 'transport', '山西省交通运输厅', 'Shanxi Department of Transport', '梁晓燕'),
  agency('140000', 'province', 'ecology', '山西省生态环境厅', 'Shanxi Department of Ecology and Environment', '贺文'),
  agency('140000', 'province', 'health', '山西省卫生健康委员会', 'Shanxi Health Commission', '武丽'),
  agency('140000', 'province', 'statistics', '山西省统计局', 'Shanxi Bureau of Statistics', '景涛'),
  agency('140000', 'province', 'agriculture', '山西省农业农村厅', 'Shanxi Department of Agriculture', '常青'),
  agency('140000', 'province', 'energy', '山西省能源局', 'Shanxi Energy Administration', '阎峰'),
  agency('140000', 'province', 'culture', '山西省文化和旅游厅', 'Shanxi Department of Culture and Tourism', '薛梅'),
  agency('140000', 'province', 'market', '山西省市场监督管理局', 'Shanxi Market Regulation Bureau', '郭志'),
  agency('140000', 'province', 'welfare', '山西省人力资源和社会保障厅', 'Shanxi Department of Human Resources', '田芳'),
  agency('140000', 'province', 'emergency', '山西省应急管理厅', 'Shanxi Department of Emergency Management', '任强'),
  agency('140000', 'province', 'housing', '山西省住房和城乡建设厅', 'Shanxi Department of Housing', '申慧'),
  agency('140000', 'province', 'civil', '山西省民政厅', 'Shanxi Department of Civil Affairs', '牛倩'),
  agency('140100', 'taiyuan', 'transport', '太原市交通运输局', 'Taiyuan Transport Bureau', '吴斌'),
  agency('140200', 'datong', 'culture', '大同市文化和旅游局', 'Datong Culture and Tourism Bureau', '杜鹃'),
  agency('140400', 'changzhi', 'agriculture', '长治市农业农村局', 'Changzhi Agriculture Bureau', '栗勇'),
  agency('140800', 'yuncheng', 'ecology', '运城市生态环境局', 'Yuncheng Ecology Bureau', '解冰'),
  {
    key: 'operator',
    name: '山西晋数公共数据运营有限公司（演示）',
    nameEn: 'Shanxi Jinshu Public Data Operations (demonstration)',
    kind: 'enterprise',
    regionCode: '140000',
    powers: ['platform_operator'],
    contact: 'operator@jinshu.example',
    people: [{ login: 'operator', name: '平台运营', duties: ['admin'] }],
  },
  {
    key: 'developer.road',
    name: '太原路况科技有限公司（演示）',
    nameEn: 'Taiyuan Road Insight (demonstration)',
    kind: 'enterprise',
    regionCode: '140100',
    contact: 'hello@road.example',
    people: [{ login: 'developer', name: '孙悦', duties: ['developer', 'buyer', 'signatory', 'admin'] }],
  },
  {
    key: 'developer.harvest',
    name: '晋中丰禾数据有限公司（演示）',
    nameEn: 'Jinzhong Harvest Data (demonstration)',
    kind: 'enterprise',
    regionCode: '140700',
    contact: 'hello@harvest.example',
    people: [{ login: 'developer2', name: '宋佳', duties: ['developer', 'buyer', 'signatory', 'admin'] }],
  },
  {
    key: 'buyer',
    name: '大同快运物流有限公司（演示）',
    nameEn: 'Datong Express Logistics (demonstration)',
    kind: 'enterprise',
    regionCode: '140200',
    contact: 'hello@express.example',
    people: [{ login: 'buyer', name: '冯凯', duties: ['buyer', 'developer', 'signatory', 'admin'] }],
  },
  // Later comers stand at the end: the running number of those above is part of their codes.
  {
    key: 'buyer.cold',
    name: '临汾鲜达冷链有限公司（演示）',
    nameEn: 'Linfen Fresh Cold Chain (demonstration)',
    kind: 'enterprise',
    regionCode: '141000',
    contact: 'hello@cold.example',
    people: [{ login: 'buyer2', name: '裴然', duties: ['buyer', 'admin'] }],
  },
  {
    key: 'buyer.travel',
    name: '太原晋游旅行社有限公司（演示）',
    nameEn: 'Taiyuan Jinyou Travel (demonstration)',
    kind: 'enterprise',
    regionCode: '140100',
    contact: 'hello@travel.example',
    people: [{ login: 'buyer3', name: '温雅', duties: ['buyer', 'admin'] }],
  },
  agency('140300', 'yangquan', 'market', '阳泉市市场监督管理局', 'Yangquan Market Regulation Bureau', '白洁'),
  agency('140500', 'jincheng', 'housing', '晋城市住房和城乡建设局', 'Jincheng Housing Bureau', '焦阳'),
  agency('140600', 'shuozhou', 'energy', '朔州市能源局', 'Shuozhou Energy Bureau', '丰年'),
  agency('140700', 'jinzhong', 'welfare', '晋中市人力资源和社会保障局', 'Jinzhong Human Resources Bureau', '郝敏'),
  agency('140900', 'xinzhou', 'culture', '忻州市文化和旅游局', 'Xinzhou Culture and Tourism Bureau', '邢玉'),
  agency('141000', 'linfen', 'agriculture', '临汾市农业农村局', 'Linfen Agriculture Bureau', '柴军'),
  agency('141100', 'lvliang', 'emergency', '吕梁市应急管理局', 'Lüliang Emergency Management Bureau', '雒平'),
  // Reads the books of the province and changes nothing; those of a city are opened to it by document.
  {
    key: 'province.audit',
    name: '山西省审计厅',
    nameEn: 'Shanxi Audit Office',
    kind: 'agency',
    regionCode: '140000',
    powers: ['audit_office'],
    contact: 'audit@province.example',
    people: [{ login: 'province.audit', name: '程坚', duties: ['auditor'] }],
  },
];

/** Made-up subject code: registration authority and kind by sort of body, region, then the running number. */
function usccOf(spec: OrganizationSpec, index: number): string {
  const head = spec.kind === 'agency' ? '11' : '91';
  return makeUscc(
    `${head}${spec.regionCode}${String(index + 1).padStart(5, '0')}DEM${spec.kind === 'agency' ? 'G' : 'E'}`,
  );
}

export interface SeededOrganization extends OrganizationSpec {
  readonly id: string;
  readonly uscc: string;
  /** Person ids by login. */
  readonly personIds: Readonly<Record<string, string>>;
}

/** Inserts the organisations (all, or those of the keys) with mandates, treasuries and accounts. */
export async function seedOrganizations(
  app: App,
  keys?: readonly string[],
): Promise<ReadonlyMap<string, SeededOrganization>> {
  const passwordHash = await hashPassword(demoPassword);
  const createdAt = app.clock.now();
  const made = new Map<string, SeededOrganization>();
  for (const [index, spec] of organizations.entries()) {
    if (keys !== undefined && !keys.includes(spec.key)) continue;
    const id = newId(app, 'organization');
    const uscc = usccOf(spec, index);
    const personIds: Record<string, string> = {};
    await app.db.organization.create({
      data: {
        id,
        uscc,
        name: spec.name,
        nameEn: spec.nameEn,
        kind: spec.kind,
        regionCode: spec.regionCode,
        level: levelOf(spec.regionCode),
        contact: spec.contact ?? null,
        demo: true,
        createdAt,
        mandates: {
          create: (spec.powers ?? []).map((power) => ({
            id: newId(app, 'mandate'),
            power,
            regionCode: spec.regionCode,
            documentNo: `演示〔2021〕${index + 1}号`,
            validFrom: '2021-01-01',
          })),
        },
      },
    });
    for (const person of spec.people) {
      const personId = newId(app, 'person');
      personIds[person.login] = personId;
      await app.db.person.create({
        data: {
          id: personId,
          login: person.login,
          displayName: person.name,
          passwordHash,
          createdAt,
          memberships: { create: { organizationId: id, duties: [...person.duties], createdAt } },
        },
      });
    }
    made.set(spec.key, { ...spec, id, uscc, personIds });
  }
  return made;
}
