import { expect, test } from '@jest/globals';
import { exists, filesIn, readText } from './manifests.js';

const page = readText('docs/deploy.md');
const commands = Array.from(page.matchAll(/^```sh\n([^]*?)^```/gm), ([, block = '']) => block).join('');

test('docs/deploy.md names only files that exist', () => {
  const linked = Array.from(page.matchAll(/\]\(([^)#]+)/g), ([, link = '']) => link);
  const local = linked.filter((link) => !/^https?:/.test(link));
  expect(local.length).toBeGreaterThan(3);
  for (const link of local) expect([link, exists(`docs/${link}`)]).toEqual([link, true]);
  const used = commands.match(/\bdeploy\/[\w./-]+/g) ?? [];
  const made = ['deploy/compose/gateway.env'];
  for (const path of used.filter((name) => !made.includes(name)))
    expect([path, exists(path)]).toEqual([path, true]);
});

test('docs/deploy.md names the tarball of this version', () => {
  const { version } = JSON.parse(readText('package.json')) as { version: string };
  const named = new Set(page.match(/apsara-live-gateway-[\d.]+\.tgz/g));
  expect([...named]).toEqual([`apsara-live-gateway-${version}.tgz`]);
  expect(readText('deploy/kubernetes/kustomization.yaml')).toContain(`newTag: ${version}\n`);
});

test('docs/deploy.md describes every way to deploy', () => {
  for (const what of ['npm install', 'docker build', 'docker compose', 'kubectl apply -k deploy/kubernetes'])
    expect(commands).toContain(what);
  expect(filesIn('deploy/compose')).toEqual(
    expect.arrayContaining(['gateway.env.example', 'grants.yaml', 'haproxy.cfg']),
  );
});
