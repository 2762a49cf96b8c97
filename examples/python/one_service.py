from cdktf import App
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
ApplicationLoadBalancer(
    stack,
    "LoadBalancer",
    domains=["app.example.com"],
    default_service=BackendService(stack, "WebBackend", backends=[web]),
)
app.synth()
