import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { CLOUD_RUN_SERVICE, CLOUD_RUN_SERVICES, CLOUD_RUN_SERVICE_V1 } from "../../app/types";
import { Block, isSet, knownText, knownTexts } from "../../app/values";
import { ArgumentsAt } from "../arguments";
import { Found, about } from "../rule";
import { Text, argument, text } from "../text";
import { length } from "../values";
import { templateOfV1 } from "./first-version";
import { Template } from "./template";

/** A connector or subnetwork by its path, which names its region. */
const RESOURCE_PATH = /(?:^|\/)(?:locations|regions)\/([a-z0-9-]+)\/(connectors|subnetworks)\/[^/]+$/;
const TYPES = ["google_vpc_access_connector", "google_compute_subnetwork"];
const MAX_CONNECTOR_LENGTH = 1024;

type Access = ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template.vpc_access">;
type Interface = ArgumentsAt<typeof CLOUD_RUN_SERVICE, "template.vpc_access.network_interfaces">;

/** A connector that is none. */
export function connector({ connector: id }: Access): Text[] {
  return length(argument("template.vpc_access.connector"), id, 1, MAX_CONNECTOR_LENGTH);
}

/** A way into no network. */
export function wayToNowhere(way: Interface): Text[] {
  return !isSet(way, "network") && !isSet(way, "subnetwork")
    ? [text`${argument("template.vpc_access.network_interfaces")} needs a network or a subnetwork; set one of the two`]
    : [];
}

/** Two ways into networks, of which a service has one. */
export function severalWays({ vpc_access: accesses }: Template): Text[] {
  const [connectorName, interfaces] = ["connector", "network_interfaces"].map((way) =>
    argument(`template.vpc_access.${way}`),
  );
  return blocks(accesses).flatMap((access) => {
    if (isSet(access, "connector") && isSet(access, "network_interfaces")) {
      return [text`${connectorName} and ${interfaces} cannot be set together; remove one of the two`];
    }
    const count = blocks(access.network_interfaces).length;
    return count > 1 ? [text`a service can have one of ${interfaces}, got ${count}; remove the others`] : [];
  });
}

/** A way into a VPC network from another region than the service's. */
export function regionOfVpcAccess(app: SynthesizedApp): Found[] {
  return app.ofType(...CLOUD_RUN_SERVICES).flatMap((service) => {
    const location = knownText(service.config, "location");
    const templates =
      service.type === CLOUD_RUN_SERVICE_V1 ? [templateOfV1(service.config)] : blocks(service.config.template);
    const accesses = templates.flatMap(({ vpc_access }) => blocks(vpc_access));
    return accesses.flatMap(waysInto).flatMap(({ what, value }) =>
      regionsOf(app, service, value)
        .filter((region) => location !== undefined && region !== location)
        .map((region) =>
          about(
            service,
            text`${what} of a service must be in the service's region, ${location ?? ""}, got one in ${region}; use one in the service's region`,
          ),
        ),
    );
  });
}

function waysInto(access: Block): { readonly what: string; readonly value: unknown }[] {
  return [
    { what: "the connector", value: access.connector },
    ...blocks(access.network_interfaces).map(({ subnetwork }) => ({ what: "the subnetwork", value: subnetwork })),
  ];
}

function regionsOf(app: SynthesizedApp, service: Resource, value: unknown): string[] {
  const written = knownTexts(value).map((path) => RESOURCE_PATH.exec(path)?.[1]);
  const made = app.referred(service, value, ...TYPES).map(({ config }) => knownText(config, "region"));
  return [...written, ...made].filter((region) => region !== undefined);
}
