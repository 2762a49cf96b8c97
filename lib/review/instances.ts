/** What the instances of a Cloud Run service are made of, in words. */
import { code, list } from "./markdown";
import { labelOfValue } from "./labels";
import { Resource, Stack } from "../app/stack";
import { blocks } from "../app/terraform-json";
import { CLOUD_RUN_SERVICE } from "../app/types";
import { Block, blockOf, isExpression, isTrue, text, texts, toNumber } from "../app/values";

/** One thing that a service says of its instances. */
export interface InstanceTopic {
  readonly what: string;
  /** The arguments of the template that it speaks of. */
  readonly paths: RegExp;
  readonly words: (template: Block, show: (value: unknown) => string) => string;
  /** The words where nothing is set. */
  readonly byDefault: string;
}

/** The mode bits of files that are not told. */
const READ_BY_ALL = 0o444;
const GENERATIONS: { readonly [environment: string]: string } = {
  EXECUTION_ENVIRONMENT_GEN1: "first generation",
  EXECUTION_ENVIRONMENT_GEN2: "second generation",
};
/** What `ignore_changes` says so that the image of a container is left to others. */
const LEAVES_IMAGE = /^(all|template(\[0\])?(\.containers(\[\d+\](\.image)?)?)?)$/;

/** What is told of the instances of a service, in this order. */
export const INSTANCE_TOPICS: readonly InstanceTopic[] = [
  {
    what: "CPU",
    paths: /\.resources\.cpu_idle$/,
    words: (template, show) => {
      const given = blocks(template.containers).flatMap(({ resources }) => blocks(resources));
      const [unknown] = given.map(({ cpu_idle: idle }) => idle).filter(isExpression);
      const isAlways = given.some(({ cpu_idle: idle }) => !isTrue(idle) && !isExpression(idle));
      return isAlways ? "also between requests" : unknown === undefined ? "during requests" : show(unknown);
    },
    byDefault: "during requests",
  },
  {
    what: "startup CPU boost",
    paths: /\.resources\.startup_cpu_boost$/,
    words: (template, show) =>
      switchWords(
        blockOf(blocks(template.containers).map(({ resources }) => blockOf(resources))[0]).startup_cpu_boost,
        show,
      ),
    byDefault: "off",
  },
  {
    what: "session affinity",
    paths: /\.session_affinity$/,
    words: ({ session_affinity: affinity }, show) => switchWords(affinity, show),
    byDefault: "off",
  },
  {
    what: "execution environment",
    paths: /\.execution_environment$/,
    words: ({ execution_environment: environment }, show) => {
      const written = text(environment);
      return written === undefined ? "chosen by Cloud Run" : (GENERATIONS[written] ?? show(environment));
    },
    byDefault: "chosen by Cloud Run",
  },
  {
    what: "GPU",
    paths: /\.(node_selector(\.accelerator)?|gpu_zonal_redundancy_disabled|limits\.nvidia\.com\/gpu)$/,
    words: ({ node_selector: selector, gpu_zonal_redundancy_disabled: isZonal }, show) => {
      const { accelerator } = blockOf(selector);
      const zones = isTrue(isZonal) ? "without zonal redundancy" : "with zonal redundancy";
      return text(accelerator) === undefined ? "none" : `${show(accelerator)} ${zones}`;
    },
    byDefault: "none",
  },
  {
    what: "entrypoint",
    paths: /\.containers\.(command|args|working_dir)$/,
    words: (template, show) =>
      ofContainers(template, ({ command, args, working_dir: folder }) => {
        const line = [...texts(command), ...texts(args)].join(" ");
        const where = text(folder) === undefined ? "" : ` in ${show(folder)}`;
        const what = texts(command).length > 0 ? show(line) : line === "" ? "" : `that of the image with ${show(line)}`;
        return `${what || (where && "that of the image")}${where}`;
      }) || "that of the image",
    byDefault: "that of the image",
  },
  {
    what: "start order",
    paths: /\.containers\.depends_on$/,
    words: (template, show) =>
      ofContainers(template, ({ depends_on: awaited }) =>
        texts(awaited)
          .map(show)
          .join(" and ")
          .replace(/^(?=.)/, "after "),
      ) || "all at once",
    byDefault: "all at once",
  },
  {
    what: "readiness probe",
    paths: /\.readiness_probe(\.|$)/,
    words: (template, show) =>
      ofContainers(template, ({ readiness_probe: probe }) => {
        const [given] = blocks(probe);
        const [http] = blocks(given?.http_get);
        return given === undefined ? "" : http === undefined ? "gRPC" : `HTTP ${show(http.path ?? "/")}`;
      }) || "none",
    byDefault: "none",
  },
  {
    what: "volumes",
    paths: /\.(volumes|volume_mounts)(\.|$)/,
    words: (template, show) =>
      blocks(template.volumes)
        .map((volume) => `${volumeWords(volume, show)} ${placesOf(template, volume, show)}`)
        .join(", ") || "none",
    byDefault: "none",
  },
];

