/** Checks of parts that both versions of the API have. */
import { CLOUD_RUN_SERVICE, CLOUD_RUN_SERVICE_V1 } from "../../app/types";
import { Block } from "../../app/values";
import { ResourceCheck, Severity, ofSent, onBlock, onResource } from "../rule";
import { Text } from "../text";
import { ofTemplateOfV1 } from "./first-version";
import { Probe, WAYS_TO_ASK, target, timing, waysOfProbe } from "./probes";
import { Template } from "./template";

/** The checks of a probe. */
export function ofProbe(of: Probe): ResourceCheck[] {
  return [
    ...WAYS_TO_ASK.map((way) =>
      ofSent(onBlock("error", CLOUD_RUN_SERVICE, `template.containers.${of}.${way}`, (asked) => target(asked, of))),
    ),
    ...WAYS_TO_ASK.map((way) =>
      ofSent(
        onBlock("error", CLOUD_RUN_SERVICE_V1, `template.spec.containers.${of}.${way}`, (asked: Block) =>
          target(asked, of),
        ),
      ),
    ),
    ofSent(onBlock("error", CLOUD_RUN_SERVICE, `template.containers.${of}`, (block) => timing(block, of))),
    ofSent(onBlock("error", CLOUD_RUN_SERVICE_V1, `template.spec.containers.${of}`, (block) => timing(block, of))),
    onBlock("error", CLOUD_RUN_SERVICE, `template.containers.${of}`, (block) => waysOfProbe(block, of)),
    onBlock("error", CLOUD_RUN_SERVICE_V1, `template.spec.containers.${of}`, (block) => waysOfProbe(block, of)),
  ];
}

/** A check of the containers of both versions of the API. */
export function ofContainers(
  find: (container: Block) => readonly Text[],
  severity: Severity = "error",
): ResourceCheck[] {
  return [
    onBlock(severity, CLOUD_RUN_SERVICE, "template.containers", find),
    onBlock(severity, CLOUD_RUN_SERVICE_V1, "template.spec.containers", find),
  ];
}

/** A check of the templates of both versions of the API. */
export function ofTemplates(
  find: (template: Template) => readonly Text[],
  severity: Severity = "error",
): ResourceCheck[] {
  return [
    onBlock(severity, CLOUD_RUN_SERVICE, "template", find),
    onResource(severity, CLOUD_RUN_SERVICE_V1, ofTemplateOfV1(find)),
  ];
}
