from cdktf import App
from cdktf_google_serverless_lb import (
    ApplicationLoadBalancer,
    BackendBucket,
    BackendService,
    CdnPolicy,
    CloudRunService,
    CustomErrorResponsePolicy,
    CustomErrorResponseRule,
    EnvironmentStack,
    PathRule,
    RouteAction,
    Routes,
)

app = App()
stack = EnvironmentStack(app, "prod", project="acme-web-prod")

# the files of the app, which everybody can read
site = BackendBucket(
    stack,
    "Site",
    bucket_name="acme-web-site",
    cdn_policy=CdnPolicy.cache_all_static(),
)
api = BackendService(
    stack,
    "Api",
    backends=[
        CloudRunService.from_cloud_run_service_attributes(
            stack,
            "ApiService",
            cloud_run_service_name="api",
            region="us-central1",
        )
    ],
)
# a path without a file gets the app, which shows the page for this path
index = CustomErrorResponseRule(
    match_response_codes=["404"],
    path="/index.html",
    override_response_code=200,
)

ApplicationLoadBalancer(
    stack,
    "LoadBalancer",
    domains=["www.example.com"],
    default_service=site,
    routes=Routes.by_path(
        [
            PathRule(
                paths=["/*"],
                action=RouteAction.forward(
                    site,
                    custom_error_response_policy=CustomErrorResponsePolicy(
                        error_service=site, rules=[index]
                    ),
                ),
            ),
            # the errors of the API stay as they are
            PathRule(paths=["/api", "/api/*"], action=RouteAction.forward(api)),
        ]
    ),
)
app.synth()
