import unittest

from cdktf import Testing
from cdktf_google_serverless_lb import RouteOutcome, SecurityPolicyOutcome
from whole_site import ENVIRONMENTS, Site

PROD = Site(Testing.app(), "prod", ENVIRONMENTS["prod"])
DEV = Site(Testing.app(), "dev", ENVIRONMENTS["dev"])


class RoutesTest(unittest.TestCase):
    def test_files_come_from_the_bucket(self) -> None:
        url = "https://www.example.com/assets/logo.svg"
        decision = PROD.load_balancer.route(url=url)
        self.assertTrue(decision.goes_to(PROD.assets), decision.to_string())

    def test_the_tool_has_a_host_of_its_own(self) -> None:
        decision = PROD.load_balancer.route(url="https://tool.example.com/")
        self.assertTrue(decision.goes_to(PROD.tool), decision.to_string())

    def test_visitors_of_the_denied_addresses_get_403(self) -> None:
        decision = PROD.load_balancer.route(
            url="https://www.example.com/", client_ip="198.51.100.7"
        )
        self.assertEqual(decision.outcome, RouteOutcome.DENY, decision.to_string())
        self.assertEqual(decision.deny_status_code, 403)


class SecurityPolicyTest(unittest.TestCase):
    def test_attempts_to_sign_in_are_counted(self) -> None:
        # only Google knows what the WAF rule of prod finds; that of dev is in preview and decides nothing
        decision = DEV.armor.evaluate(
            url="https://www.dev.example.com/login",
            method="POST",
            client_ip="203.0.113.9",
        )
        ban = SecurityPolicyOutcome.RATE_BASED_BAN
        self.assertEqual(decision.outcome, ban, decision.to_string())

    def test_other_requests_of_prod_depend_on_the_waf_rule(self) -> None:
        decision = PROD.armor.evaluate(
            url="https://www.example.com/", client_ip="203.0.113.9"
        )
        undecided = SecurityPolicyOutcome.UNDECIDED
        self.assertEqual(decision.outcome, undecided, decision.to_string())
