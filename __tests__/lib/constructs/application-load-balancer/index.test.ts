import { TerraformVariable } from "cdktf";
import {
  ApplicationLoadBalancer,
  ApplicationLoadBalancerProps,
  BackendService,
  EnvironmentStack,
  GlobalAddress,
  IpVersion,
  ManagedSslCertificate,
  PathMatch,
  QuicOverride,
  RouteAction,
  Routes,
  SslCertificate,
  SslPolicy,
  UrlMap,
  Warnings,
} from "cdktf-google-serverless-lb";
import { Synthesized, resource, synthesize, warningsOf } from "../../../synthesized";

const PROXY = "google_compute_target_https_proxy";
const HTTP_PROXY = "google_compute_target_http_proxy";
const RULE = "google_compute_global_forwarding_rule";
const WEB = "projects/p1/global/backendServices/web";
const CBD = { lifecycle: { create_before_destroy: true } };
const KEPT = { lifecycle: { create_before_destroy: true, ignore_changes: ["description"] } };

type Props = Omit<ApplicationLoadBalancerProps, "defaultService">;
const web = (stack: EnvironmentStack) => BackendService.fromBackendServiceSelfLink(stack, "web", WEB);
const imported = (stack: EnvironmentStack, id: string) =>
  SslCertificate.fromSslCertificateSelfLink(stack, id, `projects/p1/global/sslCertificates/${id}`);
/** A load balancer, of which the props may need the stack. */
const balancer =
  (props: (stack: EnvironmentStack) => Props = () => ({ domains: ["app.example.com"] })) =>
  (stack: EnvironmentStack) =>
    new ApplicationLoadBalancer(stack, "Lb", { defaultService: web(stack), ...props(stack) });
const withCertificate = (props: Props) => balancer((stack) => ({ certificates: [imported(stack, "tls")], ...props }));

/** The resources of a stack without the digests in their Terraform addresses and in references to these. */
function readable(json: Synthesized): Synthesized["resource"] {
  const text = JSON.stringify(json.resource).replace(/(\b[A-Z][\w-]*?)_[0-9A-F]{8}\b/g, "$1");
  return JSON.parse(text) as Synthesized["resource"];
}
const rules = (build: (stack: EnvironmentStack) => unknown) => readable(synthesize(build))[RULE];

test("a load balancer serves HTTPS and redirects HTTP on one address", () => {
  expect(readable(synthesize(balancer()))).toEqual({
    google_compute_global_address: {
      Lb_Address: { name: "test-lb-address", address_type: "EXTERNAL", ip_version: "IPV4", ...KEPT },
    },
    google_compute_global_forwarding_rule: {
      Lb_HttpForwardingRule: {
        name: "test-lb-http-forwarding-rule-df56fab0",
        ip_address: "${google_compute_global_address.Lb_Address.address}",
        ip_protocol: "TCP",
        load_balancing_scheme: "EXTERNAL_MANAGED",
        network_tier: "PREMIUM",
        port_range: "80",
        target: "${google_compute_target_http_proxy.Lb_HttpProxy.self_link}",
        ...CBD,
      },
      Lb_HttpsForwardingRule: {
        name: "test-lb-https-forwarding-rule-03609290",
        ip_address: "${google_compute_global_address.Lb_Address.address}",
        ip_protocol: "TCP",
        load_balancing_scheme: "EXTERNAL_MANAGED",
        network_tier: "PREMIUM",
        port_range: "443",
        target: "${google_compute_target_https_proxy.Lb_HttpsProxy.self_link}",
        ...CBD,
      },
    },
    google_compute_managed_ssl_certificate: {
      "Lb_Certificate-appexamplecom": {
        name: "test-lb-certificate-app-example-com-28059829",
        managed: { domains: ["app.example.com"] },
        ...KEPT,
      },
    },
    google_compute_ssl_policy: {
      Lb_SslPolicy: { name: "test-lb-ssl-policy", profile: "MODERN", min_tls_version: "TLS_1_2", ...CBD },
    },
    google_compute_target_http_proxy: {
      Lb_HttpProxy: {
        name: "test-lb-http-proxy",
        url_map: "${google_compute_url_map.Lb_HttpRedirect.self_link}",
        ...CBD,
      },
    },
    google_compute_target_https_proxy: {
      Lb_HttpsProxy: {
        name: "test-lb-https-proxy",
        url_map: "${google_compute_url_map.Lb_UrlMap.self_link}",
        ssl_certificates: ["${google_compute_managed_ssl_certificate.Lb_Certificate-appexamplecom.self_link}"],
        ssl_policy: "${google_compute_ssl_policy.Lb_SslPolicy.self_link}",
        quic_override: "NONE",
        ...CBD,
      },
    },
    google_compute_url_map: {
      Lb_HttpRedirect: {
        name: "test-lb-http-redirect",
        default_url_redirect: {
          https_redirect: true,
          redirect_response_code: "MOVED_PERMANENTLY_DEFAULT",
          strip_query: false,
        },
        ...CBD,
      },
      Lb_UrlMap: {
        name: "test-lb-url-map",
        default_service: WEB,
        host_rule: [],
        path_matcher: [],
        test: [{ host: "any-host.example", path: "/any-path", service: WEB }],
        ...CBD,
      },
    },
  });
});

