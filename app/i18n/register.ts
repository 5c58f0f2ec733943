import type { Words } from '#api/kernel/words.ts';

/** Registration of enterprises. */
export const register = {
  title: ['企业注册', 'Register an enterprise'],
  lead: [
    '注册后可以申请授权开发、上架数据产品、采购产品。查询和下载公开数据不需要注册。',
    'With an account you can apply for licensed data, list products and buy them. Open data needs none.',
  ],
  uscc: ['统一社会信用代码', 'Unified social credit code'],
  uscc_help: ['营业执照上的 18 位代码，会核对校验位。', 'The 18 characters on the licence; the check digit is tested.'],
  name: ['企业名称', 'Name of the enterprise'],
  name_help: ['与营业执照一致，将写入协议和证书。', 'As on the licence: it goes into agreements and certificates.'],
  region: ['所在地区', 'Region'],
  contact: ['公开联系方式', 'Public contact'],
  contact_help: [
    '单位的电话或者邮箱，会在产品页面公开；请勿填写个人信息。',
    'A telephone or mailbox of the enterprise, shown with its products; nothing personal.',
  ],
  account: ['首个账号', 'First account'],
  account_lead: [
    '首个账号拥有开发、采购、签署和管理职责。',
    'The first account may develop, buy, sign and manage for the enterprise.',
  ],
  login: ['登录名', 'Login name'],
  login_help: ['3 至 60 个字母、数字或 . _ - @。', '3 to 60 letters, digits or . _ - @.'],
  display_name: ['姓名', 'Name'],
  display_name_help: ['仅本单位和平台可见。', 'Seen by your enterprise and the platform only.'],
  password: ['密码', 'Password'],
  password_help: [
    '至少 12 个字符，不含登录名、姓名和单位名称，也不是常见的密码。',
    'At least 12 characters, without your login name, your name or that of the enterprise, and no common password.',
  ],
  submit: ['注册', 'Register'],
  have_account: ['已有账号？', 'Already registered?'],
  sign_in: ['登录', 'Sign in'],
} as const satisfies Words;
