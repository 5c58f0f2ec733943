/** The words of the controls and of what was measured. */
import type { Words } from '#api/kernel/words.ts';

export const controlWords = {
  transport: ['传输加密与安全 Cookie', 'Encryption in transit, secure cookies'],
  proxy: ['反向代理配置', 'Proxies in front'],
  session: ['会话期限', 'Term of sessions'],
  factor: ['第二因子', 'Second factor'],
  history: ['历史记录只增不改', 'History is appended only'],
  keys: ['签名密钥加密存放', 'Signing keys encrypted'],
  clock: ['时钟', 'Clock'],
  stamps: ['第三方时间戳', 'Timestamps of a third party'],
  files: ['文件静态加密', 'Files encrypted at rest'],
  backup: ['备份', 'Backup'],
} as const satisfies Words;
export type ControlCode = keyof typeof controlWords;

type Said = readonly [zh: string, en: string];

export const measures = {
  transport: (https: boolean): Said =>
    https
      ? ['公开地址为 https，Cookie 带 Secure 标记。', 'The public address is https; cookies carry Secure.']
      : ['公开地址为 http，Cookie 不带 Secure 标记。', 'The public address is http; cookies do not carry Secure.'],
  proxy: (named: boolean): Said =>
    named
      ? ['已指明可信的代理，来访地址可信。', 'The proxies are named, so callers’ addresses can be relied on.']
      : ['没有配置代理：直接对外时无须配置。', 'None are named; none are needed where the server is reached directly.'],
  session: (hours: number): Said => [
    `会话 ${hours} 小时后失效，Cookie 为 HttpOnly 和 SameSite=Lax。`,
    `Sessions end after ${hours} hours; cookies are HttpOnly and SameSite=Lax.`,
  ],
  factor: (duties: number | null): Said =>
    duties === null
      ? ['本地区没有要求第二因子。', 'The region asks for no second factor.']
      : [`本地区对 ${duties} 项职责要求第二因子。`, `The region asks for a second factor for ${duties} duties.`],
  history: (on: number, all: number): Said => [
    `${all} 张历史表中 ${on} 张的触发器处于启用状态。`,
    `The triggers of ${on} of ${all} tables of history are switched on.`,
  ],
  keys: (all: number, plain: number, ending: number): Said => [
    `有效密钥 ${all} 个，未加密 ${plain} 个，30 天内到期 ${ending} 个。`,
    `${all} keys in force, ${plain} not encrypted, ${ending} ending within 30 days.`,
  ],
  clock: (skew: number): Said => [
    `数据库与应用的时钟相差 ${skew} 毫秒。`,
    `The clocks of the database and of the application differ by ${skew} ms.`,
  ],
  stamps: (outside: boolean): Said =>
    outside
      ? ['时间戳由平台以外的机构签发。', 'Timestamps come from an authority that is not the platform.']
      : [
          '时间戳由平台自己的时钟签发，不是第三方证明。',
          'Timestamps come from the platform’s own clock, which is no third party.',
        ],
  files: (bucket: boolean): Said =>
    bucket
      ? [
          '文件在对象存储，静态加密由存储方负责，平台不能测得。',
          'Files lie in a bucket; its own encryption cannot be measured from here.',
        ]
      : [
          '文件在本机磁盘，磁盘加密不能由平台测得。',
          'Files lie on this machine’s disk; its encryption cannot be measured from here.',
        ],
  backup: (): Said => [
    '平台得不到备份时间，请按运行手册核对。',
    'The age of backups is not known here; check it as the runbook says.',
  ],
} as const;
