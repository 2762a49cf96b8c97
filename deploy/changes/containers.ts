import { CloudRunGpu, CloudRunProbe, CloudRunServiceProps, CloudRunVolume } from "cdktf-google-serverless-lb";
import { JsonObject, child, children } from "../../simulator/json";
import { Simulation } from "../../simulator/try/simulation";
import { HELLO, withService } from "./builders";
import { Change, SERVICES, inPlace, staged } from "./change";

const NEXT_IMAGE = `${HELLO}:next`;

/** A service whose images another pipeline deploys. */
const deployedByOthers = (props: Partial<CloudRunServiceProps>) => withService({ ignoreImageChanges: true, ...props });
const UNCHANGED = deployedByOthers({});

/** What `gcloud run deploy` does to a service: an image, who deployed it, and a label that makes a new revision. */
async function deployImage({ cloud, address }: Simulation): Promise<void> {
  const [[path, service]] = cloud.store.matching((each) => each.endsWith("/services/prod-site"));
  const template: JsonObject = child(service, "template") ?? {};
  const containers = children(template, "containers").map((container) => ({ ...container, image: NEXT_IMAGE }));
  const response = await fetch(`${address}/v2/${path}`, {
    method: "PATCH",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      ...service,
      client: "gcloud",
      clientVersion: "551.0.0",
      template: { ...template, containers, labels: { "client.knative.dev/nonce": "a" } },
    }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

const scratch = CloudRunVolume.inMemory("scratch", { sizeLimit: "64Mi" });
const WITH_SIDECAR: Partial<CloudRunServiceProps> = {
  dependsOn: ["proxy"],
  volumeMounts: {
    "/cloudsql": CloudRunVolume.cloudSql("db", ["acme-web-prod:us-central1:main"]),
    "/keys": CloudRunVolume.secret("keys", { secret: "api-key" }),
    "/tmp": scratch,
  },
  sidecars: [
    {
      name: "proxy",
      image: HELLO,
      volumeMounts: { "/tmp": scratch },
      startupProbe: CloudRunProbe.tcpSocket({ port: 9000 }),
    },
  ],
};

/** The containers of services, and what other pipelines do to them. */
export const containerChanges: readonly Change[] = [
  {
    ...staged(
      "another pipeline deploys an image: nothing to do, and the next change keeps that image",
      UNCHANGED,
      { site: UNCHANGED, nothing: true },
      { site: deployedByOthers({ memory: "1Gi", env: { GREETING: "hello" } }) },
    ),
    prepare: deployImage,
    inPlace: SERVICES,
    left: new RegExp(`differs: .*/services/prod-site: .*"image":"${NEXT_IMAGE}"`),
  },
  {
    ...inPlace("Terraform deploys the images again, after another pipeline did", SERVICES, UNCHANGED, withService({})),
    prepare: deployImage,
  },
  inPlace(
    "a sidecar, a socket of Cloud SQL and a secret are added",
    SERVICES,
    withService({}),
    withService(WITH_SIDECAR),
  ),
  inPlace("a sidecar and all volumes are removed", SERVICES, withService(WITH_SIDECAR), withService({})),
  inPlace("a GPU is added", SERVICES, withService({}), withService({ gpu: CloudRunGpu.nvidiaL4() })),
  inPlace("a GPU is removed", SERVICES, withService({ gpu: CloudRunGpu.nvidiaL4() }), withService({})),
];