/** What differs from a plain service with one container, for each Cloud Run service. */
export function instancesList(stack: Stack): string {
  const show = (value: unknown) => labelOfValue(stack, value);
  return list(
    stack.ofType(CLOUD_RUN_SERVICE).flatMap((service) => {
      const template = blockOf(service.config.template);
      const said = INSTANCE_TOPICS.map((topic) => ({ ...topic, said: topic.words(template, show) }))
        .filter((topic) => topic.said !== topic.byDefault)
        .map((topic) => `${topic.what}: ${topic.said}`);
      const all = [...said, ...(leavesImage(service) ? ["images: another pipeline deploys them"] : [])];
      return all.length === 0 ? [] : [`${code(service.name)}: ${all.join("; ")}`];
    }),
  );
}

/** Whether Terraform ignores changes of an image of a service, because another pipeline deploys it. */
export function leavesImage({ config }: Resource): boolean {
  const { ignore_changes: ignored } = blockOf(config.lifecycle);
  return texts(ignored).some((path) => LEAVES_IMAGE.test(path));
}

function switchWords(value: unknown, show: (value: unknown) => string): string {
  return isTrue(value) ? "on" : isExpression(value) ? show(value) : "off";
}

/** What is said of each container, with its name where there are several. */
function ofContainers({ containers }: Block, words: (container: Block) => string): string {
  const all = blocks(containers);
  return all
    .flatMap((container) => {
      const said = words(container);
      const name = code(text(container.name) ?? text(container.image) ?? "unknown");
      return said === "" ? [] : [all.length > 1 ? `${name} ${said}` : said];
    })
    .join(", ");
}

function volumeWords(volume: Block, show: (value: unknown) => string): string {
  const [secret, sql, memory, bucket, share] = ["secret", "cloud_sql_instance", "empty_dir", "gcs", "nfs"].map(
    (kind) => blocks(volume[kind])[0] as Block | undefined,
  );
  const readOnly = isTrue(bucket?.read_only ?? share?.read_only) ? ", read only," : "";
  if (secret) {
    const files = blocks(secret.items).map((item) => {
      const mode = modeWords(item.mode);
      return `${show(item.path)} (version ${text(item.version) ?? "latest"}${mode === "" ? "" : `, ${mode}`})`;
    });
    const mode = modeWords(secret.default_mode);
    const all = [...files, ...(mode === "" ? [] : [mode])];
    return `secret ${show(secret.secret)}${all.length === 0 ? "" : ` with ${all.join(" and ")}`}`;
  }
  if (sql) {
    return `Cloud SQL ${texts(sql.instances).map(show).join(" and ")}`;
  }
  if (memory) {
    return text(memory.size_limit) === undefined ? "memory" : `up to ${show(memory.size_limit)} of memory`;
  }
  return bucket
    ? `bucket ${show(bucket.bucket)}${readOnly}`
    : share
      ? `NFS ${show(share.path)} of ${show(share.server)}${readOnly}`
      : `volume ${show(volume.name)}`;
}

/** Mode bits that are not those that all can read. */
function modeWords(mode: unknown): string {
  const bits = toNumber(mode);
  return bits === undefined || bits === READ_BY_ALL || bits === 0 ? "" : `mode 0${bits.toString(8)}`;
}

function placesOf({ containers }: Block, volume: Block, show: (value: unknown) => string): string {
  const paths = blocks(containers)
    .flatMap(({ volume_mounts: mounts }) => blocks(mounts))
    .filter(({ name }) => name === volume.name)
    .flatMap(({ mount_path: path }) => text(path) ?? []);
  return paths.length === 0 ? "mounted nowhere" : `at ${[...new Set(paths)].map(show).join(" and ")}`;
}
