"""What the Python package must do besides the examples: each public class once, here or there, warnings, errors."""

import contextlib
import re
import tempfile
from pathlib import Path

import cdktf_google_serverless_lb
from cdktf import App, TerraformVariable, Testing
from cdktf_google_serverless_lb import *  # noqa: F403

IMAGE = "us-docker.pkg.dev/cloudrun/container/hello"
REGION = "us-central1"
EXAMPLES = Path(__file__).parent.parent / "examples"

app = App(outdir=tempfile.mkdtemp())
stack = EnvironmentStack(
    app,
    "prod",
    project="p1",
    labels={"team": "web"},
    enable_apis=True,
    state_bucket="states",
)

# without the call the name would be prod-new
stack.renamed(former_path="Old", path="New")
old = BackendService(stack, "New")
assert old.resource.name_input == "prod-old", old.resource.name_input

# structs in maps, enum-like classes, the options of a method as keyword arguments
web = CloudRunService(
    stack,
    "Web",
    image=IMAGE,
    region=REGION,
    env={"MODE": "live"},
    secret_env={"KEY": SecretEnv(secret="key", version="1")},
    ingress=CloudRunIngress.INTERNAL_LOAD_BALANCER,
    invoker=CloudRunInvoker.members(["user:a@example.com"]),
    startup_probe=CloudRunProbe.http_get(path="/ready", port=8080, period_sec=5),
    liveness_probe=CloudRunProbe.grpc(service="health"),
    traffic=[
        TrafficTarget.revision("prod-web-00001-abc", 90),
        TrafficTarget.latest(10, tag="next"),
    ],
    vpc_access=VpcAccess.direct_egress(
        network="net", subnetwork="sub", egress=VpcEgress.PRIVATE_RANGES_ONLY
    ),
)
web.grant_invoke("Caller", "user:b@example.com")
neg = ServerlessNeg(
    stack, "Neg", region=REGION, target=ServerlessTarget.cloud_run("shop", tag="next")
)
assert neg.kind == ServerlessKind.CLOUD_RUN, neg.kind

# lists of structs within structs
armor = SecurityPolicy(
    stack,
    "Armor",
    default_action=SecurityPolicyDefault.deny(DenyStatus.NOT_FOUND),
    adaptive_protection=AdaptiveProtection(
        rule_visibility=RuleVisibility.STANDARD,
        thresholds=[
            AdaptiveProtectionThreshold(
                name="per-host",
                auto_deploy_load_threshold=0.7,
                traffic_granularities=[
                    TrafficGranularity(
                        granularity_type=TrafficGranularityType.HTTP_HEADER_HOST,
                        enable_each_unique_value=True,
                    )
                ],
            )
        ],
    ),
    rules=[
        SecurityRule.allow(
            priority=1, match=SecurityMatch.ip_ranges(["203.0.113.0/24"])
        ),
        SecurityRule.deny(
            priority=2,
            status=DenyStatus.NOT_FOUND,
            match=SecurityMatch.preconfigured_waf(
                "sqli-v33-stable",
                sensitivity=1,
                rule_ids=WafRuleIds.opt_out(["owasp-crs-v030301-id942350-sqli"]),
                exclusions=[WafExclusion(request_headers=[WafField.starts_with("x-")])],
            ),
        ),
        SecurityRule.redirect(
            priority=3,
            match=SecurityMatch.expression("request.path == '/old'"),
            redirect=SecurityRedirect.external302("https://www.example.com/"),
        ),
        SecurityRule.rate_based_ban(
            priority=4,
            count=100,
            interval_sec=60,
            ban_duration_sec=600,
            ban_threshold=RateLimitThreshold(count=1000, interval_sec=600),
            enforce_on_key=EnforceOnKey.combined([EnforceOnKey.IP, EnforceOnKey.SNI]),
            exceed_action=ExceedAction.TOO_MANY_REQUESTS,
        ),
    ],
)
shop = BackendService(
    stack,
    "Shop",
    backends=[
        web,
        CloudRunService.from_cloud_run_service_attributes(
            stack, "Eu", cloud_run_service_name="web", region="europe-west1"
        ),
    ],
    security_policy=armor,
    outlier_detection=OutlierDetection.custom(
        consecutive_errors=5, interval_sec=10, base_ejection_time_sec=30
    ),
    log_config=BackendLogConfig(
        sample_rate=0.5, optional_mode=LogOptionalMode.INCLUDE_ALL_OPTIONAL
    ),
    cdn_policy=CdnPolicy.force_cache_all(
        default_ttl_sec=60,
        cache_key_policy=CacheKeyPolicy(
            query_string=CacheKeyQueryString.whitelist(["page"])
        ),
        negative_caching=NegativeCaching.custom(
            [NegativeCachingRule(code=404, ttl_sec=30)]
        ),
    ),
)
next_service = BackendService(stack, "Next", backends=[neg], security_policy=armor)

