from cdktf import App
from cdktf_google_serverless_lb import (
    ApplicationLoadBalancer,
    BackendService,
    CloudRunService,
    EnvironmentStack,
    HeaderMatch,
    HostRule,
    PathMatch,
    RouteAction,
    RouteMatch,
    RouteRule,
    Routes,
    WeightedBackendService,
)

app = App()
stack = EnvironmentStack(app, "prod", project="acme-web-prod")


def backend(construct_id: str, service_name: str) -> BackendService:
    service = CloudRunService.from_cloud_run_service_attributes(
        stack,
        f"{construct_id}Service",
        cloud_run_service_name=service_name,
        region="us-central1",
    )
    return BackendService(stack, construct_id, backends=[service])


web, api, canary = (
    backend("Web", "web"),
    backend("Api", "api"),
    backend("Canary", "api-canary"),
)
api_path = PathMatch.prefix("/api/")
always = HeaderMatch.exact("x-canary", "always")
mostly = [
    WeightedBackendService(service=api, weight=95),
    WeightedBackendService(service=canary, weight=5),
]

ApplicationLoadBalancer(
    stack,
    "LoadBalancer",
    domains=["www.example.com", "beta.example.com", "old.example.com"],
    default_service=web,
    host_rules=[
        HostRule(
            hosts=["beta.example.com"],
            routes=Routes.in_order(
                [
                    RouteRule(
                        match=RouteMatch(path=api_path, headers=[always]),
                        action=RouteAction.forward(canary),
                    ),
                    RouteRule(
                        match=RouteMatch(path=api_path),
                        action=RouteAction.split(mostly),
                    ),
                    # the prefix /api/ does not match /api
                    RouteRule(
                        match=RouteMatch(path=PathMatch.full_path("/api")),
                        action=RouteAction.forward(api),
                    ),
                ]
            ),
        ),
        HostRule(
            hosts=["old.example.com"],
            default_action=RouteAction.redirect(host_redirect="www.example.com"),
        ),
    ],
)
app.synth()
