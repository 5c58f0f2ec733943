import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'offices.not_yours': {
    status: 403,
    zh: '机构和职权由本级或者上一级政务信息管理部门按文件登记。',
    en: 'Agencies and powers are entered by document by the information department of the region or of the one above.',
    article: '4',
  },
  'offices.two_people': {
    status: 403,
    zh: '登记的人不能自己复核，须由另一人办理。',
    en: 'Whoever entered it does not confirm it; another person does.',
  },
  'offices.case_not_found': { status: 404, zh: '没有这项登记。', en: 'There is no such case.' },
  'offices.case_over': { status: 409, zh: '该登记已经办结。', en: 'This case is decided already.' },
  'offices.unknown_agency': {
    status: 422,
    zh: '没有统一社会信用代码为“{{uscc}}”的在册政务机构。',
    en: 'There is no agency in being with the social credit code "{{uscc}}".',
  },
  'offices.power_standing': {
    status: 409,
    zh: '该机构已经承担这项职权。',
    en: 'This agency holds the power already.',
  },
  'offices.power_day': {
    status: 422,
    zh: '起始日期须晚于 {{day}}：一个地区的一项职权同一天只有一个承担机构。',
    en: 'The first day must lie after {{day}}: a power of a region has one holder on any day.',
    article: '4',
  },
  'offices.power_region': {
    status: 422,
    zh: '职权由同级机构承担；只有审计机关可以依文件查阅下级地区。',
    en: 'A power is held by an agency of the same region; only an audit office may be opened a region below.',
    article: '4',
  },
  'offices.needs_successor': {
    status: 409,
    zh: '县级以上人民政府须有一个政务信息管理部门：请直接确定接任机构，不能只终止。',
    en: 'A government has one information department: appoint the successor instead of ending it.',
    article: '4',
  },
  'offices.no_power': {
    status: 409,
    zh: '该地区现在没有机构承担这项职权。',
    en: 'Nobody holds this power in the region at present.',
  },
  'offices.uscc_taken': {
    status: 409,
    zh: '统一社会信用代码“{{uscc}}”已经登记。',
    en: 'The social credit code "{{uscc}}" is registered.',
  },
  'offices.uscc_invalid': {
    status: 422,
    zh: '统一社会信用代码“{{uscc}}”的校验位不正确，或者不是机关、事业单位的代码。',
    en: 'The social credit code "{{uscc}}" fails its check digit or is not that of a government body.',
  },
  'offices.open_matters': {
    status: 409,
    zh: '该机构还有 {{count}} 项未了事项须先移交或者办结。',
    en: '{{count}} open matter(s) must be handed over or concluded first.',
  },
  'offices.case_standing': {
    status: 409,
    zh: '该机构已有一项“{{kind}}”登记待复核，请先办结或者撤回。',
    en: 'A case "{{kind_en}}" of this agency waits already: have it decided or taken back first.',
  },
  'offices.hand_over_region': {
    status: 422,
    zh: '条目只移交给同一地区的机构。',
    en: 'Entries are handed over to an agency of the same region only.',
    article: '4',
  },
  'offices.hand_over_self': {
    status: 422,
    zh: '移交的接收机构不能是移出机构。',
    en: 'The agency that takes over is another one.',
  },
  'offices.hand_over_unknown': {
    status: 422,
    zh: '该机构没有这些未撤销的条目：{{codes}}。',
    en: 'The agency has no such entries, or they are withdrawn: {{codes}}.',
  },
  'offices.hand_over_nothing': {
    status: 409,
    zh: '该机构没有可以移交的条目。',
    en: 'The agency has no entry to hand over.',
  },
  'offices.day_ahead': {
    status: 422,
    zh: '生效日期 {{day}} 尚未到达，届时再复核。',
    en: 'It takes effect on {{day}}; confirm it then.',
  },
  'regions.kept_by_province': {
    status: 403,
    zh: '行政区划由省政务信息管理部门维护。',
    en: 'The tree of regions is kept by the information department of the province.',
    article: '4',
  },
  'regions.unknown': {
    status: 422,
    zh: '“{{code}}”在 {{day}} 不是有效的行政区划。',
    en: '"{{code}}" is no region in force on {{day}}.',
  },
  'regions.code_unfit': {
    status: 422,
    zh: '代码须为本省六位区划代码，或者“六位代码-两位序号”的开发区代码，且上级在当日有效。',
    en: 'The code has six digits of this province, or six digits, a dash and two for a zone, and its parent is in force.',
  },
  'regions.code_taken': {
    status: 409,
    zh: '代码“{{code}}”在该日已有效。',
    en: 'Code "{{code}}" is in force on that day.',
  },
  'regions.has_children': {
    status: 409,
    zh: '该地区之下还有 {{count}} 个有效的行政区划。',
    en: '{{count}} region(s) in force lie below it.',
  },
  'regions.day': {
    status: 422,
    zh: '日期须晚于该行的起始日期 {{day}}。',
    en: 'The day must lie after the first day of the row, {{day}}.',
  },
});
