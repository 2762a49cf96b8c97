import { isIP } from "net";
import { schemeOf } from "../../app/load-balancers";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { FORWARDING_RULE, GLOBAL_ADDRESS } from "../../app/types";
import { ipRanges } from "../../cloud-armor/lazily";
import { asText, isExpression, knownText } from "../../app/values";
import { IP_VERSIONS, IpVersionName } from "../../google/front-end";
import { Arguments } from "../arguments";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { Text, argument, given, text } from "../text";
import { isKnown, oneOf, present } from "../values";

const REGIONAL_ADDRESS = "google_compute_address";

/** The addresses of a load balancer: the prop, what it is called in the output `addresses`, and where the other version goes. */
const ADDRESSES = [
  { prop: "address", output: "ipv4", version: "IPV4", wayOut: "pass it as ipv6Address" },
  { prop: "ipv6Address", output: "ipv6", version: "IPV6", wayOut: "pass it as address" },
] as const satisfies readonly { readonly version: IpVersionName; readonly [name: string]: string }[];

/** An address, as its construct has it. */
interface GivenAddress {
  readonly ipAddress?: unknown;
  /** Of an address that is made here. */
  readonly _ipVersion?: unknown;
}

/** The addresses of a load balancer. */
interface GivenAddresses {
  readonly address?: GivenAddress;
  readonly ipv6Address?: GivenAddress;
  readonly ipv6?: unknown;
}

/** An IP version that does not exist. */
export function ipVersion({ ip_version: version }: Arguments<typeof GLOBAL_ADDRESS>): Text[] {
  return oneOf(argument("ip_version"), version, Object.keys(IP_VERSIONS));
}

/** A text that is no IP address. */
export function ipAddress({ ipAddress: address }: GivenAddress): Text[] {
  return isKnown(address) && isIP(String(address)) === 0
    ? [
        text`ipAddress must be an IPv4 or IPv6 address, got ${given(address)}; write it like 203.0.113.7, or look the address up by its name: GlobalAddress.fromGlobalAddressName`,
      ]
    : present("ipAddress", address, "set it to an address, such as 203.0.113.7");
}

/** An address that no visitor from the internet can reach. */
export function internalAddresses(app: SynthesizedApp): Found[] {
  return app
    .ofType(FORWARDING_RULE)
    .filter((rule) => schemeOf(app, rule)?.startsWith("EXTERNAL"))
    .flatMap((rule) =>
      wrongAddresses(app, rule).map((what) =>
        about(
          rule,
          text`the address of an external load balancer must be global and external, got ${what}; use a GlobalAddress`,
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
        (address) =>
          `${paths([address])}, ${address.type === REGIONAL_ADDRESS ? "a regional address" : "an INTERNAL address"}`,
      ),
  ];
}

/** An address in the place of the other version, for which the DNS records would be wrong. */
export function givenVersions(addresses: GivenAddresses): Text[] {
  return [
    ...ADDRESSES.flatMap(({ prop, version, wayOut }) => {
      const found = versionOf(addresses[prop]);
      return found === undefined || found === version
        ? []
        : [text`${prop} must be an ${IP_VERSIONS[version]} address, got ${given(found)}; ${wayOut}`];
    }),
    ...(addresses.ipv6 === false && addresses.ipv6Address !== undefined
      ? [text`ipv6 is false but ipv6Address is given; remove ipv6: false, or remove ipv6Address`]
      : []),
  ];
}

/** The IP version of an address; undefined where it is not known at synth. */
function versionOf({ ipAddress: address, _ipVersion: version }: GivenAddress = {}): unknown {
  if (version !== undefined) {
    return isKnown(version) ? version : undefined;
  }
  return typeof address === "string" && isKnown(address) ? (address.includes(":") ? "IPV6" : "IPV4") : undefined;
}

/** An address in the place of the other version, of which the DNS records that a stack puts out are wrong. */
export function addressVersions(app: SynthesizedApp): Found[] {
  return [...app.stacks].flatMap(([stack, json]) =>
    ADDRESSES.flatMap(({ prop, output, version, wayOut }) =>
      Object.values(blocks(json.output?.addresses?.value)[0] ?? {})
        .flatMap((addresses) => blocks(addresses).map((each) => each[output]))
        .flatMap((value) => app.referred({ stack }, value, GLOBAL_ADDRESS))
        .map((address) => ({ address, found: address.config.ip_version || "IPV4" }))
        .filter(({ found }) => !isExpression(found) && found !== version)
        .map(({ address, found }) =>
          about(address, text`${prop} must be an ${IP_VERSIONS[version]} address, got ${asText(found)}; ${wayOut}`),
        ),
    ),
  );
}
