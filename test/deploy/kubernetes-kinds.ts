import { z } from 'zod';

/** The parts of the manifests that the tests read. Each names its kind, so that no file is mistaken for another. */
const labels = z.record(z.string(), z.string());
const named = z.object({ name: z.string() });
const selector = z.object({ matchLabels: labels });
const seconds = z.number().int().positive();
const amounts = z.object({ cpu: z.string(), memory: z.string() });
const probe = z.object({
  httpGet: z.object({ path: z.string(), port: z.string() }),
  periodSeconds: seconds,
  timeoutSeconds: seconds.optional(),
  failureThreshold: seconds.optional(),
});

const container = z.object({
  image: z.string(),
  ports: z.array(z.object({ name: z.string(), containerPort: z.number() })),
  env: z.array(z.object({ name: z.string(), value: z.string() })),
  envFrom: z.array(z.object({ configMapRef: named.optional(), secretRef: named.optional() })),
  volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string(), readOnly: z.boolean() })),
  startupProbe: probe,
  livenessProbe: probe,
  readinessProbe: probe,
  lifecycle: z.object({ preStop: z.object({ sleep: z.object({ seconds }) }) }),
  resources: z.object({ requests: amounts, limits: amounts }),
  securityContext: z.record(z.string(), z.unknown()),
});

const pod = z.object({
  serviceAccountName: z.string(),
  automountServiceAccountToken: z.boolean(),
  terminationGracePeriodSeconds: seconds,
  securityContext: z.looseObject({ runAsUser: z.number(), runAsGroup: z.number() }),
  topologySpreadConstraints: z.array(z.object({ topologyKey: z.string(), labelSelector: selector })),
  containers: z.tuple([container]),
  volumes: z.array(z.object({ name: z.string(), configMap: named })),
});

export const deployment = z.object({
  apiVersion: z.literal('apps/v1'),
  kind: z.literal('Deployment'),
  spec: z.object({
    replicas: z.number(),
    selector,
    strategy: z.object({ rollingUpdate: z.object({ maxSurge: z.number(), maxUnavailable: z.number() }) }),
    template: z.object({ metadata: z.object({ labels }), spec: pod }),
  }),
});

export const service = z.object({
  apiVersion: z.literal('v1'),
  kind: z.literal('Service'),
  metadata: z.object({ labels }),
  spec: z.object({
    selector: labels,
    ports: z.array(z.object({ name: z.string(), port: z.number(), targetPort: z.string() })),
  }),
});

export const podDisruptionBudget = z.object({
  apiVersion: z.literal('policy/v1'),
  kind: z.literal('PodDisruptionBudget'),
  spec: z.object({ minAvailable: z.number(), selector }),
});

const ports = z.array(z.object({ protocol: z.string(), port: z.union([z.string(), z.number()]) }));

export const networkPolicy = z.object({
  apiVersion: z.literal('networking.k8s.io/v1'),
  kind: z.literal('NetworkPolicy'),
  spec: z.object({
    podSelector: selector,
    policyTypes: z.array(z.string()),
    ingress: z.array(z.object({ from: z.array(z.unknown()), ports })),
    egress: z.array(z.object({ ports })),
  }),
});

export const secret = z.object({
  apiVersion: z.literal('v1'),
  kind: z.literal('Secret'),
  metadata: z.object({ name: z.string(), namespace: z.string() }),
  stringData: labels,
});

export const serviceAccount = z.object({
  apiVersion: z.literal('v1'),
  kind: z.literal('ServiceAccount'),
  metadata: named,
  automountServiceAccountToken: z.boolean(),
});

export const serviceMonitor = z.object({
  apiVersion: z.literal('monitoring.coreos.com/v1'),
  kind: z.literal('ServiceMonitor'),
  metadata: z.object({ namespace: z.string() }),
  spec: z.object({ selector, endpoints: z.array(z.object({ port: z.string(), path: z.string() })) }),
});

export const kustomization = z.object({
  kind: z.literal('Kustomization'),
  namespace: z.string(),
  resources: z.array(z.string()),
  configMapGenerator: z.array(
    z.object({
      name: z.string(),
      envs: z.array(z.string()).optional(),
      files: z.array(z.string()).optional(),
    }),
  ),
  images: z.array(named),
});
