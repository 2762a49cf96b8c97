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
stack = EnvironmentStack(app, "prod", project="acme-shop-prod")

# images, scripts and error pages, which everybody can read
assets = BackendBucket(
    stack,
    "Assets",
    bucket_name="acme-shop-assets",
    cdn_policy=CdnPolicy.cache_all_static(),
)
shop = BackendService(
    stack,
    "Shop",
    backends=[
        CloudRunService.from_cloud_run_service_attributes(
            stack,
            "ShopService",
            cloud_run_service_name="shop",
            region="us-central1",
        )
    ],
)


def page(path: str, *codes: str) -> CustomErrorResponseRule:
    return CustomErrorResponseRule(match_response_codes=list(codes), path=path)


ApplicationLoadBalancer(
    stack,
    "LoadBalancer",
    domains=["shop.example.com"],
    default_service=shop,
    routes=Routes.by_path(
        [
            PathRule(paths=["/assets/*"], action=RouteAction.forward(assets)),
            # the clients of the API get JSON in place of the maintenance page, from the same bucket
            PathRule(
                paths=["/api", "/api/*"],
                action=RouteAction.forward(
                    shop,
                    custom_error_response_policy=CustomErrorResponsePolicy(
                        rules=[page("/errors/maintenance.json", "5xx")]
                    ),
                ),
            ),
        ]
    ),
    custom_error_response_policy=CustomErrorResponsePolicy(
        error_service=assets,
        rules=[
            page("/errors/not-found.html", "404", "410"),
            # while the service is down or under maintenance
            page("/errors/maintenance.html", "5xx"),
        ],
    ),
)
app.synth()