routes = Routes.in_order(
    [
        RouteRule(
            match=RouteMatch(
                path=PathMatch.full_path("/cart", ignore_case=True),
                headers=[HeaderMatch.in_range("x-version", 1, 3, invert_match=True)],
                query_parameters=[QueryParameterMatch.exact("a", "b")],
            ),
            action=RouteAction.forward(
                next_service,
                cors_policy=CorsPolicy(allow_origins=["https://www.example.com"]),
                fault_injection_policy=FaultInjectionPolicy(
                    abort=FaultAbort(http_status=503, percentage=1),
                    delay=FaultDelay(fixed_delay_sec=1, percentage=1),
                ),
                retry_policy=RetryPolicy(
                    retry_conditions=[RetryCondition.GATEWAY_ERROR], num_retries=2
                ),
                url_rewrite=UrlRewrite(
                    host_rewrite="next.example.com",
                    path_rewrite=PathRewrite.prefix("/basket"),
                ),
                header_action=HeaderAction(
                    request_headers_to_add=[
                        HeaderToAdd(header_name="x-a", header_value="b")
                    ]
                ),
            ),
        ),
        RouteRule(
            match=RouteMatch(path=PathMatch.prefix("/")),
            action=RouteAction.split(
                [
                    WeightedBackendService(service=shop, weight=95),
                    WeightedBackendService(service=next_service, weight=5),
                ]
            ),
        ),
    ]
)
host_rule = HostRule(hosts=["www.example.com"], routes=routes)
load_balancer = ApplicationLoadBalancer(
    stack,
    "LoadBalancer",
    domains=["www.example.com"],
    certificates=[
        ManagedSslCertificate(stack, "Managed", domains=["shop.example.com"]),
        SelfManagedSslCertificate(
            stack,
            "Own",
            certificate=TerraformVariable(stack, "certificate").string_value,
            private_key=TerraformVariable(stack, "private_key").string_value,
        ),
        SslCertificate.from_ssl_certificate_name(stack, "Existing", "existing"),
    ],
    default_service=shop,
    host_rules=[host_rule],
    route_tests=[RouteTest.forward("https://shop.example.com/", shop)],
    address=GlobalAddress(stack, "Address", ip_version=IpVersion.IPV4),
    ssl_policy=SslPolicy(
        stack, "Tls", profile=SslProfile.RESTRICTED, min_tls_version=TlsVersion.TLS_1_2
    ),
    quic_override=QuicOverride.ENABLE,
    names=ApplicationLoadBalancerNames(url_map="the-map"),
)
load_balancer.add_host_rule(
    hosts=["old.example.com"],
    default_action=RouteAction.redirect(
        host_redirect="www.example.com",
        path_redirect=PathRedirect.prefix("/shop/"),
        redirect_response_code=RedirectResponseCode.FOUND,
    ),
)
load_balancer.add_forwarding_rule("Second", port=8443)
decision = load_balancer.route(url="https://www.example.com/a", headers={"a": "b"})
assert decision.outcome == RouteOutcome.SPLIT, decision.to_string()
assert [share.percentage for share in decision.shares] == [95, 5], decision.to_string()
UrlMap(
    stack,
    "Map",
    default_service=next_service,
    routes=Routes.by_path([PathRule(paths=["/a/*"], action=RouteAction.forward(shop))]),
)