test("a load balancer with IPv6 has a second address and a rule there for each port", () => {
  const json = readable(synthesize(withCertificate({ ipv6: true })));
  expect(json.google_compute_global_address.Lb_Ipv6Address).toMatchObject({
    name: expect.stringMatching(/^test-lb-ipv6-address-[0-9a-f]{8}$/),
    ip_version: "IPV6",
  });
  expect(
    Object.entries(json[RULE]).map(
      ([id, { ip_address, port_range, target }]) => [id, ip_address, port_range, target] as string[],
    ),
  ).toEqual(
    [
      ["Lb_HttpForwardingRule", "Lb_Address", "80", "google_compute_target_http_proxy.Lb_HttpProxy"],
      ["Lb_HttpIpv6ForwardingRule", "Lb_Ipv6Address", "80", "google_compute_target_http_proxy.Lb_HttpProxy"],
      ["Lb_HttpsForwardingRule", "Lb_Address", "443", "google_compute_target_https_proxy.Lb_HttpsProxy"],
      ["Lb_HttpsIpv6ForwardingRule", "Lb_Ipv6Address", "443", "google_compute_target_https_proxy.Lb_HttpsProxy"],
    ].map(([id, address, port, proxy]) => [
      id,
      `\${google_compute_global_address.${address}.address}`,
      port,
      `\${${proxy}.self_link}`,
    ]),
  );
});

test("an IPv6 address of your own is used without asking for IPv6", () => {
  const build = balancer((stack) => ({
    certificates: [imported(stack, "tls")],
    httpRedirect: false,
    ipv6Address: new GlobalAddress(stack, "Mine", { ipVersion: IpVersion.IPV6 }),
  }));
  expect(rules(build).Lb_HttpsIpv6ForwardingRule.ip_address).toBe("${google_compute_global_address.Mine.address}");
});

test("without the HTTP redirect nothing answers HTTP", () => {
  const json = readable(synthesize(withCertificate({ httpRedirect: false })));
  expect(Object.keys(json[RULE])).toEqual(["Lb_HttpsForwardingRule"]);
  expect(Object.keys(json.google_compute_url_map)).toEqual(["Lb_UrlMap"]);
  expect(json).not.toHaveProperty(HTTP_PROXY);
});

test("a site served by HTTP alone has neither HTTPS nor redirect, and is warned of", () => {
  const build = balancer(() => ({ httpOnly: true, httpPort: 8080 }));
  const json = readable(synthesize(build));
  expect(Object.keys(json).sort()).toEqual([
    "google_compute_global_address",
    RULE,
    HTTP_PROXY,
    "google_compute_url_map",
  ]);
  expect(json[HTTP_PROXY]).toEqual({
    Lb_HttpProxy: { name: "test-lb-http-proxy", url_map: "${google_compute_url_map.Lb_UrlMap.self_link}", ...CBD },
  });
  expect(json[RULE].Lb_HttpForwardingRule.port_range).toBe("8080");
  expect(warningsOf(build)).toEqual([
    expect.stringMatching(
      /^\[test\/Lb\/HttpProxy\] FE-13: the site is served over HTTP, without encryption; .*acknowledge/,
    ),
  ]);
});

test("the warning of a site served by HTTP alone can be acknowledged, and HTTPS has none", () => {
  const build = (stack: EnvironmentStack) =>
    Warnings.of(balancer(() => ({ httpOnly: true }))(stack)).acknowledge("FE-13", "a test system without a domain");
  expect(warningsOf(build)).toEqual([]);
  expect(warningsOf(balancer())).toEqual([]);
});

test("ports are as asked for, and each has a forwarding rule of another name", () => {
  const custom = rules(withCertificate({ httpsPort: 8443, httpPort: 8080 }));
  expect(custom).toMatchObject({
    Lb_HttpsForwardingRule: { port_range: "8443" },
    Lb_HttpForwardingRule: { port_range: "8080" },
  });
  const usual = rules(withCertificate({}));
  expect(custom.Lb_HttpsForwardingRule.name).not.toBe(usual.Lb_HttpsForwardingRule.name);
  expect(custom.Lb_HttpForwardingRule.name).not.toBe(usual.Lb_HttpForwardingRule.name);
});

test("another keep-alive time is another target proxy, of another name", () => {
  const proxy = (seconds?: number) =>
    resource(PROXY, withCertificate({ httpKeepAliveTimeoutSec: seconds })) as {
      name: string;
      http_keep_alive_timeout_sec?: number;
    };
  expect(proxy(5)).toMatchObject({
    name: expect.stringMatching(/^test-lb-https-proxy-[0-9a-f]{8}$/),
    http_keep_alive_timeout_sec: 5,
  });
  expect(proxy(1200).http_keep_alive_timeout_sec).toBe(1200);
  expect(new Set([proxy(5).name, proxy(1200).name, proxy().name]).size).toBe(3);
});

