import { blocks } from "../../app/terraform-json";
import { FORWARDING_RULE, GLOBAL_ADDRESS, schemeOf } from "../../app/load-balancers";
import { Finding, error, paths } from "../finding";
import { ipRanges } from "../../cloud-armor/lazily";
import { SynthesizedApp, Resource } from "../../app/synthesized-app";
import { asText, isExpression, knownText } from "../../app/values";

const REGIONAL_ADDRESS = "google_compute_address";
/** The IP versions by what the output `addresses` calls them, with the prop of each and of the other one. */
const VERSIONS = {
  ipv4: { version: "IPV4", words: "address is an IPv4 address", wayOut: "pass it as ipv6Address" },
  ipv6: { version: "IPV6", words: "ipv6Address is an IPv6 address", wayOut: "pass it as address" },
} as const;

/** FE-01: an address to which no visitor from the internet comes. */
export function internalAddresses(app: SynthesizedApp): Finding[] {
  return app
    .ofType(FORWARDING_RULE)
    .filter((rule) => schemeOf(app, rule)?.startsWith("EXTERNAL"))
    .flatMap((rule) =>
      wrongAddresses(app, rule).map((what) =>
        error(
          "FE-01",
          rule,
          `the address of an external load balancer is global and external, got ${what}; make a GlobalAddress`,
        ),
      ),
    );
}

function wrongAddresses(app: SynthesizedApp, rule: Resource): string[] {
  const literal = knownText(rule.config, "ip_address");
  const made = app.referred(rule, rule.config.ip_address, GLOBAL_ADDRESS, REGIONAL_ADDRESS);
  return [
    ...(literal !== undefined && ipRanges().isPrivateIp(literal) ? [literal] : []),
    ...made
      .filter(({ type, config }) => type === REGIONAL_ADDRESS || config.address_type === "INTERNAL")
      .map(
        (address) => `${paths([address])}, ${address.type === REGIONAL_ADDRESS ? "a regional one" : "an INTERNAL one"}`,
      ),
  ];
}

/** FE-06: an address in the place of the other version, of which the DNS records that a stack puts out are wrong. */
export function addressVersions(app: SynthesizedApp): Finding[] {
  return [...app.stacks].flatMap(([stack, json]) =>
    Object.entries(VERSIONS).flatMap(([key, { version, words, wayOut }]) =>
      Object.values(blocks(json.output?.addresses?.value)[0] ?? {})
        .flatMap((addresses) => blocks(addresses).map((each) => each[key]))
        .flatMap((value) => app.referred({ stack }, value, GLOBAL_ADDRESS))
        .map((address) => ({ address, given: address.config.ip_version || "IPV4" }))
        .filter(({ given }) => !isExpression(given) && given !== version)
        .map(({ address, given }) => error("FE-06", address, `${words}, got ${asText(given)}; ${wayOut}`)),
    ),
  );
}
