import { invalid, invalidField, required } from "../errors";
import { child, JsonObject, text } from "../json";
import { Change, Collection } from "./collection";

/** The kinds of serverless target, by the field that holds them. */
export const serverlessKinds = ["cloudRun", "cloudFunction", "appEngine"] as const;

/** Network endpoint groups; only serverless ones can be made. */
export const networkEndpointGroups: Collection = {
  name: "networkEndpointGroups",
  noun: "network_endpoint_group",
  kind: "compute#networkEndpointGroup",
  complete: ({ resource }) => {
    resource.networkEndpointType ??= "GCE_VM_IP_PORT";
    resource.size = 0;
  },
  check,
};

/** The kind of a serverless NEG: the field that holds its target. */
export function serverlessKind(neg: JsonObject): (typeof serverlessKinds)[number] | undefined {
  if (text(neg, "networkEndpointType") !== "SERVERLESS") return undefined;
  return serverlessKinds.find((kind) => child(neg, kind) !== undefined);
}

function check({ resource, scope }: Change): void {
  const type = text(resource, "networkEndpointType");
  if (type !== "SERVERLESS") {
    throw invalidField(
      "resource.networkEndpointType",
      type,
      "The simulator makes serverless network endpoint groups only.",
    );
  }
  if (scope === "global") throw invalidField("resource.networkEndpointType", type, "Serverless NEGs are regional.");
  for (const field of ["defaultPort", "network", "subnetwork"]) {
    if (resource[field] === undefined) continue;
    const why = "Field is not supported for serverless network endpoint groups.";
    throw invalidField(`resource.${field}`, text(resource, field), why);
  }
  checkTarget(resource);
}

function checkTarget(resource: JsonObject): void {
  const given = serverlessKinds.filter((kind) => child(resource, kind) !== undefined);
  if (given.length === 0) throw required("resource.cloudRun");
  if (given.length > 1) throw invalid("Only one of cloudRun, appEngine or cloudFunction may be set.");
  const [kind] = given;
  const target = child(resource, kind) ?? {};
  const mask = text(target, "urlMask");
  const name = kind === "cloudFunction" ? "function" : "service";
  if (kind !== "appEngine" && text(target, name) === "" && mask === "") throw required(`resource.${kind}.${name}`);
  for (const field of kind === "cloudRun" ? ["service", "tag"] : []) checkLabel(kind, field, text(target, field));
  if (kind === "cloudFunction") checkFunction(text(target, "function"));
  checkMask(kind, mask, text(target, name) === "" && kind !== "appEngine" ? name : undefined);
}

/** A service or a tag of Cloud Run: as RFC 1035 has it. */
function checkLabel(kind: string, field: string, value: string): void {
  if (value === "" || /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(value)) return;
  throw invalidField(`resource.${kind}.${field}`, value, "Must be a match of regex '[a-z]([-a-z0-9]{0,61}[a-z0-9])?'");
}

function checkFunction(name: string): void {
  if (name === "" || /^[A-Za-z]([-_A-Za-z0-9]{0,61}[A-Za-z0-9])?$/.test(name)) return;
  throw invalidField("resource.cloudFunction.function", name, "Invalid function name.");
}

const placeholders: { readonly [kind: string]: readonly string[] } = {
  cloudRun: ["service", "tag"],
  cloudFunction: ["function"],
  appEngine: ["service", "version"],
};

function checkMask(kind: string, mask: string, mandatory: string | undefined): void {
  if (mask === "") return;
  const field = `resource.${kind}.urlMask`;
  if (/^[a-z]+:\/\//.test(mask)) throw invalidField(field, mask, "The URL mask must not contain a scheme.");
  if (/[\s?#]/.test(mask)) throw invalidField(field, mask, "The URL mask is host and path alone.");
  const names = [...mask.matchAll(/<([^<>]*)>/g)].map((match) => match[1]);
  const wrong = names.find((name) => !placeholders[kind].includes(name));
  if (wrong !== undefined) throw invalidField(field, mask, `Unsupported placeholder <${wrong}> in the URL mask.`);
  if (/[<>]/.test(mask.replace(/<[^<>]*>/g, ""))) throw invalidField(field, mask, "The URL mask is malformed.");
  if (mandatory !== undefined && !names.includes(mandatory)) {
    throw invalidField(field, mask, `The URL mask must contain <${mandatory}>.`);
  }
}