test("the keep-alive time counts for a site served by HTTP alone, and not for a mere redirect", () => {
  const proxy = (props: Props) =>
    resource(
      HTTP_PROXY,
      balancer(() => ({ httpKeepAliveTimeoutSec: 60, ...props })),
    ) as object;
  expect(proxy({ httpOnly: true })).toMatchObject({
    name: expect.stringMatching(/^test-lb-http-proxy-[0-9a-f]{8}$/),
    http_keep_alive_timeout_sec: 60,
  });
  expect(proxy({ domains: ["a.example.com"] })).not.toHaveProperty("http_keep_alive_timeout_sec");
});

test("QUIC and the SSL policy are as asked for", () => {
  const build = balancer((stack) => ({
    certificates: [imported(stack, "tls")],
    quicOverride: QuicOverride.ENABLE,
    sslPolicy: SslPolicy.fromSslPolicySelfLink(stack, "Tls", "projects/p1/global/sslPolicies/company"),
  }));
  expect(resource(PROXY, build)).toMatchObject({
    quic_override: "ENABLE",
    ssl_policy: "projects/p1/global/sslPolicies/company",
  });
  expect(synthesize(build).resource).not.toHaveProperty("google_compute_ssl_policy");
});

test("an existing address is used by its name or by the IP address itself", () => {
  const byName = balancer((stack) => ({
    certificates: [imported(stack, "tls")],
    address: GlobalAddress.fromGlobalAddressName(stack, "Ip", "web-ip"),
  }));
  const byIp = balancer((stack) => ({
    certificates: [imported(stack, "tls")],
    address: GlobalAddress.fromIpAddress(stack, "Ip", "203.0.113.7"),
  }));
  expect(rules(byName).Lb_HttpsForwardingRule.ip_address).toBe("${data.google_compute_global_address.Ip.address}");
  expect(rules(byIp).Lb_HttpsForwardingRule.ip_address).toBe("203.0.113.7");
  expect(synthesize(byIp).resource).not.toHaveProperty("google_compute_global_address");
  const names = [byName, byIp, withCertificate({})].map((build) => rules(build).Lb_HttpsForwardingRule.name as string);
  expect(new Set(names).size).toBe(3);
});

test("all names can be fixed, and a forwarding rule of a fixed name is not created before the old one is gone", () => {
  const names = {
    urlMap: "map",
    address: "ip",
    ipv6Address: "ip6",
    sslPolicy: "tls",
    targetHttpsProxy: "https-proxy",
    httpsForwardingRule: "https",
    httpsIpv6ForwardingRule: "https6",
    httpRedirectUrlMap: "redirect",
    targetHttpProxy: "http-proxy",
    httpForwardingRule: "http",
    httpIpv6ForwardingRule: "http6",
  };
  const json = readable(synthesize(withCertificate({ ipv6: true, names, httpKeepAliveTimeoutSec: 5 })));
  const found = Object.values(json).flatMap((type) => Object.values(type).map(({ name }) => name as string));
  expect(found.sort()).toEqual(Object.values(names).sort());
  Object.values(json[RULE]).forEach((rule) =>
    expect(rule).toMatchObject({ lifecycle: { ignore_changes: ["description"] } }),
  );
  expect(json[PROXY].Lb_HttpsProxy).toMatchObject(CBD);
});

test.each<[string, (stack: EnvironmentStack) => Partial<ApplicationLoadBalancerProps>, Props]>([
  ["urlMap", (stack) => ({ defaultService: undefined, urlMap: UrlMap.fromUrlMapSelfLink(stack, "Map", "map") }), {}],
  ["address", (stack) => ({ address: GlobalAddress.fromIpAddress(stack, "Ip", "203.0.113.7") }), {}],
  ["ipv6Address", () => ({}), { ipv6: true }],
  ["sslPolicy", (stack) => ({ sslPolicy: new SslPolicy(stack, "Tls") }), {}],
  ["httpsIpv6ForwardingRule", () => ({}), { ipv6: true }],
  ["httpIpv6ForwardingRule", () => ({ ipv6: true, httpRedirect: false }), { ipv6: true }],
  ["httpRedirectUrlMap", () => ({ httpRedirect: false }), {}],
  ["targetHttpProxy", () => ({ httpRedirect: false }), {}],
  ["httpForwardingRule", () => ({ httpRedirect: false }), {}],
])("a name for %s is refused where that is not made", (part, without, having) => {
  const names = { [part]: "name" };
  expect(() => synthesize((stack) => withCertificate({ ...without(stack), names })(stack))).toThrow(
    `[test/Lb] NAM-04: names.${part} is "name", but this load balancer does not create that resource; remove names.${part}`,
  );
  expect(() => synthesize(withCertificate({ ...having, names }))).not.toThrow();
});

test.each(["sslPolicy", "targetHttpsProxy", "httpsForwardingRule", "httpRedirectUrlMap"])(
  "a name for %s is refused where only HTTP is served",
  (part) => {
    expect(() => synthesize(balancer(() => ({ httpOnly: true, names: { [part]: "name" } })))).toThrow(
      `[test/Lb] NAM-04: names.${part} is "name", but this load balancer does not create that resource`,
    );
  },
);

