import com.hashicorp.cdktf.App;
import io.github.cdktf_google_serverless_lb.ApplicationLoadBalancer;
import io.github.cdktf_google_serverless_lb.ApplicationLoadBalancerProps;
import io.github.cdktf_google_serverless_lb.BackendService;
import io.github.cdktf_google_serverless_lb.BackendServiceProps;
import io.github.cdktf_google_serverless_lb.CloudRunService;
import io.github.cdktf_google_serverless_lb.CloudRunServiceProps;
import io.github.cdktf_google_serverless_lb.EnvironmentStack;
import io.github.cdktf_google_serverless_lb.EnvironmentStackProps;
import java.util.List;

public final class Main {
  public static void main(String[] args) {
    App app = new App();
    EnvironmentStack stack =
        new EnvironmentStack(app, "prod", EnvironmentStackProps.builder().project("acme-web-prod").build());
    CloudRunService web =
        new CloudRunService(
            stack,
            "Web",
            CloudRunServiceProps.builder()
                .image("us-docker.pkg.dev/cloudrun/container/hello")
                .region("us-central1")
                .build());
    BackendService backend =
        new BackendService(stack, "WebBackend", BackendServiceProps.builder().backends(List.of(web)).build());
    new ApplicationLoadBalancer(
        stack,
        "LoadBalancer",
        ApplicationLoadBalancerProps.builder()
            .domains(List.of("app.example.com"))
            .defaultService(backend)
            .build());
    app.synth();
  }
}
