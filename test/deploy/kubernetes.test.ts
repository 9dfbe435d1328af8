import { describe, expect, test } from '@jest/globals';
import { loadGrants } from '../../src/access/grants-file.js';
import { readConfig } from '../../src/config/read-config.js';
import { startGateway } from '../support/gateway.js';
import { textsOf, variablesOf } from './dockerfile.js';
import {
  filesIn,
  KUBERNETES,
  longestStopMs,
  readSettings,
  readText,
  readYaml,
  unknownAmong,
} from './manifests.js';
import * as kinds from './kubernetes-kinds.js';

const deployment = readYaml(`${KUBERNETES}/deployment.yaml`, kinds.deployment);
const service = readYaml(`${KUBERNETES}/service.yaml`, kinds.service);
const budget = readYaml(`${KUBERNETES}/pod-disruption-budget.yaml`, kinds.podDisruptionBudget);
const network = readYaml(`${KUBERNETES}/network-policy.yaml`, kinds.networkPolicy);
const secret = readYaml(`${KUBERNETES}/secret.example.yaml`, kinds.secret);
const monitor = readYaml(`${KUBERNETES}/service-monitor.yaml`, kinds.serviceMonitor);
const account = readYaml(`${KUBERNETES}/service-account.yaml`, kinds.serviceAccount);
const kustomization = readYaml(`${KUBERNETES}/kustomization.yaml`, kinds.kustomization);
const settings = readSettings(`${KUBERNETES}/settings.env`);

const { metadata, spec: pod } = deployment.spec.template;
const [container] = pod.containers;
const dockerfile = readText('Dockerfile');

describe('the deployment', () => {
  test('runs REPLICAS pods, and never more', () => {
    const env = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));
    expect(env).toEqual({ REPLICAS: String(deployment.spec.replicas) });
    expect(deployment.spec.replicas).toBeGreaterThan(1);
    expect(deployment.spec.strategy.rollingUpdate).toEqual({ maxSurge: 0, maxUnavailable: 1 });
  });

  test('probes the routes that exist: liveness for restarts, readiness for requests', async () => {
    const alive = { path: '/health/live', port: 'http' };
    expect(container.startupProbe.httpGet).toEqual(alive);
    expect(container.livenessProbe.httpGet).toEqual(alive);
    expect(container.readinessProbe.httpGet).toEqual({ path: '/health/ready', port: 'http' });
    const gateway = await startGateway();
    for (const { httpGet } of [container.livenessProbe, container.readinessProbe])
      expect((await fetch(new URL(httpGet.path, gateway.url))).status).toBe(200);
    await gateway.close();
    const [port] = container.ports;
    expect(port).toEqual({ name: 'http', containerPort: Number(textsOf(dockerfile, 'EXPOSE')[0]) });
  });

  test('gives time to drain, after the Service has removed the pod', () => {
    const beforeMs = container.lifecycle.preStop.sleep.seconds * 1000;
    expect(beforeMs).toBeGreaterThan(0);
    expect(pod.terminationGracePeriodSeconds * 1000).toBeGreaterThan(beforeMs + longestStopMs());
  });

  test('limits the resources of a pod and spreads the pods over nodes and zones', () => {
    for (const amounts of [container.resources.requests, container.resources.limits])
      expect(Object.keys(amounts).sort()).toEqual(['cpu', 'memory']);
    expect(pod.topologySpreadConstraints.map(({ topologyKey }) => topologyKey)).toEqual([
      'kubernetes.io/hostname',
      'topology.kubernetes.io/zone',
    ]);
  });

  test('runs as the user of the image, without write access and without more privileges', () => {
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    const { runAsUser, runAsGroup } = pod.securityContext;
    expect(textsOf(dockerfile, 'USER')).toEqual([`${runAsUser}:${runAsGroup}`]);
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect([pod.automountServiceAccountToken, account.automountServiceAccountToken]).toEqual([false, false]);
    expect(pod.serviceAccountName).toBe(account.metadata.name);
  });
});

