"""What the Python package must do besides the example: keyword arguments that are words of Python, and errors."""

from cdktf import App, Testing
from cdktf_google_serverless_lb import BackendService, CdnPolicy, EnvironmentStack

stack = EnvironmentStack(App(), "prod", project="p1")

stack.renamed(from_="Old", to="New")
BackendService(stack, "New", backends=[])
json = Testing.synth(stack)
assert '"name": "prod-old"' in json, json

try:
    BackendService(stack, "Cached", cdn_policy=CdnPolicy.cache_all_static(default_ttl_sec=172_800))
except RuntimeError as error:
    assert "[prod/Cached] CDN-04: " in str(error), error
else:
    raise AssertionError("a mistake was not refused")
