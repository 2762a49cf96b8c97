import unittest

from cdktf import App
from cdktf_google_serverless_lb import (
    ApplicationLoadBalancer,
    BackendService,
    CloudRunService,
    EnvironmentStack,
    PathRule,
    RouteAction,
    Routes,
)

stack = EnvironmentStack(App(), "prod", project="acme-web-prod")


def backend(construct_id: str, service_name: str) -> BackendService:
    service = CloudRunService.from_cloud_run_service_attributes(
        stack,
        f"{construct_id}Service",
        cloud_run_service_name=service_name,
        region="us-central1",
    )
    return BackendService(stack, construct_id, backends=[service])


web, api = backend("Web", "web"), backend("Api", "api")
load_balancer = ApplicationLoadBalancer(
    stack,
    "LoadBalancer",
    domains=["www.example.com"],
    default_service=web,
    routes=Routes.by_path(
        [PathRule(paths=Routes.path_and_below("/api"), action=RouteAction.forward(api))]
    ),
)


class RoutesTest(unittest.TestCase):
    def test_the_api_is_served_by_its_own_service(self) -> None:
        decision = load_balancer.route(url="https://www.example.com/api/users")
        self.assertTrue(decision.goes_to(api), decision.to_string())

    def test_http_leads_to_https(self) -> None:
        decision = load_balancer.route(url="http://www.example.com/pricing")
        self.assertEqual(decision.location, "https://www.example.com/pricing")
