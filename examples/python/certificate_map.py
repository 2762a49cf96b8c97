from cdktf import App
from cdktf_google_serverless_lb import (
    ApplicationLoadBalancer,
    BackendService,
    CertificateMap,
    CloudRunService,
    DnsZone,
    EnvironmentStack,
    HostRule,
    RouteAction,
)

app = App()
stack = EnvironmentStack(app, "prod", project="acme-web-prod")
tenants = CloudRunService.from_cloud_run_service_attributes(
    stack, "Tenants", cloud_run_service_name="tenants", region="us-central1"
)
tenants_backend = BackendService(stack, "TenantsBackend", backends=[tenants])

# the zone exists already
zone = DnsZone.from_dns_zone_attributes(stack, "Zone", dns_zone_name="example-com", dns_name="example.com")

certificates = CertificateMap(stack, "Certificates", domains=["example.com", "*.example.com"], dns_zones=[zone])

ApplicationLoadBalancer(
    stack,
    "LoadBalancer",
    certificate_map=certificates,
    dns_zones=[zone],
    # all other hosts are redirected
    default_action=RouteAction.redirect(host_redirect="example.com"),
    host_rules=[
        HostRule(hosts=["example.com", "*.example.com"], default_action=RouteAction.forward(tenants_backend)),
    ],
)
app.synth()
