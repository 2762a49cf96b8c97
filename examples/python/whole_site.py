"""A whole site as a class, in two environments. A test imports this file, and nothing is synthesized then."""

from dataclasses import dataclass
from typing import Optional

from cdktf import App
from cdktf_google_serverless_lb import (
    ApplicationLoadBalancer,
    BackendBucket,
    BackendService,
    CdnPolicy,
    CloudRunService,
    EnforceOnKey,
    EnvironmentStack,
    HostRule,
    Iap,
    OutlierDetection,
    PathRule,
    RateLimitThreshold,
    RouteAction,
    Routes,
    SecurityMatch,
    SecurityPolicy,
    SecurityRule,
)
from constructs import Construct

IMAGE = "us-docker.pkg.dev/cloudrun/container/hello"


@dataclass(frozen=True)
class Environment:
    """What differs between the environments of the site."""

    project: str
    domain: str
    regions: list[str]
    assets_bucket: str
    waf_preview: bool
    state_bucket: Optional[str] = None


ENVIRONMENTS = {
    "dev": Environment(
        project="acme-web-dev",
        domain="dev.example.com",
        regions=["us-central1"],
        assets_bucket="acme-web-dev-assets",
        waf_preview=True,
    ),
    "prod": Environment(
        project="acme-web-prod",
        domain="example.com",
        regions=["us-central1", "europe-west1"],
        assets_bucket="acme-web-prod-assets",
        waf_preview=False,
        state_bucket="acme-tfstate",
    ),
}


class Site(EnvironmentStack):
    """A public site with its files in a bucket, and a tool for the staff."""

    def __init__(
        self, scope: Construct, construct_id: str, environment: Environment
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            project=environment.project,
            state_bucket=environment.state_bucket,
            labels={"environment": construct_id},
            enable_apis=True,
        )
        self.armor = self._security_policy(environment)
        several = len(environment.regions) > 1
        self.web = BackendService(
            self,
            "Web",
            backends=[
                CloudRunService(self, f"WebService-{region}", image=IMAGE, region=region)
                for region in environment.regions
            ],
            security_policy=self.armor,
            outlier_detection=OutlierDetection.recommended() if several else None,
            custom_response_headers=["Strict-Transport-Security: max-age=31536000"],
        )
        self.assets = BackendBucket(
            self,
            "Assets",
            bucket_name=environment.assets_bucket,
            cdn_policy=CdnPolicy.cache_all_static(default_ttl_sec=86_400),
        )
        self.tool = BackendService(
            self,
            "Tool",
            backends=[
                CloudRunService(
                    self, "ToolService", image=IMAGE, region=environment.regions[0]
                )
            ],
            security_policy=self.armor,
            iap=Iap.google_managed_client(members=["group:staff@example.com"]),
        )
        www, tool = f"www.{environment.domain}", f"tool.{environment.domain}"
        self.load_balancer = ApplicationLoadBalancer(
            self,
            "LoadBalancer",
            domains=[www, tool],
            default_service=self.web,
            host_rules=[
                HostRule(
                    hosts=[www],
                    default_action=RouteAction.forward(self.web),
                    routes=Routes.by_path(
                        [
                            PathRule(
                                paths=["/assets/*"],
                                action=RouteAction.forward(self.assets),
                            )
                        ]
                    ),
                ),
                HostRule(hosts=[tool], default_action=RouteAction.forward(self.tool)),
            ],
        )

    def _security_policy(self, environment: Environment) -> SecurityPolicy:
        login = "request.path.startsWith('/login') && request.method == 'POST'"
        return SecurityPolicy(
            self,
            "Armor",
            rules=[
                SecurityRule.deny(
                    priority=1000, match=SecurityMatch.ip_ranges(["198.51.100.0/24"])
                ),
                # in preview it only logs
                SecurityRule.deny(
                    priority=2000,
                    match=SecurityMatch.preconfigured_waf(
                        "sqli-v33-stable", sensitivity=1
                    ),
                    preview=environment.waf_preview,
                ),
                # 10 attempts a minute; who also makes 30 in 10 minutes is banned for an hour
                SecurityRule.rate_based_ban(
                    priority=3000,
                    match=SecurityMatch.expression(login),
                    enforce_on_key=EnforceOnKey.IP,
                    count=10,
                    interval_sec=60,
                    ban_threshold=RateLimitThreshold(count=30, interval_sec=600),
                    ban_duration_sec=3600,
                ),
            ],
        )


def main() -> None:
    app = App()
    for construct_id, environment in ENVIRONMENTS.items():
        Site(app, construct_id, environment)
    app.synth()


if __name__ == "__main__":
    main()
