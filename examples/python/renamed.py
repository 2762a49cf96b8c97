from cdktf import App
from cdktf_google_serverless_lb import (
    ApplicationLoadBalancer,
    BackendService,
    CloudRunService,
    EnvironmentStack,
)

app = App()
stack = EnvironmentStack(app, "prod", project="acme-web-prod")

# before the constructs are created; oldest line first; keep each line as long as the resources exist
stack.renamed(former_path="Web", path="Storefront")
stack.renamed(former_path="WebBackend", path="StorefrontBackend")

storefront = CloudRunService(
    stack,
    "Storefront",
    image="us-docker.pkg.dev/cloudrun/container/hello",
    region="us-central1",
)
ApplicationLoadBalancer(
    stack,
    "LoadBalancer",
    domains=["app.example.com"],
    default_service=BackendService(stack, "StorefrontBackend", backends=[storefront]),
)
app.synth()
