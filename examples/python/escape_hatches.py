from cdktf import App, TerraformOutput
from cdktf_cdktf_provider_google.compute_global_address import ComputeGlobalAddress
from cdktf_google_serverless_lb import (
    ApplicationLoadBalancer,
    BackendService,
    CloudRunService,
    EnvironmentStack,
)

app = App()
stack = EnvironmentStack(app, "prod", project="acme-web-prod")
web = CloudRunService(
    stack,
    "Web",
    image="us-docker.pkg.dev/cloudrun/container/hello",
    region="us-central1",
)
backend = BackendService(stack, "WebBackend", backends=[web])
load_balancer = ApplicationLoadBalancer(
    stack, "LoadBalancer", domains=["www.example.com"], default_service=backend
)

# a typed argument that has no prop here
web.resource.custom_audiences = ["https://www.example.com"]
# an argument inside a block, by its path in Terraform's JSON
web.resource.add_override("template.containers.0.ports.name", "h2c")
# settings of Terraform: here, another pipeline sets the numbers of instances
web.resource.add_override("lifecycle.ignore_changes", ["template[0].scaling"])
# the resource of a part that the load balancer created
address = load_balancer.address.node.default_child
assert isinstance(address, ComputeGlobalAddress)
address.labels = {"allow-listed-by": "partners"}
# any resource of the provider, and any output, next to the constructs
ComputeGlobalAddress(stack, "Spare", name="prod-spare")
TerraformOutput(stack, "url_map", value=load_balancer.url_map.url_map_self_link)
app.synth()
