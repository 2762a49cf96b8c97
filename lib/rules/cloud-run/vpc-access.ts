import { blocks } from "../../app/terraform-json";
import { CLOUD_RUN } from "../../app/load-balancers";
import { Finding, error } from "../finding";
import { SynthesizedApp, Resource } from "../../app/synthesized-app";
import { Block, knownText, knownTexts } from "../../app/values";

/** A connector or subnetwork by its path, which names its region. */
const PATH = /(?:^|\/)(?:locations|regions)\/([a-z0-9-]+)\/(connectors|subnetworks)\/[^/]+$/;
const TYPES = ["google_vpc_access_connector", "google_compute_subnetwork"];

/** RUN-16: a way into a VPC network from another region than the service's. */
export function regionOfVpcAccess(app: SynthesizedApp): Finding[] {
  return app.ofType(...CLOUD_RUN).flatMap((service) => {
    const location = knownText(service.config, "location");
    const accesses = blocks(service.config.template).flatMap(({ vpc_access }) => blocks(vpc_access));
    return accesses.flatMap(waysInto).flatMap(({ argument, value }) =>
      regionsOf(app, service, value)
        .filter((region) => location !== undefined && region !== location)
        .map((region) =>
          error(
            "RUN-16",
            service,
            `${argument} of a service is of its own region, ${location}, got one of ${region}; give one of that region`,
          ),
        ),
    );
  });
}

function waysInto(access: Block): { readonly argument: string; readonly value: unknown }[] {
  return [
    { argument: "the connector", value: access.connector },
    ...blocks(access.network_interfaces).map(({ subnetwork }) => ({ argument: "the subnetwork", value: subnetwork })),
  ];
}

function regionsOf(app: SynthesizedApp, service: Resource, value: unknown): string[] {
  const written = knownTexts(value).map((path) => PATH.exec(path)?.[1]);
  const made = app.referred(service, value, ...TYPES).map(({ config }) => knownText(config, "region"));
  return [...written, ...made].filter((region) => region !== undefined);
}
