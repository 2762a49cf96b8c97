import { portOf } from "../../app/load-balancers";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { BACKEND_SERVICE, FORWARDING_RULE, GLOBAL_ADDRESS, HTTPS_PROXY, HTTP_PROXY, URL_MAP } from "../../app/types";
import { asText, isExpression, knownText } from "../../app/values";
import { MAX_PORT } from "../../google/front-end";
import { Arguments } from "../arguments";
import { paths } from "../finding";
import { Found, about } from "../rule";
import { areSchemesRefused, unsaidSchemes } from "../schemes";
import { Text, given, text } from "../text";
import { isKnown, range } from "../values";

type Rule = Arguments<typeof FORWARDING_RULE>;

/** The ports of a load balancer. */
interface GivenPorts {
  readonly httpsPort?: unknown;
  readonly httpPort?: unknown;
  readonly httpRedirect?: unknown;
  readonly httpOnly?: unknown;
}

/** A forwarding rule beside those that a load balancer has. */
interface AddedRule {
  readonly port: unknown;
  readonly httpPort: unknown;
  readonly httpsPort: unknown;
  readonly isHttpAnswered: boolean;
  /** Its address and port in one text. */
  readonly listener: string;
  readonly present: readonly string[];
}

/** A forwarding rule of another tier than the global one. */
export function networkTier(rule: Rule): Text[] {
  return (knownText(rule, "network_tier") ?? "PREMIUM") === "PREMIUM"
    ? []
    : [
        text`a global forwarding rule must be in the Premium tier, got ${String(rule.network_tier)}; set network_tier to PREMIUM`,
      ];
}

/** A forwarding rule for another protocol than TCP. */
export function ipProtocol(rule: Rule): Text[] {
  const protocol = knownText(rule, "ip_protocol") ?? "TCP";
  return protocol !== "TCP" && isExternal(rule)
    ? [
        text`a forwarding rule of the load balancer must use TCP, also for HTTP/3, got ${given(protocol)}; set ip_protocol to TCP`,
      ]
    : [];
}

/** Forwarding rules that leave their scheme to the provider, where it is not refused anyway. */
export function withoutScheme(app: SynthesizedApp): Found[] {
  return unsaidSchemes(
    app
      .ofType(FORWARDING_RULE)
      .filter((rule) => !backendServicesOf(app, rule).some((service) => areSchemesRefused(app, service, rule))),
  );
}

function backendServicesOf(app: SynthesizedApp, rule: Resource): Resource[] {
  return app
    .uses(rule, HTTP_PROXY, HTTPS_PROXY)
    .flatMap((proxy) => app.uses(proxy, URL_MAP))
    .flatMap((urlMap) => app.uses(urlMap, BACKEND_SERVICE));
}

/** Ports that are not valid. */
export function givenPorts({ httpsPort, httpPort }: GivenPorts): Text[] {
  return [...range("httpsPort", httpsPort, 1, MAX_PORT), ...range("httpPort", httpPort, 1, MAX_PORT)];
}

/** A port that is not valid. */
export function addedPort({ port }: AddedRule): Text[] {
  return range("a port", port, 1, MAX_PORT);
}

/** Not exactly one port. */
export function onePort(rule: Rule): Text[] {
  return portOf({ config: rule }) === 0 && isExternal(rule)
    ? [
        text`a forwarding rule of the load balancer must have one port from 1 to ${MAX_PORT}, got ${given(rule.port_range)}; write it like "443"`,
      ]
    : [];
}

function isExternal(rule: Rule): boolean {
  return (knownText(rule, "load_balancing_scheme") ?? "EXTERNAL").startsWith("EXTERNAL");
}

/** A port for HTTP where nothing is to answer HTTP. */
export function idleHttpPort({ httpPort, httpRedirect, httpOnly }: GivenPorts): Text[] {
  return httpRedirect === false && httpPort !== undefined && httpOnly !== true
    ? [
        text`httpPort is ${given(httpPort)}, but nothing answers on it because httpRedirect is false; remove httpPort, or remove httpRedirect: false`,
      ]
    : [];
}

/** The port for HTTP, where nothing answers HTTP and the proxy for HTTPS would. */
export function unansweredPort({ port, httpPort, httpsPort, isHttpAnswered }: AddedRule): Text[] {
  return isHttpAnswered || !isKnown(port) || port !== httpPort || port === httpsPort
    ? []
    : [
        text`the forwarding rule uses port ${given(port)}, which is the HTTP port, but nothing answers on it because httpRedirect is false; choose a port that answers, such as ${given(httpsPort)}, or remove httpRedirect: false`,
      ];
}

/** An address and port that are taken. */
export function takenListener({ listener, present }: AddedRule): Text[] {
  return present.includes(listener)
    ? [
        text`two forwarding rules cannot share an address and a port, got ${given(listener)} twice; choose another port or address for one of them`,
      ]
    : [];
}

/** Two forwarding rules with one address and port. */
export function sharedListeners(app: SynthesizedApp): Found[] {
  const byListener = new Map<string, Resource[]>();
  app.ofType(FORWARDING_RULE).forEach((rule) => {
    const [address, port] = [addressOf(app, rule), portOf(rule)];
    if (address !== undefined && port !== undefined && !isExpression(rule.config.ip_protocol)) {
      const key = [address, asText(rule.config.ip_protocol ?? "TCP"), port].join("|");
      byListener.set(key, [...(byListener.get(key) ?? []), rule]);
    }
  });
  return [...byListener.values()].flatMap(([first, ...others]) =>
    others.map((rule) =>
      about(
        rule,
        text`two forwarding rules cannot share an address and a port, but ${paths([first])} also has port ${String(portOf(rule))}; choose another port or address for one of them`,
      ),
    ),
  );
}

/** What tells the address of a forwarding rule from others; `undefined` for one that Google chooses. */
function addressOf(app: SynthesizedApp, rule: Resource): string | undefined {
  const { ip_address: address } = rule.config;
  const [made] = app.referred(rule, address, GLOBAL_ADDRESS);
  if (made) {
    return `${made.stack} ${made.id}`;
  }
  const [link] = app.links(rule, address);
  if (link) {
    return [link.project, link.place, link.name].join(" ");
  }
  return typeof address !== "string" || address === ""
    ? undefined
    : [isExpression(address) ? rule.stack : rule.project, address].join(" ");
}
