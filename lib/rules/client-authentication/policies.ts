/** Server TLS policies of the target HTTPS proxies that visitors reach. */
import { clientAuthenticationOf } from "../../app/client-authentication";
import { schemeOf } from "../../app/load-balancers";
import { Resource, SynthesizedApp } from "../../app/synthesized-app";
import { FORWARDING_RULE, HTTPS_PROXY, SERVER_TLS_POLICY, TRUST_CONFIG } from "../../app/types";
import { blockOf, flag, isExpression, isSet, text, textsOf } from "../../app/values";
import { Found, about } from "../rule";
import { Text, given, text as sentence } from "../text";

const UNSPECIFIED = "CLIENT_VALIDATION_MODE_UNSPECIFIED";
/** What server TLS policies of service meshes have, and those of load balancers do not. */
const OF_MESHES = ["server_certificate", "mtls_policy.client_validation_ca"] as const;

/** The target HTTPS proxies of external load balancers. */
export function externalProxies(app: SynthesizedApp): Resource[] {
  return app
    .ofType(HTTPS_PROXY)
    .filter((proxy) => app.users(proxy, FORWARDING_RULE).some((rule) => schemeOf(app, rule)?.startsWith("EXTERNAL")));
}

/** Policies that no external load balancer can have. */
export function unfitPolicies(app: SynthesizedApp): Found[] {
  return externalProxies(app).flatMap((proxy) => {
    const policy = clientAuthenticationOf(proxy)?.policy;
    return policy ? unfit(policy).map((found) => about(policy, found)) : regional(proxy);
  });
}

function unfit({ config }: Resource): Text[] {
  const mtls = blockOf(config.mtls_policy);
  const location = text(config.location) ?? "global";
  const isThere = (path: string) =>
    path.startsWith("mtls_policy.") ? isSet(mtls, path.slice("mtls_policy.".length)) : isSet(config, path);
  return [
    ...(location === "global" || isExpression(location)
      ? []
      : [
          sentence`the server TLS policy of a global load balancer must be global, got the location ${given(location)}; set location to "global"`,
        ]),
    ...OF_MESHES.filter(isThere).map(
      (path) =>
        sentence`the server TLS policy of a load balancer cannot have ${path}, which is for service meshes; remove it`,
    ),
    ...(flag(config.allow_open) === true
      ? [
          sentence`the server TLS policy of a load balancer cannot have allow_open, which is for service meshes; remove it`,
        ]
      : []),
    ...withoutMode(config),
  ];
}

function withoutMode(config: Resource["config"]): Text[] {
  const mtls = blockOf(config.mtls_policy);
  const mode = text(mtls.client_validation_mode);
  if (isSet(config, "dynamic")) {
    return [];
  }
  if (mode === undefined || mode === UNSPECIFIED) {
    return [
      sentence`the server TLS policy of a load balancer needs client_validation_mode in mtls_policy; set it to REJECT_INVALID, or to ALLOW_INVALID_OR_MISSING_CLIENT_CERT if your services check the certificate`,
    ];
  }
  return mode === "REJECT_INVALID" && !isSet(mtls, "client_validation_trust_config")
    ? [
        sentence`REJECT_INVALID needs client_validation_trust_config, which says whose client certificates are valid; set it to a trust config with your CA`,
      ]
    : [];
}

/** A policy outside the app, by its link. */
function regional(proxy: Resource): Found[] {
  const link = text(proxy.config.server_tls_policy) ?? "";
  const place = isExpression(link) ? undefined : /(?:^|\/)locations\/([^/]+)\/serverTlsPolicies\//.exec(link)?.[1];
  return place === undefined || place === "global"
    ? []
    : [
        about(
          proxy,
          sentence`a global target proxy needs a global server TLS policy, got one of the location ${given(place)}; use one of the location "global"`,
        ),
      ];
}

/** Policies that Terraform would replace at every apply. */
export function policiesByProjectId(app: SynthesizedApp): Found[] {
  return app
    .ofType(SERVER_TLS_POLICY)
    .filter(({ config }) => !ignored(config).some((each) => each === "all" || each.startsWith("mtls_policy")))
    .filter((policy) => namesProjectById(app, policy))
    .map((policy) =>
      about(
        policy,
        sentence`Google answers with the number of the project in client_validation_trust_config, so Terraform would replace this policy at every apply; write projects/PROJECT_NUMBER/locations/global/trustConfigs/NAME, add mtls_policy[0].client_validation_trust_config to ignore_changes, or use a ClientAuthentication`,
      ),
    );
}

function ignored({ lifecycle }: Resource["config"]): string[] {
  return textsOf(blockOf(lifecycle).ignore_changes);
}

function namesProjectById(app: SynthesizedApp, policy: Resource): boolean {
  const value = text(blockOf(policy.config.mtls_policy).client_validation_trust_config) ?? "";
  const reference = /^\$\{google_certificate_manager_trust_config\.[\w-]+\.id\}$/.test(value);
  const [made] = reference ? app.referred(policy, value, TRUST_CONFIG) : [];
  const project = made ? made.project : (/^projects\/([^/${}]+)\//.exec(value)?.[1] ?? "");
  return project !== "" && !project.includes(" ") && !/^\d+$/.test(project);
}
