/** Several containers of an instance, their volumes, and GPUs: RUN-18 to RUN-20. */
import { Changes, RUN, found, site } from "./site";

const web = (config: object): Changes => ({ [RUN]: { web: config } });
const template = (config: object) => web({ template: config });
const containers = (...all: object[]) => template({ containers: all.map((each) => ({ image: "a", ...each })) });
const volume = (config: object, paths = ["/mnt"], name = "a") =>
  template({
    volumes: [{ name, ...config }],
    containers: [{ image: "a", volume_mounts: paths.map((mount_path) => ({ name, mount_path })) }],
  });
const PORT = { container_port: 80 };
const PROBE = { tcp_socket: { port: 81 } };
const serving = (...depends_on: string[]) => ({ name: "web", ports: PORT, depends_on });
const sidecar = (name: string, ...depends_on: string[]) => ({ name, startup_probe: PROBE, depends_on });
const memory = (size: string) => ({ resources: { limits: { cpu: "1", memory: size } } });
const gpu = (accelerator: string, location = "us-central1") =>
  web({
    location,
    template: {
      node_selector: { accelerator },
      containers: [{ image: "a", resources: { limits: { cpu: "20", memory: "80Gi", "nvidia.com/gpu": "1" } } }],
    },
  });
const ofInstances = (changes: Changes) => found(site(changes)).filter((finding) => /RUN-(16|18|19|20) /.test(finding));

test.each<[string, Changes, string]>([
  ["a name in capitals", containers({ name: "Web" }), "error RUN-18 prod/web: the name of a container must have"],
  [
    "a long name",
    containers({ name: "a".repeat(64) }),
    "error RUN-18 prod/web: the name of a container must have 1 to 63",
  ],
  [
    "eleven containers",
    containers({ ports: PORT }, ...Array.from({ length: 10 }, () => ({}))),
    "error RUN-18 prod/web: an instance can have at most 10 containers, got 11; ",
  ],
  [
    "a container that waits for itself",
    containers(serving(), sidecar("a", "a")),
    "error RUN-18 prod/web: containers cannot wait for each other, got depends_on a → a; ",
  ],
  [
    "containers that wait for each other",
    containers(serving("a"), sidecar("a", "b"), sidecar("b", "c"), sidecar("c", "a")),
    "error RUN-18 prod/web: containers cannot wait for each other, got depends_on a → b → c → a; ",
  ],
  [
    "a container without a startup probe that others wait for",
    containers(serving("a"), { name: "a" }),
    "error RUN-18 prod/web: a container that others wait for needs a startup probe, and a has none; ",
  ],
  ["two volumes at one path", volume({ empty_dir: {} }, ["/mnt", "/mnt/"]), "error RUN-19 prod/web: a path at which"],
  ["a volume of nothing", volume({}), "error RUN-19 prod/web: a volume must be made of one of secret, "],
  [
    "a volume of two things",
    volume({ empty_dir: {}, gcs: { bucket: "a" } }),
    "got empty_dir and gcs; remove the others",
  ],
  [
    "mode bits above 0777",
    volume({ secret: { secret: "a", default_mode: 512 } }),
    "default_mode must be a whole number",
  ],
  [
    "mode bits of a file",
    volume({ secret: { secret: "a", items: [{ path: "a", mode: 777 }] } }),
    "error RUN-19 prod/web: mode must be a whole number from 0 to 511, got 777; ",
  ],
  [
    "the path of a version",
    volume({ secret: { secret: "a", items: [{ path: "a", version: "versions/1" }] } }),
    "error RUN-19 prod/web: the version of the secret of a volume must be latest, ",
  ],
  [
    "an absolute path of a file",
    volume({ secret: { secret: "a", items: [{ path: "/a" }] } }),
    "error RUN-19 prod/web: the path of a file of a secret must be relative to the volume, ",
  ],
  [
    "a file twice",
    volume({ secret: { secret: "a", items: [{ path: "a" }, { path: "a", version: "1" }] } }),
    "error RUN-19 prod/web: the path of a file may appear only once, ",
  ],
  [
    "a size in megabytes",
    volume({ empty_dir: { size_limit: "64MB" } }),
    'error RUN-19 prod/web: size_limit must be a number with an optional unit, got "64MB"; write "64Mi"',
  ],
  [
    "files in memory that are larger than the memory",
    template({
      volumes: [{ name: "a", empty_dir: { size_limit: "1025Mi" } }],
      containers: [
        { image: "a", ports: PORT, ...memory("512Mi"), volume_mounts: [{ name: "a", mount_path: "/a" }] },
        { image: "b", ...memory("512Mi") },
      ],
    }),
    'warning RUN-19 prod/web: size_limit "1025Mi" has no effect, because the files are in the memory of the containers, which is 1024Mi; ',
  ],
  [
    "a bucket by its URL",
    volume({ gcs: { bucket: "gs://acme-files/a" } }),
    'error RUN-19 prod/web: the bucket of a volume must be the name of a bucket alone, got "gs://acme-files/a"; write "acme-files"',
  ],
  [
    "a server with its path",
    volume({ nfs: { server: "10.0.0.2:/share", path: "/share" } }),
    "error RUN-19 prod/web: the server of an NFS volume must be a host name or an IP address, ",
  ],
  [
    "an export without a slash",
    volume({ nfs: { server: "10.0.0.2", path: "share" } }),
    "error RUN-19 prod/web: the path of an NFS volume must begin with a slash, ",
  ],
  ...["/dev", "/proc/a", "/sys/", "/mnt:a"].map<[string, Changes, string]>((path) => [
    `a volume at ${path}`,
    volume({ empty_dir: {} }, [path]),
    "error RUN-16 prod/web: mount_path must not be in /dev, /proc or /sys and must not contain a colon, ",
  ]),
  [
    "a GPU that is not known",
    gpu("nvidia-l40"),
    "warning RUN-20 prod/web: nvidia-l40 is no GPU of Cloud Run that this package knows; did you mean nvidia-l4?",
  ],
  [
    "an L4 in a region without one",
    gpu("nvidia-l4", "us-west4"),
    "warning RUN-20 prod/web: the region us-west4 is not known to have the GPU nvidia-l4; ",
  ],
])("%s is seen", (_what, changes, text) => {
  expect(ofInstances(changes)).toEqual([expect.stringContaining(text)]);
});

