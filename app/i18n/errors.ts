import type { Words } from '#api/kernel/words.ts';

/** Pages shown instead of the page asked for. */
export const errors = {
  not_found_title: ['没有这个页面', 'There is nothing at this address'],
  not_found: [
    '网址可能有误，或者内容不对外公开。请检查网址，或从检索与首页重新进入。',
    'The address may be mistyped, or the content is not public. Check the address, or start again from the search or the home page.',
  ],
  gone_title: ['内容已撤下', 'This has been withdrawn'],
  gone: [
    '此内容曾经公开，现已撤下；网址予以保留，不会改作他用。',
    'This was public once and has been withdrawn; the address is kept and will not be used for anything else.',
  ],
  forbidden_title: ['无权办理', 'You may not do this'],
  forbidden: [
    '您当前的账号没有办理这项业务的职责。如确需办理，请联系本机构管理员调整职责。',
    'Your account does not hold the duty this needs. If you need it, ask the administrator of your organisation.',
  ],
  sign_in_title: ['请先登录', 'Sign in first'],
  sign_in: ['这项内容需要登录后查看。', 'This needs an account.'],
  refused_title: ['未能办理', 'This was not done'],
  too_many_title: ['请稍后再试', 'Please try again shortly'],
  broken_title: ['系统出错', 'Something went wrong here'],
  broken: [
    '这是平台的错误，不是您的操作问题，已记录在案。没有完成的办理不会留下半截结果，请稍后重试。',
    'The fault is ours, not yours, and has been recorded. Nothing was left half done; please try again shortly.',
  ],
  request_id: ['联系我们时请提供请求编号：{{id}}', 'If you contact us, quote this request number: {{id}}'],
  back: ['返回上一页', 'Back'],
  home: ['返回首页', 'Home page'],
  worklist: ['返回待办', 'Back to the worklist'],
  sign_in_again: ['登录', 'Sign in'],
} as const satisfies Words;
