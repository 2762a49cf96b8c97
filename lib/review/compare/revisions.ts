/** What a new revision of a service runs, and how. */
import { blocks } from "../../app/terraform-json";
import { serviceWords } from "../access";
import { INSTANCE_TOPICS, leavesImage } from "../instances";
import { code } from "../markdown";
import { Resource } from "../../app/stack";
import { CLOUD_RUN_SERVICE } from "../../app/types";
import { Block, blockOf, text } from "../../app/values";
import { Change, Pair, changed } from "./change";
import { resolved } from "./context";
import { Setting, differingSettings, settingWords } from "./defaults";

/** The template of a service before and after, in which references are names. */
type Templates = Pair<Block>;

/** A new revision of a service, and who deploys its images. */
export function compareRevision(match: Pair<Resource>): Change[] {
  const { before, after } = match;
  const [was, is] = [before, after].map(({ owner, config }) => resolved(owner, config.template));
  const templates = { before: blockOf(was), after: blockOf(is) };
  const topics = after.type === CLOUD_RUN_SERVICE ? differingTopics(templates) : [];
  const others = differingSettings(after.type, "template", was, is)
    .filter((setting) => !isImage(setting) && !topics.some(({ paths }) => paths.test(setting.path)))
    .map((setting) => containerWords(setting) ?? settingWords(setting).replace("; previously ", ", previously "));
  const said = [...topics.map(({ words }) => words), ...others];
  const image = imageWords(match);
  return [
    ...(image === "" && said.length === 0
      ? []
      : [
          changed(
            `${serviceWords(after)} gets a new revision${image}${said.length === 0 ? "" : `: ${said.join("; ")}`}`,
          ),
        ]),
    ...comparePipelines(match),
  ];
}

/** What differs of the instances, in words. */
function differingTopics({ before, after }: Templates): { readonly paths: RegExp; readonly words: string }[] {
  const show = (value: unknown) => code(text(value) ?? "unknown");
  return INSTANCE_TOPICS.flatMap(({ what, paths, words }) => {
    const [was, is] = [before, after].map((template) => words(template, show));
    return was === is ? [] : [{ paths, words: `${what} now ${is}, previously ${was}` }];
  });
}

function comparePipelines({ before, after }: Pair<Resource>): Change[] {
  const [was, is] = [before, after].map(leavesImage);
  if (was === is) {
    return [];
  }
  return [
    changed(
      is
        ? `Terraform no longer deploys the images of ${serviceWords(after)}: it ignores their changes, for another pipeline`
        : `Terraform deploys the images of ${serviceWords(after)} again: ${code(imagesOf(after))} replaces what another pipeline deployed`,
    ),
  ];
}

/** A sidecar that comes or goes, in words. */
function containerWords({ path, before, after, owner }: Setting): string | undefined {
  if (owner === undefined || path !== "template.containers") {
    return undefined;
  }
  return after === undefined
    ? `${owner} is removed`
    : before === undefined
      ? `${owner} is new, and runs ${code(text(blockOf(after).image) ?? "unknown")}`
      : undefined;
}

function imageWords({ before, after }: Pair<Resource>): string {
  const [former, present] = [imagesOf(before), imagesOf(after)];
  return former === present || leavesImage(after) ? "" : `, which runs ${code(present)} instead of ${code(former)}`;
}

function isImage({ path, before, after }: Setting): boolean {
  return path.endsWith(".containers.image") && before !== undefined && after !== undefined;
}

function imagesOf({ config }: Resource): string {
  return blocks(blockOf(blockOf(config.template).spec ?? config.template).containers)
    .map(({ image }) => text(image) ?? "unknown")
    .join(", ");
}
