"""The site of examples/tutorial.ts in Python; both write the same Terraform JSON."""

from cdktf import App
from cdktf_google_serverless_lb import (
    ApplicationLoadBalancer,
    BackendService,
    CdnPolicy,
    CloudRunService,
    EnforceOnKey,
    EnvironmentStack,
    ICloudRunService,
    OutlierDetection,
    PathRule,
    RouteAction,
    Routes,
    SecurityPolicy,
    SecurityRule,
)

app = App()
stack = EnvironmentStack(app, "tutorial", project="p1")


def in_both_regions(service_name: str) -> list[ICloudRunService]:
    return [
        CloudRunService.from_cloud_run_service_attributes(
            stack,
            f"{service_name}-{region}",
            cloud_run_service_name=service_name,
            region=region,
        )
        for region in ["us-central1", "europe-west1"]
    ]


security_policy = SecurityPolicy(
    stack,
    "Armor",
    rules=[
        SecurityRule.throttle(
            count=100, interval_sec=60, enforce_on_key=EnforceOnKey.IP
        )
    ],
)
outlier_detection = OutlierDetection.recommended()
frontend = BackendService(
    stack,
    "Frontend",
    backends=in_both_regions("frontend-service"),
    cdn_policy=CdnPolicy.use_origin_headers(),
    security_policy=security_policy,
    outlier_detection=outlier_detection,
)
api = BackendService(
    stack,
    "Api",
    backends=in_both_regions("api-service"),
    security_policy=security_policy,
    outlier_detection=outlier_detection,
)

ApplicationLoadBalancer(
    stack,
    "LoadBalancer",
    domains=["app.example.com"],
    default_service=frontend,
    routes=Routes.by_path(
        [PathRule(paths=Routes.path_and_below("/api"), action=RouteAction.forward(api))]
    ),
)
app.synth()