test("a port for HTTP where nothing answers HTTP is refused, with a redirect it is not", () => {
  expect(() => synthesize(withCertificate({ httpRedirect: false, httpPort: 8080 }))).toThrow(
    /^\[test\/Lb\] FE-10: httpPort is 8080, but nothing answers on it because httpRedirect is false; remove httpPort, or remove httpRedirect: false \(https:/,
  );
  expect(() => synthesize(withCertificate({ httpRedirect: true, httpPort: 8080 }))).not.toThrow();
});

test("addForwardingRule serves the site on another address or port", () => {
  const json = rules((stack) => {
    const lb = withCertificate({})(stack);
    lb.addForwardingRule("NewAddress", { address: GlobalAddress.fromIpAddress(stack, "Ip", "203.0.113.7") });
    lb.addForwardingRule("NewPort", { port: 8443, name: "new-port" });
  });
  expect(json.Lb_NewAddress).toEqual({
    name: expect.stringMatching(/^test-lb-new-address-[0-9a-f]{8}$/),
    ip_address: "203.0.113.7",
    ip_protocol: "TCP",
    load_balancing_scheme: "EXTERNAL_MANAGED",
    network_tier: "PREMIUM",
    port_range: "443",
    target: "${google_compute_target_https_proxy.Lb_HttpsProxy.self_link}",
    ...CBD,
  });
  expect(json.Lb_NewPort).toMatchObject({
    name: "new-port",
    ip_address: "${google_compute_global_address.Lb_Address.address}",
    port_range: "8443",
  });
  expect(json.Lb_NewPort.lifecycle).toEqual({ ignore_changes: ["description"] });
});

test("addForwardingRule redirects on the port for HTTP, where something is redirected", () => {
  const json = rules((stack) => {
    const address = GlobalAddress.fromIpAddress(stack, "Ip", "203.0.113.7");
    withCertificate({})(stack).addForwardingRule("NewHttp", { address, port: 80 });
  });
  expect(json.Lb_NewHttp).toMatchObject({
    port_range: "80",
    target: "${google_compute_target_http_proxy.Lb_HttpProxy.self_link}",
  });
});

test("addForwardingRule on the port for HTTP is refused where nothing is redirected", () => {
  const added = (props: Props) => (stack: EnvironmentStack) => {
    const address = GlobalAddress.fromIpAddress(stack, "Ip", "203.0.113.7");
    withCertificate(props)(stack).addForwardingRule("New", { address, port: 80 });
  };
  expect(() => synthesize(added({ httpRedirect: false }))).toThrow(
    /^\[test\/Lb\] FE-10: the forwarding rule uses port 80, which is the HTTP port, but nothing answers on it because httpRedirect is false; choose a port that answers, such as 443, or .* \(https:/,
  );
  expect(rules(added({ httpRedirect: false, httpsPort: 80 })).Lb_New).toMatchObject({
    target: "${google_compute_target_https_proxy.Lb_HttpsProxy.self_link}",
  });
  expect(() => synthesize(added({ httpRedirect: true }))).not.toThrow();
});

test("addForwardingRule of a site served by HTTP alone takes its port and proxy", () => {
  const json = rules((stack) => {
    const lb = balancer(() => ({ httpOnly: true, httpPort: 8080 }))(stack);
    lb.addForwardingRule("New", { address: GlobalAddress.fromIpAddress(stack, "Ip", "203.0.113.7") });
  });
  expect(json.Lb_New).toMatchObject({
    port_range: "8080",
    target: "${google_compute_target_http_proxy.Lb_HttpProxy.self_link}",
  });
});

test.each([
  [{ port: 0 }, /FE-04: a port must be a whole number from 1 to 65535, got 0; choose one in that range/],
  [{ port: 65536 }, /FE-04: a port must be .*, got 65536/],
  [
    {},
    /FE-05: two forwarding rules cannot share an address and a port, got "test-lb-address port 443" twice; choose another/,
  ],
  [{ port: 80 }, /FE-05: two forwarding rules cannot share an address and a port, got "test-lb-address port 80"/],
])("addForwardingRule refuses %j", (options, message) => {
  expect(() => synthesize((stack) => withCertificate({})(stack).addForwardingRule("New", options))).toThrow(
    new RegExp(`^\\[test/Lb\\] ${message.source}`),
  );
});

test("addDomain and addCertificate add what domains and certificates do", () => {
  const given = balancer((stack) => ({ domains: ["a.example.com"], certificates: [imported(stack, "tls")] }));
  const added = (stack: EnvironmentStack) => {
    const lb = balancer(() => ({}))(stack);
    lb.addDomain("a.example.com");
    lb.addCertificate(imported(stack, "tls"));
  };
  expect(resource(PROXY, given).ssl_certificates).toHaveLength(2);
  expect(synthesize(added)).toEqual(synthesize(given));
});

test("a domain of an existing certificate can have a Google-managed one beside it, as for a move to it", () => {
  const build = balancer((stack) => ({
    domains: ["a.example.com"],
    certificates: [
      SslCertificate.fromSslCertificateName(stack, "Old", "old", { domains: ["a.example.com", "b.example.com"] }),
    ],
  }));
  expect(resource(PROXY, build).ssl_certificates).toHaveLength(2);
});

test("each domain has a certificate of its own, which another domain does not change", () => {
  const TYPE = "google_compute_managed_ssl_certificate";
  const one = synthesize(balancer(() => ({ domains: ["a.example.com"] }))).resource[TYPE];
  const two = synthesize(balancer(() => ({ domains: ["b.example.com", "a.example.com"] }))).resource[TYPE];
  expect(Object.keys(two)).toHaveLength(2);
  expect(two).toMatchObject(one);
});

test.each([
  ["twice", ["a.com", "a.com"], /\[test\/Lb\] CERT-01: .* already has a certificate for "a.com"; add/],
  [
    "*.a.com",
    ["*.a.com"],
    /\[test\/Lb\] CERT-02: .* cannot have a wildcard, got "\*.a.com"; put it into a CertificateMap/,
  ],
  ["http://a.com", ["http://a.com"], /CERT-01: .* a full host name .*, got "http:\/\/a.com"; write "a.com"/],
])("a domain is refused: %s", (_what, domains, message) => {
  expect(() => synthesize(balancer(() => ({ domains })))).toThrow(message);
  expect(() =>
    synthesize((stack) => {
      const lb = balancer(() => ({}))(stack);
      domains.forEach((domain) => lb.addDomain(domain));
    }),
  ).toThrow(message);
});

test("a domain that a certificate with several has already is refused", () => {
  const build = (stack: EnvironmentStack) => {
    const both = new ManagedSslCertificate(stack, "Both", { domains: ["a.com", "b.com"] });
    balancer(() => ({ certificates: [both] }))(stack).addDomain("b.com");
  };
  expect(() => synthesize(build)).toThrow(/^\[test\/Lb\] CERT-01: .*already .* for "b.com"/);
});

test("a domain that is a token is refused, because it decides which certificates there are", () => {
  const one = balancer((stack) => ({ domains: [new TerraformVariable(stack, "domain", {}).stringValue] }));
  const many = balancer((stack) => ({ domains: new TerraformVariable(stack, "domains", {}).listValue }));
  const message = /CERT-01: a domain must be known at synth, .*, got "a token"; write the domain/;
  expect(() => synthesize(one)).toThrow(message);
  expect(() => synthesize(many)).toThrow(message);
  const element = (stack: EnvironmentStack) => {
    const [domain] = new TerraformVariable(stack, "domains", {}).listValue;
    balancer(() => ({}))(stack).addDomain(domain);
  };
  expect(() => synthesize(element)).toThrow(message);
});

const domains = (count: number) => Array.from({ length: count }, (_, index) => `d${index}.example.com`);

test("a load balancer takes 15 certificates and no more", () => {
  const full = balancer((stack) => ({ domains: domains(14), certificates: [imported(stack, "tls")] }));
  expect(resource(PROXY, full).ssl_certificates).toHaveLength(15);
  expect(() => synthesize((stack) => full(stack).addDomain("one.more.com"))).toThrow(
    /^\[test\/Lb\] CERT-03: a load balancer can have at most 15 certificates, got 16; put several domains into one Managed/,
  );
  expect(() => synthesize(balancer(() => ({ domains: domains(16) })))).toThrow(/CERT-03: .*got 16/);
});

test("the same certificate twice is refused, another one of the same domains is not", () => {
  const tls = (stack: EnvironmentStack, id: string) => new ManagedSslCertificate(stack, id, { domains: ["a.com"] });
  const twice = balancer((stack) => {
    const own = tls(stack, "Tls");
    return { certificates: [own, own] };
  });
  expect(() => synthesize(twice)).toThrow(
    /^\[test\/Lb\] CERT-03: the load balancer already has the certificate "test\/Tls"; add it only once \(https:/,
  );
  const both = balancer((stack) => ({ certificates: [tls(stack, "Old"), tls(stack, "New")] }));
  expect(() => synthesize(both)).not.toThrow();
});

test("a load balancer without a certificate is refused at synth", () => {
  expect(() => synthesize(balancer(() => ({})))).toThrow(
    /\[test\/Lb\] CERT-14: a load balancer for HTTPS needs a certificate; set domains, certificates or certificateMap, or set httpOnly/,
  );
});

test("a load balancer with nothing but a certificate map passes", () => {
  const mapped = (stack: EnvironmentStack) => {
    const lb = balancer(() => ({}))(stack);
    lb.targetHttpsProxy?.addOverride(
      "certificate_map",
      "//certificatemanager.googleapis.com/projects/p1/locations/global/certificateMaps/m",
    );
  };
  expect(() => synthesize(mapped)).not.toThrow();
});

test("a Google-managed certificate needs port 443, another certificate does not", () => {
  expect(() => synthesize(balancer(() => ({ domains: ["a.com"], httpsPort: 8443 })))).toThrow(
    /^\[test\/Lb\] CERT-06: Google validates a managed certificate on port 443 only, but httpsPort is 8443; use port 443/,
  );
  expect(rules(withCertificate({ httpsPort: 8443 })).Lb_HttpsForwardingRule.port_range).toBe("8443");
});

test("a Google-managed certificate is issued at one of its load balancers, and may be served by another on any port", () => {
  const twice = (httpsPort: number) => (stack: EnvironmentStack) => {
    const [address, defaultService] = [new GlobalAddress(stack, "Address"), web(stack)];
    const certificates = [new ManagedSslCertificate(stack, "Certificate", { domains: ["a.com"] })];
    new ApplicationLoadBalancer(stack, "Lb", { address, certificates, defaultService, httpsPort });
    new ApplicationLoadBalancer(stack, "Admin", {
      address,
      certificates,
      defaultService,
      httpsPort: 8443,
      httpRedirect: false,
    });
  };
  expect(rules(twice(443)).Admin_HttpsForwardingRule.port_range).toBe("8443");
  expect(() => synthesize(twice(9443))).toThrow(
    /\[test\/Lb\/HttpsProxy\] CERT-06: .*, but the port for test\/Certificate is 9443; use port 443/,
  );
});

test("a load balancer may do something else than go to a backend service by default", () => {
  const build = (stack: EnvironmentStack) =>
    new ApplicationLoadBalancer(stack, "Lb", {
      domains: ["app.example.com"],
      defaultAction: RouteAction.redirect({ hostRedirect: "www.example.com" }),
    });
  const maps = Object.values(synthesize(build).resource.google_compute_url_map);
  expect(maps.find(({ name }) => name === "test-lb-url-map")).toMatchObject({
    default_url_redirect: {
      host_redirect: "www.example.com",
      redirect_response_code: "MOVED_PERMANENTLY_DEFAULT",
      strip_query: false,
    },
  });
});

test.each<[string, (stack: EnvironmentStack) => ApplicationLoadBalancerProps, RegExp]>([
  [
    "no default",
    () => ({}),
    /UM-01: .*exactly one of defaultService, defaultAction and urlMap, got none; set one of them/,
  ],
  [
    "service and action",
    (stack) => ({ defaultService: web(stack), defaultAction: RouteAction.redirect({ hostRedirect: "example.com" }) }),
    /UM-01: .*exactly one of .*, got defaultService and defaultAction/,
  ],
  [
    "map and description",
    (stack) => ({ urlMap: UrlMap.fromUrlMapSelfLink(stack, "Map", "m"), description: "the site" }),
    /UM-01: description has no effect when urlMap is set; move it to the UrlMap/,
  ],
  [
    "service and map",
    (stack) => ({ defaultService: web(stack), urlMap: UrlMap.fromUrlMapSelfLink(stack, "Map", "m") }),
    /UM-01: .*exactly one of .*, got defaultService and urlMap/,
  ],
  [
    "map and routes",
    (stack) => ({
      urlMap: UrlMap.fromUrlMapSelfLink(stack, "Map", "m"),
      routes: Routes.byPath([{ paths: ["/a"], action: RouteAction.forward(web(stack)) }]),
    }),
    /UM-01: routes has no effect when urlMap is set; move it to the UrlMap/,
  ],
  [
    "map and host rules",
    (stack) => ({ urlMap: UrlMap.fromUrlMapSelfLink(stack, "Map", "m"), hostRules: [] }),
    /UM-01: hostRules has no effect when urlMap is set; move/,
  ],
  ["HTTPS port 0", (stack) => ({ defaultService: web(stack), httpsPort: 0 }), /FE-04: httpsPort must be .*, got 0/],
  [
    "HTTP port 65536",
    (stack) => ({ defaultService: web(stack), httpPort: 65536 }),
    /FE-04: httpPort must be a whole number from 1 to 65535, got 65536/,
  ],
  [
    "one port for both",
    (stack) => ({ defaultService: web(stack), httpPort: 443 }),
    /FE-05: two forwarding rules cannot share an address and a port, got "test-lb-address port 443"/,
  ],
  [
    "keep-alive of 4 s",
    (stack) => ({ defaultService: web(stack), httpKeepAliveTimeoutSec: 4 }),
    /FE-09: httpKeepAliveTimeoutSec must be a whole number from 5 to 1200, got 4/,
  ],
  [
    "keep-alive of 1201 s",
    (stack) => ({ defaultService: web(stack), httpKeepAliveTimeoutSec: 1201 }),
    /FE-09: httpKeepAliveTimeoutSec must be .*, got 1201/,
  ],
  [
    "an IPv6 address without IPv6",
    (stack) => ({
      defaultService: web(stack),
      ipv6: false,
      ipv6Address: GlobalAddress.fromIpAddress(stack, "Ip", "2001:db8::1"),
    }),
    /FE-06: ipv6 is false but ipv6Address is given; remove ipv6: false, or remove ipv6Address/,
  ],
  [
    "an IPv4 address for IPv6",
    (stack) => {
      const address = GlobalAddress.fromIpAddress(stack, "Ip", "203.0.113.7");
      return { defaultService: web(stack), address, ipv6Address: address };
    },
    /FE-06: ipv6Address must be an IPv6 address, got "IPV4"; pass it as address/,
  ],
  [
    "an IPv6 address for IPv4",
    (stack) => ({ defaultService: web(stack), address: new GlobalAddress(stack, "Ip", { ipVersion: IpVersion.IPV6 }) }),
    /FE-06: address must be an IPv4 address, got "IPV6"; pass it as ipv6Address/,
  ],
  [
    "one domain with and without the dot at its end",
    (stack) => ({ defaultService: web(stack), domains: ["a.com", "a.com."] }),
    /CERT-01: .* already has a certificate for "a.com."; add/,
  ],
  [
    "one domain in place of a list",
    (stack) => ({ defaultService: web(stack), domains: "a.com" as unknown as string[] }),
    /SHAPE-02: domains must be a list, got "a.com"; wrap it in an array: \[value\]/,
  ],
  [
    "HTTP alone and a domain",
    (stack) => ({ defaultService: web(stack), httpOnly: true, domains: ["a.com"] }),
    /FE-13: a load balancer with httpOnly cannot have a certificate, got "test\/Lb\/Certificate-a.com"; remove httpOnly/,
  ],
  [
    "HTTP alone and an HTTPS port",
    (stack) => ({ defaultService: web(stack), httpOnly: true, httpsPort: 443 }),
    /FE-13: httpsPort is for HTTPS, but httpOnly is true; remove httpOnly or httpsPort/,
  ],
  [
    "HTTP alone, QUIC and a redirect",
    (stack) => ({
      defaultService: web(stack),
      httpOnly: true,
      quicOverride: QuicOverride.ENABLE,
      httpRedirect: true,
    }),
    /FE-13: quicOverride is for HTTPS, .*\n\[test\/Lb\] FE-13: httpRedirect is for HTTPS/,
  ],
  [
    "HTTP alone and an SSL policy",
    (stack) => ({ defaultService: web(stack), httpOnly: true, sslPolicy: new SslPolicy(stack, "Tls") }),
    /FE-13: sslPolicy is for HTTPS, but httpOnly is true/,
  ],
])("a load balancer with %s is refused", (_what, props, message) => {
  expect(() => synthesize((stack) => new ApplicationLoadBalancer(stack, "Lb", props(stack)))).toThrow(
    new RegExp(`^\\[test/Lb\\] ${message.source}`),
  );
});

test.each([1, 65535])("port %i is legal", (port) => {
  expect(rules(withCertificate({ httpsPort: port, httpRedirect: false })).Lb_HttpsForwardingRule.port_range).toBe(
    String(port),
  );
});

test("ports and the keep-alive time may be tokens, of which Terraform makes the digests", () => {
  const build = (stack: EnvironmentStack) => {
    const number = (id: string) => new TerraformVariable(stack, id, { type: "number" }).numberValue;
    const lb = balancer(() => ({
      domains: ["a.example.com"],
      httpsPort: number("https"),
      httpPort: number("http"),
      httpKeepAliveTimeoutSec: number("idle"),
    }))(stack);
    lb.addForwardingRule("New", { address: GlobalAddress.fromIpAddress(stack, "Ip", "203.0.113.7") });
  };
  const rule = (id: string, address: string, port: string) => ({
    name: `test-lb-${id}-\${substr(sha256(join("|", ["${address}", var.${port}])), 0, 8)}`,
    port_range: `\${var.${port}}`,
  });
  const json = readable(synthesize(build));
  expect(json[RULE]).toMatchObject({
    Lb_HttpsForwardingRule: rule("https-forwarding-rule", "test-lb-address", "https"),
    Lb_HttpForwardingRule: rule("http-forwarding-rule", "test-lb-address", "http"),
    Lb_New: rule("new", "203.0.113.7", "https"),
  });
  expect(json[PROXY].Lb_HttpsProxy).toMatchObject({
    name: 'test-lb-https-proxy-${substr(sha256(join("|", [var.idle])), 0, 8)}',
    http_keep_alive_timeout_sec: "${var.idle}",
  });
});

test("routes, hostRules and addHostRule reach the URL map", () => {
  const build = (stack: EnvironmentStack) => {
    const action = RouteAction.forward(web(stack));
    const lb = new ApplicationLoadBalancer(stack, "Lb", {
      domains: ["a.example.com"],
      httpRedirect: false,
      defaultService: BackendService.fromBackendServiceSelfLink(stack, "other", "other"),
      routes: Routes.byPath([{ paths: ["/api"], action }]),
      hostRules: [{ hosts: ["b.example.com"] }],
    });
    lb.addHostRule({
      hosts: ["c.example.com"],
      routes: Routes.inOrder([{ match: { path: PathMatch.prefix("/") }, action }]),
    });
  };
  expect(resource("google_compute_url_map", build)).toMatchObject({
    host_rule: [{ hosts: ["*"] }, { hosts: ["b.example.com"] }, { hosts: ["c.example.com"] }],
    path_matcher: [
      { path_rule: [{ paths: ["/api"] }] },
      { default_service: "other" },
      { route_rules: [{ priority: 1 }] },
    ],
  });
});

test("addHostRule has the checks of the URL map", () => {
  expect(() => synthesize((stack) => balancer()(stack).addHostRule({ hosts: ["A.com"] }))).toThrow(
    /^\[test\/Lb\/UrlMap\] UM-02: .*got "A.com"/,
  );
});

test("a URL map of your own is served, and addHostRule reaches it", () => {
  const json = readable(
    synthesize((stack) => {
      const urlMap = new UrlMap(stack, "Mine", { defaultService: web(stack) });
      new ApplicationLoadBalancer(stack, "Lb", { urlMap, domains: ["a.example.com"] }).addHostRule({
        hosts: ["a.com"],
      });
    }),
  );
  expect(json[PROXY].Lb_HttpsProxy.url_map).toBe("${google_compute_url_map.Mine.self_link}");
  expect(json.google_compute_url_map.Mine.host_rule).toEqual([{ hosts: ["a.com"], path_matcher: "a-com" }]);
  expect(Object.keys(json.google_compute_url_map)).toEqual(["Lb_HttpRedirect", "Mine"]);
});

test("addHostRule is refused where the URL map is made elsewhere", () => {
  const build = (stack: EnvironmentStack) => {
    const urlMap = UrlMap.fromUrlMapSelfLink(stack, "Map", "projects/p1/global/urlMaps/company");
    new ApplicationLoadBalancer(stack, "Lb", { urlMap, domains: ["a.com"] }).addHostRule({ hosts: ["a.com"] });
  };
  expect(() => synthesize(build)).toThrow(
    /^\[test\/Lb\] UM-04: the host rule for \["a.com"\] cannot be added, because .*; add the host rule where the URL map is created/,
  );
});

test("a load balancer's attributes are its parts", () => {
  synthesize((stack) => {
    const lb = balancer(() => ({ domains: ["a.example.com", "b.example.com"], ipv6: true }))(stack);
    expect(lb.urlMap).toBeInstanceOf(UrlMap);
    expect(lb.certificates.flatMap((certificate) => certificate.domains)).toEqual(["a.example.com", "b.example.com"]);
    expect(lb.forwardingRules.map(({ node }) => node.id)).toEqual([
      "HttpsForwardingRule",
      "HttpsIpv6ForwardingRule",
      "HttpForwardingRule",
      "HttpIpv6ForwardingRule",
    ]);
    expect(lb.node.defaultChild).toBe(lb.resource);
    expect(lb.resource).toBe(lb.forwardingRules[0]);
    expect(lb.targetHttpsProxy?.node.path).toBe("test/Lb/HttpsProxy");
    expect(lb.targetHttpProxy?.node.path).toBe("test/Lb/HttpProxy");
    expect([lb.address.node.path, lb.ipv6Address?.node.path]).toEqual(["test/Lb/Address", "test/Lb/Ipv6Address"]);
  });
});

test("a fixed name of a target proxy that a change replaces is warned of", () => {
  const warnings = (props: Partial<ApplicationLoadBalancerProps>) =>
    warningsOf((stack) => balancer(() => ({ domains: ["a.com"], ...props }))(stack));
  const names = { targetHttpsProxy: "company-proxy" };
  expect(warnings({ names, httpKeepAliveTimeoutSec: 620 })).toContainEqual(
    expect.stringMatching(
      /^\[test\/Lb\] NEG-19: names.targetHttpsProxy "company-proxy" is fixed, but a change of httpKeepAliveTimeoutSec/,
    ),
  );
  expect(warnings({ names })).not.toContainEqual(expect.stringContaining("NEG-19"));
  expect(warnings({ httpKeepAliveTimeoutSec: 620 })).not.toContainEqual(expect.stringContaining("NEG-19"));
});

test("the SSL policy and the redirect are members, where the load balancer has them", () => {
  const defaultAction = RouteAction.redirect({ hostRedirect: "www.example.com", stripQuery: true });
  const made = (props: object) => {
    let found: ApplicationLoadBalancer | undefined;
    synthesize((stack) => {
      found = new ApplicationLoadBalancer(stack, "Site", { defaultAction, ...props });
    });
    return [found?.sslPolicy?.node.path, found?.httpRedirectUrlMap?.node.path];
  };
  const domains = ["app.example.com"];
  expect(made({ domains })).toEqual(["test/Site/SslPolicy", "test/Site/HttpRedirect"]);
  expect(made({ domains, httpRedirect: false })).toEqual(["test/Site/SslPolicy", undefined]);
  expect(made({ httpOnly: true })).toEqual([undefined, undefined]);
});

test("labels are on the forwarding rules and on the addresses that the load balancer makes", () => {
  const labels = { team: "web" };
  const labelsOf = (props: Partial<ApplicationLoadBalancerProps>) => {
    const { resource } = synthesize(
      (stack) => void balancer(() => ({ domains: ["app.example.com"], labels, ...props }))(stack),
    );
    return ["google_compute_global_forwarding_rule", "google_compute_global_address"].map((type) =>
      Object.values(resource[type] ?? {}).map((config: { labels?: unknown }) => config.labels),
    );
  };
  expect(labelsOf({ ipv6: true })).toEqual([
    [labels, labels, labels, labels],
    [labels, labels],
  ]);
  expect(labelsOf({ labels: undefined })).toEqual([[undefined, undefined], [undefined]]);
  expect(() => labelsOf({ labels: { "goog-team": "web" } })).toThrow(/^\[test\/Lb\] LAB-01: a label's key must have/);
});
