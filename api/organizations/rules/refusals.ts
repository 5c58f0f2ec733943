import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'organization.uscc_invalid': {
    status: 422,
    zh: '统一社会信用代码“{{uscc}}”的校验位不正确，请核对营业执照。',
    en: 'The unified social credit code "{{uscc}}" fails its check digit; compare it with the licence.',
  },
  'organization.uscc_taken': {
    status: 409,
    zh: '该统一社会信用代码已经注册，请联系本单位管理员添加账号。',
    en: 'This social credit code is already registered; ask its administrator for an account.',
  },
  'organization.not_enterprise': {
    status: 422,
    zh: '代码“{{uscc}}”不属于企业（企业代码以 9 开头），政务机构由信息管理部门登记。',
    en: 'The code "{{uscc}}" is not an enterprise (those begin with 9); agencies are entered by the information department.',
  },
  'organization.login_taken': { status: 409, zh: '登录名已被使用。', en: 'This login name is taken.' },
  'organization.not_found': { status: 404, zh: '没有这个单位。', en: 'There is no such organisation.' },
  'organization.certificate_not_found': {
    status: 404,
    zh: '没有这份单位证书。',
    en: 'There is no such certificate.',
  },
  'organization.certificate_duty': {
    status: 403,
    zh: '吊销单位证书须由签署人员或者单位管理员办理。',
    en: 'A certificate is revoked by a signatory or an administrator.',
  },
  'organization.certificate_revoked': {
    status: 409,
    zh: '这份证书已经吊销，不能再次吊销。',
    en: 'This certificate is revoked already.',
  },
  'organization.no_treasury': {
    status: 422,
    zh: '没有登记 {{region}} 的同级国库，请先由财政部门登记。',
    en: 'No treasury is registered for {{region}}; its finance bureau enters it first.',
    article: '21',
  },
});