test.each<[string, Changes]>([
  ["a name of 63 characters", containers({ name: `${"a".repeat(62)}1` })],
  ["ten containers", containers({ ports: PORT }, ...Array.from({ length: 9 }, () => ({})))],
  ["containers in order", containers(serving("a", "b"), sidecar("a", "b"), sidecar("b"))],
  ["a container that waits for the one that serves", containers(serving(), { name: "a", depends_on: ["web"] })],
  ["a startup probe at plan", containers(serving("a"), { name: "a", dynamic: { startup_probe: {} } })],
  ["names that only Terraform knows", containers(serving("${var.a}"), { name: "${var.a}" })],
  ["one volume at two paths", volume({ empty_dir: {} }, ["/a", "/a/b"])],
  ["the largest mode bits", volume({ secret: { secret: "a", default_mode: 511, items: [{ path: "a/b", mode: 0 }] } })],
  ["a version of an alias", volume({ secret: { secret: "a", items: [{ path: "a", version: "prod" }] } })],
  ["as many files as memory", volume({ empty_dir: { size_limit: "512Mi" } })],
  ["a size that only Terraform knows", volume({ empty_dir: { size_limit: "${var.a}" } })],
  ["memory that only Terraform knows", containers(memory("${var.a}"))],
  ["a bucket of a domain", volume({ gcs: { bucket: "files.example.com" } })],
  ["an export", volume({ nfs: { server: "10.0.0.2", path: "/" } })],
  ["the sockets of Cloud SQL", volume({ cloud_sql_instance: { instances: ["p1:us-central1:db"] } }, ["/cloudsql"])],
  ["Cloud SQL without a path", volume({ cloud_sql_instance: { instances: ["p1:us-central1:db"] } }, [""])],
  ["a volume at plan", volume({ dynamic: { secret: {} } })],
  ["a path that begins like one of Linux", volume({ empty_dir: {} }, ["/device"])],
  ["an L4 in a region with one", gpu("nvidia-l4", "europe-west4")],
  ["another GPU elsewhere", gpu("nvidia-rtx-pro-6000", "us-west4")],
  ["a GPU that only Terraform knows", gpu("${var.a}")],
])("%s may stand in a service", (_what, changes) => {
  expect(ofInstances(changes)).toEqual([]);
});
