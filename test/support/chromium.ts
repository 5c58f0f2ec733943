/**
 * The Chromium that npm brought (@sparticuz/chromium, Linux x64), unpacked once below node_modules. Its own helper unpacks to
 * a fixed place in the temporary directory, where two users or two processes get in each other's way.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { LaunchOptions } from 'playwright-core';

const root = path.resolve(import.meta.dirname, '../..');

/** How to launch it here: with the libraries it carries where the machine lacks them (bare container images do). */
export async function bundledChromium(): Promise<Pick<LaunchOptions, 'executablePath' | 'env'>> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'npm has no Chromium for this platform: set CHROMIUM_PATH to the program file of an installed one.',
    );
  }
  const home = await unpack();
  const executablePath = path.join(home, 'chromium');
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value;
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_PATH ??= path.join(home, 'fonts');
  if (starts(executablePath, env)) return { executablePath, env };
  const carried = { ...env, LD_LIBRARY_PATH: path.join(home, 'al2023', 'lib') };
  if (starts(executablePath, carried)) return { executablePath, env: carried };
  const { stderr } = spawnSync(executablePath, ['--version'], { env: carried, encoding: 'utf8' });
  throw new Error(
    `The Chromium from npm does not start here: ${stderr.trim()}. Install its libraries or set CHROMIUM_PATH.`,
  );
}

const starts = (file: string, env: NodeJS.ProcessEnv) => spawnSync(file, ['--version'], { env }).status === 0;

async function unpack(): Promise<string> {
  const packageJson = path.join(root, 'node_modules/@sparticuz/chromium/package.json');
  const { version } = JSON.parse(await readFile(packageJson, 'utf8')) as { version: string };
  const home = path.join(root, 'node_modules/.cache', `chromium-${version}`);
  if (existsSync(path.join(home, 'chromium'))) return home;
  const draft = `${home}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  // The helper asks os.tmpdir() for the place and this name for whether to unpack the libraries too.
  const before = { TMPDIR: process.env.TMPDIR, AWS_LAMBDA_JS_RUNTIME: process.env.AWS_LAMBDA_JS_RUNTIME };
  const { default: chromium } = await import('@sparticuz/chromium');
  try {
    Object.assign(process.env, { TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' });
    await chromium.executablePath();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
  try {
    await rename(draft, home);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(path.join(home, 'chromium'))) throw error;
  }
  return home;
}