# what newer versions of the provider have, and the rest
newer = EnvironmentStack(app, "newer", project="p1", provider_version="~> 7.45")
edge = EdgeSecurityPolicy(
    newer,
    "Edge",
    rules=[
        SecurityRule.deny(
            priority=1, match=SecurityMatch.ip_ranges(["198.51.100.0/24"])
        )
    ],
)
partners = SecurityPolicy(
    newer,
    "Armor",
    json_parsing=JsonParsing.standard_with_graphql(),
    log_level=SecurityPolicyLogLevel.VERBOSE,
    request_body_inspection_size=RequestBodyInspectionSize.KB_16,
    rules=[
        SecurityRule.allow(
            priority=1,
            match=SecurityMatch.ip_ranges(["203.0.113.0/24"]),
            request_headers_to_add=[
                SecurityRequestHeader(header_name="x-partner", header_value="yes")
            ],
        )
    ],
)
model = CloudRunService(
    newer,
    "Model",
    image=IMAGE,
    region=REGION,
    execution_environment=CloudRunExecutionEnvironment.SECOND_GENERATION,
    gpu=CloudRunGpu.nvidia_l4(zonal_redundancy=False),
    max_instance_count=3,
    volume_mounts={
        "/etc/model": CloudRunVolume.secret(
            "config", secret="model", items=[SecretVolumeItem(path="config.yaml")]
        )
    },
    depends_on=["cache"],
    sidecars=[
        CloudRunSidecar(
            name="cache",
            image="docker.io/library/valkey:8",
            startup_probe=CloudRunProbe.tcp_socket(port=6379),
        )
    ],
)
files = BackendBucket(
    newer,
    "Files",
    bucket_name="acme-files",
    compression_mode=CompressionMode.AUTOMATIC,
    edge_security_policy=edge,
)
ApplicationLoadBalancer(
    newer,
    "Partners",
    certificate_map=CertificateMap(
        newer,
        "Certificates",
        domains=["partners.example.com"],
        dns_authorization_type=DnsAuthorizationType.PER_PROJECT_RECORD,
    ),
    certificate_map_stage=CertificateMapStage.ATTACH,
    domains=["partners.example.com"],
    client_authentication=ClientAuthentication(
        newer,
        "Clients",
        trust_anchors=[(EXAMPLES / "partners-ca.pem").read_text(encoding="utf-8")],
        client_validation_mode=ClientValidationMode.REJECT_INVALID,
    ),
    default_service=BackendService(
        newer, "ModelBackend", backends=[model], security_policy=partners
    ),
    routes=Routes.by_path(
        [PathRule(paths=["/files/*"], action=RouteAction.forward(files))]
    ),
    address=GlobalAddress(newer, "Address", deletion_policy=DeletionPolicy.PREVENT),
    ssl_policy=SslPolicy(
        newer, "Tls", post_quantum_key_exchange=PostQuantumKeyExchange.ENABLED
    ),
)
json = Testing.synth(newer)
assert '"post_quantum_key_exchange": "ENABLED"' in json, json

# a warning is acknowledged with its reason, so that none is printed
two_regions = BackendService(
    stack,
    "TwoRegions",
    security_policy=armor,
    backends=[
        CloudRunService.from_cloud_run_service_attributes(
            stack, f"Two-{region}", cloud_run_service_name="two", region=region
        )
        for region in ["us-central1", "europe-west1"]
    ],
)
load_balancer.add_host_rule(
    hosts=["two.example.com"], default_action=RouteAction.forward(two_regions)
)
Warnings.of(two_regions).acknowledge("RUN-09", "both regions are watched")
json = Testing.synth(stack)
assert '"name": "the-map"' in json, json


@contextlib.contextmanager
def refused(message: str):
    """Expects an error whose last line, the one that a traceback ends with, begins with the message."""
    try:
        yield
    except RuntimeError as error:
        assert str(error).startswith(message), error
        assert "\n" not in str(error), error
    else:
        raise AssertionError(f"not refused: {message}")


with refused("[prod/Cached] CDN-04: "):
    BackendService(
        stack,
        "Cached",
        cdn_policy=CdnPolicy.cache_all_static(default_ttl_sec=172_800),
    )

# of a method, the message begins in the same way
with refused("[RouteDecision.goesTo] SHAPE-02: "):
    decision.goes_to(web)

# the rest are interfaces, what methods take as keyword arguments, and what they return
programs = [Path(__file__), *(EXAMPLES / "python").glob("*.py")]
source = "\n".join(program.read_text(encoding="utf-8") for program in programs)
OTHERS = re.compile(
    r"I[A-Z]\w+|\w+(Options|Props|Attributes)|RouteRequest|UrlRedirect"
    r"|BackendConfig|RouteDecision|RouteShare|AppliedRateLimit|CustomErrorResponse|SecurityPolicyDecision"
)
unused = {
    name
    for name in cdktf_google_serverless_lb.__all__
    if not re.search(rf"\b{name}\b", source) and not OTHERS.fullmatch(name)
}
assert unused == set(), unused