describe('the settings', () => {
  test('are variables that the gateway reads, and sufficient for a start in production with the secret', () => {
    expect(unknownAmong([...Object.keys(settings), ...Object.keys(secret.stringData)])).toEqual([]);
    const filledIn = {
      DATABASE_URL: 'postgres://database/gateway',
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
    };
    expect(Object.keys(filledIn).sort()).toEqual(Object.keys(secret.stringData).sort());
    const { config } = readConfig({ ...variablesOf(dockerfile), ...settings, ...filledIn });
    expect(config).toMatchObject({
      production: true,
      auth: { mode: 'jwt' },
      store: { kind: 'postgres', whenDown: 'refuse' },
    });
  });

  test('have no secret: secrets are in a Secret, whose example is empty and is not applied', () => {
    expect(Object.keys(settings).filter((name) => /^(?:ALIBABA_CLOUD_|DATABASE_URL)/.test(name))).toEqual([]);
    expect(Object.values(secret.stringData).filter((value) => value !== '')).toEqual([]);
    expect(kustomization.resources).not.toContain('secret.example.yaml');
  });

  test('reach the pod: settings, secret, and the grants at the path of GRANTS_FILE', () => {
    const [generated, grants] = kustomization.configMapGenerator;
    expect(container.envFrom).toEqual([
      { configMapRef: { name: generated?.name } },
      { secretRef: { name: secret.metadata.name } },
    ]);
    expect(generated?.envs).toEqual(['settings.env']);
    expect(pod.volumes).toEqual([{ name: 'grants', configMap: { name: grants?.name } }]);
    const [mount] = container.volumeMounts;
    expect(mount).toMatchObject({ name: 'grants', readOnly: true });
    expect(grants?.files?.map((file) => `${mount?.mountPath ?? ''}/${file}`)).toEqual([
      settings['GRANTS_FILE'],
    ]);
    expect(loadGrants(`${KUBERNETES}/grants.yaml`)).not.toEqual([]);
  });
});

describe('the other resources', () => {
  test('select the pods of the deployment by the same labels', () => {
    const { labels } = metadata;
    expect(deployment.spec.selector.matchLabels).toEqual(labels);
    expect(service.spec.selector).toEqual(labels);
    expect(budget.spec.selector.matchLabels).toEqual(labels);
    expect(network.spec.podSelector.matchLabels).toEqual(labels);
    for (const { labelSelector } of pod.topologySpreadConstraints)
      expect(labelSelector.matchLabels).toEqual(labels);
    expect(monitor.spec.selector.matchLabels).toEqual(service.metadata.labels);
  });

  test('allow the drain of a node while one pod stays', () => {
    expect(budget.spec.minAvailable).toBeGreaterThan(0);
    expect(budget.spec.minAvailable).toBeLessThan(deployment.spec.replicas);
  });

  test('route to the port by its name', () => {
    expect(service.spec.ports).toMatchObject([{ name: 'http', targetPort: 'http' }]);
    expect(monitor.spec.endpoints).toMatchObject([{ port: 'http', path: '/metrics' }]);
    expect(network.spec.ingress.flatMap(({ ports }) => ports)).toEqual([{ protocol: 'TCP', port: 'http' }]);
  });

  test('deny traffic in both directions, except for what is needed', () => {
    expect(network.spec.policyTypes).toEqual(['Ingress', 'Egress']);
    for (const { from } of network.spec.ingress) expect(from.length).toBeGreaterThan(0);
    expect(network.spec.egress.flatMap(({ ports }) => ports.map(({ port }) => port))).toEqual([
      53, 53, 443, 5432, 4318,
    ]);
  });

  test('are all applied, except for examples and resources of the Prometheus Operator', () => {
    const left = ['secret.example.yaml', 'service-monitor.yaml', 'kustomization.yaml'];
    const applied = [
      ...kustomization.resources,
      ...kustomization.configMapGenerator.flatMap(({ envs, files }) => [...(envs ?? []), ...(files ?? [])]),
    ];
    expect([...applied, ...left].sort()).toEqual(filesIn(KUBERNETES));
    expect(kustomization.images.map(({ name }) => name)).toEqual([container.image]);
    expect([secret, monitor].map((one) => one.metadata.namespace)).toEqual(
      Array(2).fill(kustomization.namespace),
    );
  });
});
