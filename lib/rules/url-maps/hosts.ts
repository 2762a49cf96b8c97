import { IPV4, hostNameMended, inAscii } from "../../app/host-names";
import { SynthesizedApp } from "../../app/synthesized-app";
import { blocks } from "../../app/terraform-json";
import { URL_MAP } from "../../app/types";
import { isDynamic, isExpression, knownTexts } from "../../app/values";
import { MAX_PORT } from "../../google/front-end";
import { ArgumentsAt } from "../arguments";
import { Found, about } from "../rule";
import { Text, given, text } from "../text";
import { isInternal } from "./links";
import { UrlMap } from "./places";
import { listed } from "./texts";

const HOST_PATTERN = /^(?!.*\.\.)(\*|\*[-.][a-z0-9.-]*[a-z0-9]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:\d{1,5})?$/;
const DEFAULT_PORT = /:(80|443)$/;

/** Whether a text is a lowercase host name with an optional port; a `*` may only come first, alone or before `.` or `-`. */
export function isHost(host: string): boolean {
  const [name, port] = host.split(":");
  return (
    HOST_PATTERN.test(host) &&
    !IPV4.test(name) &&
    (port === undefined || (Number(port) >= 1 && Number(port) <= MAX_PORT))
  );
}

/** Hosts that Google refuses. Google accepts capitals. */
export function hosts({ hosts: all }: ArgumentsAt<typeof URL_MAP, "host_rule">): Text[] {
  return listed(all)
    .filter((host) => !isHost(host.toLowerCase()))
    .map(badHost);
}

/** The message about a text that is not a host. */
export function badHost(host: string): Text {
  const ascii = inAscii(host) ?? "app.example.com, *.example.com or *, without scheme, path and IP address";
  const wayOut = hostNameMended(host) ?? `write it like ${ascii}`;
  return text`a host must be a lowercase host name with an optional port, and * may only come first, alone or before . or -, got ${given(host)}; ${wayOut}`;
}

/** A host with the port that browsers leave out, and without a rule for the host alone. */
export function defaultPorts(app: SynthesizedApp): Found[] {
  return app
    .ofType(URL_MAP)
    .filter((urlMap) => !isInternal(app, urlMap))
    .flatMap((urlMap) =>
      blocks(urlMap.config.host_rule).flatMap((rule) => {
        const all = knownTexts(rule.hosts);
        return all
          .filter((host) => DEFAULT_PORT.test(host) && !all.includes(host.replace(DEFAULT_PORT, "")))
          .map((host) =>
            about(
              urlMap,
              text`browsers leave out the default port, so no visitor reaches host ${given(host)}; write ${host.replace(DEFAULT_PORT, "")}`,
            ),
          );
      }),
    );
}

/** A host in two host rules. */
export function repeatedHosts(app: SynthesizedApp): Found[] {
  return app.ofType(URL_MAP).flatMap((urlMap) => {
    const seen = new Set<string>();
    return blocks(urlMap.config.host_rule)
      .flatMap((rule) => knownTexts(rule.hosts))
      .filter((host) => seen.has(host.toLowerCase()) || !seen.add(host.toLowerCase()))
      .map((host) =>
        about(
          urlMap,
          text`a host may appear in only one host rule, got ${given(host)} twice; merge the two host rules`,
        ),
      );
  });
}

/** Host rules without a path matcher, path matchers without a host rule or with one name. */
export function danglingMatchers(config: UrlMap): Text[] {
  if (isDynamic(config, "host_rule") || isDynamic(config, "path_matcher")) {
    return [];
  }
  const made = blocks(config.path_matcher).map(({ name }) => String(name));
  const wanted = blocks(config.host_rule).map(({ path_matcher: name }) => String(name));
  const [isMade, isWanted] = [new Set(made), new Set(wanted)];
  const refused = (what: string, names: readonly string[], wayOut: string) =>
    [...new Set(names)].map((name) => text`${what} ${given(name)}; ${wayOut}`);
  const missing = made.some(isExpression) ? [] : wanted.filter((name) => !isExpression(name) && !isMade.has(name));
  const orphans = wanted.some(isExpression) ? [] : made.filter((name) => !isExpression(name) && !isWanted.has(name));
  return [
    ...refused(
      "a host rule names a path matcher that the URL map does not have:",
      missing,
      "correct path_matcher of the host rule",
    ),
    ...refused("no host rule names path matcher", orphans, "add a host rule for it, or remove it"),
    ...refused(
      "two path matchers have the name",
      made.filter((name, index) => made.indexOf(name) !== index),
      "rename one of them, or merge their host rules",
    ),
  ];
}
