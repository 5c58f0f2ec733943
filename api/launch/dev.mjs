// `npm run dev`: pages with hot reload; the server starts again when its own sources change.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import path from 'node:path';
import { generate, prepare, root } from './prepare.mjs';
import { fail, say } from './say.mjs';

const main = path.join(root, 'api', 'launch', 'dev-server.mjs');
let child = null;
let stopping = false;

function start() {
  const started = spawn(process.execPath, [main], { cwd: root, stdio: 'inherit' });
  child = started;
  started.once('exit', (code) => {
    child = null;
    if (stopping) process.exit(code ?? 0);
    if (code !== 0)
      say('服务已停止，修改源文件后将重新启动', 'the server stopped; it starts again when a source changes');
  });
}

async function restart() {
  if (child !== null) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }
  await generate();
  if (!stopping) start();
}

try {
  await prepare({ build: false });
  start();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      stopping = true;
      if (child === null) process.exit(0);
      child.kill('SIGTERM');
    });
  }
  let timer = null;
  let busy = Promise.resolve();
  for (const directory of ['api', 'prisma/schema', 'prisma/migrations']) {
    watch(path.join(root, directory), { recursive: true }, (_event, name) => {
      if (name === null || !/\.(ts|prisma|sql)$/.test(name)) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        busy = busy.then(restart).catch((error) => say(error.message, ''));
      }, 200);
    });
  }
} catch (error) {
  fail(error);
}
