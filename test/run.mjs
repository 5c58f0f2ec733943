// `npm test`: everything from formatting to journeys in a browser, on a machine with only Node and npm.
//   --fast   format, lint, types, unit tests and house rules (`npm run check`)
//   --bench  the measurements of test/bench (`npm run bench`, or parts of it: `npm run bench -- search harvest`)
// Every stage runs even when an earlier one failed. The last line is `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildPages, generate, node, prepare, root } from '../api/launch/prepare.mjs';
import { fail, say } from '../api/launch/say.mjs';

const fast = process.argv.includes('--fast');
const reports = mkdtempSync(path.join(tmpdir(), 'jinshu-reports-'));
const results = [];

/** A stage that passes or fails as a whole. */
async function stage(zh, en, work) {
  await timed(zh, en, async () => {
    try {
      await work();
      return { passed: 1, failed: 0 };
    } catch (error) {
      process.stdout.write(`\n${error.message}\n\n`);
      return { passed: 0, failed: 1 };
    }
  });
}

/** A stage of Vitest: each test counts; so does a file that could not even be loaded. */
async function tests(zh, en, projects) {
  await timed(zh, en, async () => {
    const report = path.join(reports, `${projects.join('-')}.json`);
    const args = ['run', ...projects.flatMap((name) => ['--project', name]), '--reporter=default', '--reporter=json'];
    const code = await shown([
      path.join('node_modules', 'vitest', 'vitest.mjs'),
      ...args,
      `--outputFile.json=${report}`,
    ]);
    return countsOf(report, code);
  });
}

function countsOf(report, code) {
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  const failed = numFailedTests + broken;
  const skipped = numPendingTests + numTodoTests;
  // Vitest also fails for what belongs to no test: an error after the last one, a setup that broke, no tests at all.
  return { passed: numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed, skipped };
}

async function timed(zh, en, work) {
  say(`${zh}……`, `${en} …`);
  const began = performance.now();
  const result = await work();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  results.push({ zh, en, seconds, ...result });
  say(
    result.failed === 0 ? `${zh}：通过` : `${zh}：未通过`,
    `${en}: ${result.failed === 0 ? 'passed' : 'FAILED'} (${seconds} s)`,
  );
}

/** Runs with the output shown as it comes. */
function shown(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: process.env,
    });
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

async function run() {
  await prepare({ build: false, client: false });
  await stage('格式与规范', 'format and lint', () =>
    node(['node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off', '.']),
  );
  await stage('类型', 'types', async () => {
    await generate();
    await node(['node_modules/@react-router/dev/bin.js', 'typegen']);
    // The native compiler, two of its checkers for two cores. Tools that load TypeScript as a library keep to 6.
    await node(['node_modules/typescript-native/bin/tsc', '-p', 'tsconfig.json', '--noEmit', '--checkers', '2']);
    // Kernel and rules once more without Node and DOM types: I/O in a rule does not compile.
    await node(['node_modules/typescript-native/bin/tsc', '-p', 'api/kernel/tsconfig.json', '--noEmit']);
  });
  if (!fast) {
    await stage('接口文档是否最新', 'openapi is fresh', async () => {
      await node(['--import', 'tsx', 'api/http/openapi-cli.ts', '--check']);
      await clientIsFresh();
    });
    await stage('构建', 'build', buildPages);
  }
  await tests('单元测试与规则', 'unit tests and house rules', ['unit']);
  if (!fast) {
    await tests('集成测试', 'integration tests', ['integration']);
    await tests('浏览器测试', 'browser journeys', ['e2e']);
  }
}

/** openapi/client.d.ts is generated too; a stale one would let the API tests call what is no longer there. */
async function clientIsFresh() {
  const made = path.join(reports, 'client.d.ts');
  await node(['node_modules/openapi-typescript/bin/cli.js', 'openapi/openapi.yaml', '-o', made]);
  if (readFileSync(made, 'utf8') !== readFileSync(path.join(root, 'openapi', 'client.d.ts'), 'utf8')) {
    throw new Error('openapi/client.d.ts is stale: run npm run openapi');
  }
}

function report() {
  process.stdout.write('\n');
  for (const { en, zh, seconds, passed, failed, skipped } of results) {
    const more = skipped > 0 ? `, ${skipped} skipped` : '';
    process.stdout.write(
      `  ${failed === 0 ? '✓' : '✗'} ${seconds.padStart(6)} s  ${zh}  ${en}: ${passed} passed, ${failed} failed${more}\n`,
    );
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const failed = sum('failed');
  process.stdout.write(`\n${sum('passed')} passed, ${failed} failed\n`);
  return failed;
}

if (process.argv.includes('--bench')) {
  try {
    await prepare();
    process.exitCode = await shown([
      '--require',
      './api/launch/threads.cjs',
      '--import',
      'tsx',
      path.join('test', 'bench', 'main.ts'),
      ...process.argv.slice(2).filter((one) => one !== '--bench'),
    ]);
  } catch (error) {
    fail(error);
  }
} else {
  try {
    await run();
  } catch (error) {
    // Not even the packages could be installed: one failure, and its words.
    process.stdout.write(`\n${error.message}\n`);
    results.push({ zh: '准备', en: 'preparation', seconds: '0.0', passed: 0, failed: 1 });
  }
  rmSync(reports, { recursive: true, force: true });
  process.exitCode = report() === 0 ? 0 : 1;
}
