// What must stand before the server can start: packages, the Prisma client, the built pages. Each is made again only when
// its sources changed. Node built-ins only.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Stop, say, step } from './say.mjs';

export const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');
const at = (...parts) => path.join(root, ...parts);

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Stop(
    `需要 Node.js 20.19 或更新版本，当前为 ${process.versions.node}。\nNode.js 20.19 or newer is needed; this is ${process.versions.node}.`,
  );
}

/** Packages, client and pages, less what is told otherwise. */
export async function prepare({ client = true, build = true } = {}) {
  checkNode();
  await alone(async () => {
    await install();
    if (client) await generate();
    if (build) await buildPages();
  });
}

/** What `npm run serve` insists on instead of making it. */
export function requirePrepared() {
  checkNode();
  const missing = [
    [at('node_modules', 'tsx', 'package.json'), 'npm ci'],
    [at('prisma', 'generated', 'client.ts'), 'npx prisma generate'],
    [at('build', 'server', 'index.js'), 'npx react-router build'],
  ].filter(([file]) => !existsSync(file));
  if (missing.length === 0) return;
  const lines = missing.map(([file, command]) => `  ${path.relative(root, file)}  ←  ${command}`).join('\n');
  throw new Stop(
    `npm run serve 不安装、不构建。缺少以下内容，请先准备（或用 npm start）：\nnpm run serve installs and builds nothing. Make these first, or use npm start:\n${lines}`,
  );
}

export async function install() {
  const lockfile = readFileSync(at('package-lock.json'));
  const wanted = hash([lockfile, process.platform, process.arch]);
  const stamp = at('node_modules', '.jinshu-installed');
  if (read(stamp) === wanted) return;
  if (!installedByHand(JSON.parse(lockfile.toString('utf8')))) {
    await step('正在安装依赖（首次约一至三分钟）', 'installing packages (one to three minutes the first time)', () =>
      npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']),
    );
    say('依赖已安装', 'packages installed');
  }
  writeFileSync(stamp, wanted);
}

/** True when an earlier `npm ci` of the same lock file stands complete: installing again would only cost time. */
function installedByHand(lock) {
  const hidden = at('node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const there = JSON.parse(readFileSync(hidden, 'utf8')).packages ?? {};
  return Object.entries(lock.packages).every(([name, entry]) => {
    if (name === '') return true;
    const found = there[name];
    if (found === undefined) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version && existsSync(at(name, 'package.json'));
  });
}

export async function generate() {
  const wanted = hash([
    ...files(at('prisma', 'schema'), /\.prisma$/),
    read(at('node_modules', 'prisma', 'package.json')),
  ]);
  const stamp = at('prisma', 'generated', '.stamp');
  if (read(stamp) === wanted && existsSync(at('prisma', 'generated', 'client.ts'))) return;
  await step('正在生成数据库客户端', 'generating the database client', () =>
    node(['node_modules/prisma/build/index.js', 'generate'], prismaEnv),
  );
  writeFileSync(stamp, wanted);
}

// Generating needs no schema engine but insists on one being named, or downloads it. Any program that exists will do.
const prismaEnv = {
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  CHECKPOINT_DISABLE: '1',
  NO_COLOR: '1',
};

export async function buildPages() {
  const wanted = hash([
    ...files(at('app')),
    ...files(at('api'), /(^|\/)(contract\.ts|(rules|kernel)\/.*\.ts)$/),
    ...['package-lock.json', 'vite.config.ts', 'react-router.config.ts', 'tsconfig.json'].map((name) => read(at(name))),
  ]);
  const stamp = at('build', '.stamp');
  if (read(stamp) === wanted && existsSync(at('build', 'server', 'index.js'))) return;
  rmSync(stamp, { force: true });
  await step('正在构建页面', 'building the pages', () =>
    node(['node_modules/@react-router/dev/bin.js', 'build'], { NODE_ENV: 'production' }),
  );
  writeFileSync(stamp, wanted);
}

/** One preparation at a time in one checkout: two npm ci would tear each other's files down. */
async function alone(work) {
  const lock = at('.data', 'prepare.lock');
  mkdirSync(path.dirname(lock), { recursive: true });
  for (let told = false; ; ) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isRunning(Number(read(lock)))) rmSync(lock, { force: true });
    else {
      if (!told) say('另一个启动正在准备，等待其完成', 'another start is preparing; waiting for it');
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  const release = () => rmSync(lock, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

function isRunning(pid) {
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Runs one of the installed tools with this Node. */
export function node(args, env = {}) {
  return run(process.execPath, args, { env });
}

function npm(args) {
  // Under `npm start` npm says where it is; otherwise it is on the path (as a .cmd on Windows, which needs a shell).
  const self = process.env.npm_execpath;
  if (self?.endsWith('.js')) return run(process.execPath, [self, ...args]);
  return run('npm', args, { shell: process.platform === 'win32' });
}

/** Quiet unless it fails: then everything the program said. */
export function run(file, args, { env = {}, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell,
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said = (said + text).slice(-20_000);
      });
    }
    const stop = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
    const end = () => {
      for (const signal of ['SIGINT', 'SIGTERM']) process.removeListener(signal, stop);
    };
    child.once('error', (error) => {
      end();
      reject(new Stop(`${file} ${args.join(' ')}: ${error.message}`));
    });
    child.once('close', (code, signal) => {
      end();
      if (code === 0) resolve(said);
      else reject(new Stop(`${[path.basename(file), ...args].join(' ')} ${signal ?? `exit ${code}`}\n\n${said}`));
    });
  });
}

function hash(parts) {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part ?? '').update('\0');
  return sum.digest('hex');
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** Names and contents below a directory, in a fixed order. */
function files(directory, only = /./) {
  const found = [];
  const walk = (dir) => {
    for (const name of readdirSync(dir).sort()) {
      const file = path.join(dir, name);
      if (statSync(file).isDirectory()) walk(file);
      else {
        const relative = path.relative(root, file).split(path.sep).join('/');
        if (only.test(relative)) found.push(relative, readFileSync(file));
      }
    }
  };
  if (existsSync(directory)) walk(directory);
  return found;
}
